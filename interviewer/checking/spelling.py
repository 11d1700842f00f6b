"""Words spelt out letter by letter, as a transcript has them, written as one: "k v" as KV.

Every place in the text stays where it was: what a word loses in spaces stands before it.
"""

import re

# The longer ones first; a plural ends its word.
SPELT = {
    **{" ".join(word.lower()): word for word in ("GPU", "HBM", "MFU", "FSDP", "PCIe", "TTFT")},
    "l p d d r": "LPDDR",
    "g d d r": "GDDR",
    "n v link": "NVLink",
    "n v switch": "NVSwitch",
    **{" ".join(word.lower()): word for word in ("KV", "SM", "TP", "DP", "PP")},
}
LETTERS = re.compile("|".join(f"{said} ?s?" for said in SPELT).join((r"(?<![\w.])(?:", r")(?!\w)")))


def spelt_together(text: str) -> str:
    """`text` with the letters of known short words together, as long as before."""
    return LETTERS.sub(together, text)


def together(match: re.Match[str]) -> str:
    letters = match.group().replace(" ", "")
    word = next(word for word in SPELT.values() if letters.startswith(word.lower()))
    ending = letters[len(word) :] + " " * match.group().endswith(" ")
    return (word + ending).rjust(len(match.group()))
