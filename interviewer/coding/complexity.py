"""Complexities as people write them, O(n log n) or "s²·d + s", made comparable."""

import re
from collections import Counter
from collections.abc import Sequence

PLAIN = str.maketrans({"²": "^2", "³": "^3", "·": " ", "×": " ", "*": " ", "⋅": " "})
BIG_O = re.compile(r"\b[oOθΘ]\s*\((.*)\)", re.DOTALL)
FACTOR = re.compile(r"(log)\s*\(?\s*([a-z_]+)\)?|([a-z_]+)(?:\^(\d+))?|(\d+)")


def ordered(said: str, variables: Sequence[str]) -> Counter[tuple[tuple[str, int], ...]] | None:
    """A complexity as a sum of products, in any notation that people write; None if it is none."""
    match = BIG_O.search(said)
    text = (match[1] if match else said).lower().replace("**", "^").translate(PLAIN)
    if not re.search(r"\w", text):
        return None
    known = {variable.lower() for variable in variables} | {"n"}
    terms = [term(part, known) for part in text.split("+")]
    return None if None in terms else Counter(t for t in terms if t is not None)


def term(text: str, known: set[str]) -> tuple[tuple[str, int], ...] | None:
    """The factors of one product with their powers; constants fall away."""
    powers: Counter[str] = Counter()
    for log, of, name, power, _constant in FACTOR.findall(text):
        if log:
            powers[f"log {of}"] += 1
            continue
        letters = [name] if name in known else list(name)
        if name and not set(letters) <= known:
            return None
        for letter in letters if name else ():
            powers[letter] += int(power or 1)
    return tuple(sorted(powers.items())) or (("1", 1),)
