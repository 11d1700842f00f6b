"""Words spelt out letter by letter, as a transcript has them, written as one: "k v" as KV.

Every place in the text stays where it was: what a word loses in spaces stands before it.
"""

import re

# The longer ones first; a plural ends its word.
SPELT = ("GPU", "HBM", "MFU", "FSDP", "PCIe", "TTFT", "KV", "SM", "TP", "DP", "PP")
LETTERS = re.compile(
    "|".join(" ".join(word.lower()) + "s?" for word in SPELT).join((r"(?<![\w.])(?:", r")(?!\w)"))
)


def spelt_together(text: str) -> str:
    """`text` with the letters of known short words together, as long as before."""
    return LETTERS.sub(together, text)


def together(match: re.Match[str]) -> str:
    letters = match.group().replace(" ", "")
    word = next(word for word in SPELT if letters.startswith(word.lower()))
    return (word + letters[len(word) :]).rjust(len(match.group()))
