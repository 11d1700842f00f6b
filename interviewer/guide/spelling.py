"""Corrects words that the guide never uses to the nearest that it does: bandwith, quantization."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cached_property

from interviewer.words import normalised

# Below five letters almost any word is near to another.
WORD = re.compile(r"[^\W\d_]{5,}")
LONG = 7


class Spelling:
    """Words of the texts given, which are read at the first unknown word; among equally near
    ones the more frequent wins.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = texts

    @cached_property
    def _known(self) -> list[tuple[str, int, frozenset[str]]]:
        counts = Counter(word for text in self._texts for word in words_in(text))
        return [(word, count, bigrams(word)) for word, count in counts.items()]

    def corrected(self, text: str, is_known: Callable[[str], bool]) -> tuple[str, frozenset[str]]:
        """The text with unknown words replaced, and the words put in their place."""
        put: set[str] = set()

        def mended(match: re.Match[str]) -> str:
            word = match[0].lower()
            near = None if is_known(word) else self.nearest(word)
            if near:
                put.add(near)
            return near or match[0]

        return WORD.sub(mended, text), frozenset(put)

    def nearest(self, word: str) -> str | None:
        """None when nothing is near: one slip is allowed, in seven letters and more two."""
        allowed = 2 if len(word) >= LONG else 1
        wanted = bigrams(word)
        near = [
            (slips, -count, known)
            for known, count, its in self._known
            if abs(len(word) - len(known)) <= allowed
            and len(its & wanted) >= len(its) - 1 - 2 * allowed
            and (slips := distance(word, known)) <= allowed
        ]
        return min(near)[2] if near else None


def words_in(text: str) -> list[str]:
    """The words that are long enough to be corrected, in lower case."""
    return WORD.findall(normalised(text))


def bigrams(word: str) -> frozenset[str]:
    return frozenset(word[place : place + 2] for place in range(len(word) - 1))


def distance(word: str, other: str) -> int:
    """Letters to change, insert, remove or swap with a neighbour (optimal string alignment)."""
    earlier: list[int] = []
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(word, 1):
        earlier, before, row = before, row, [i]
        for j, its in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != its))
            is_swap = i > 1 and j > 1 and letter == other[j - 2] and word[i - 2] == its
            row.append(min(cost, earlier[j - 2] + 1) if is_swap else cost)
    return row[-1]
