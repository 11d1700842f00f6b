"""A query as it is searched: in English, misspellings corrected, the guide's words beside it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from interviewer.guide.bm25 import BM25, terms
from interviewer.guide.glossary import Glossary
from interviewer.guide.spelling import Spelling, words_in
from interviewer.words import stem

MEANT_WEIGHT = 0.5
CORRECTED_CREDIT = 0.6
LONGEST_CHARACTERS = 2_000


@dataclass(frozen=True)
class Query:
    """`asked` has the information of each of its terms, also of those that nothing holds.

    `weights` are what BM25 looks up; `corrected` are the terms of words put in for misspelt ones;
    `leads_elsewhere` says that the guide leaves its subject to others.
    """

    text: str
    meant: tuple[str, ...]
    asked: Mapping[str, float]
    weights: Mapping[str, float]
    corrected: frozenset[str]
    leads_elsewhere: bool = False

    @property
    def embedded(self) -> str:
        return f"{self.text} ({'; '.join(self.meant)})" if self.meant else self.text

    def coverage(self, held: frozenset[str]) -> float:
        """The share of the query's information that a text with these terms holds, 0 to 1.

        A corrected word counts in part: the correction may be mistaken.
        """
        total = sum(self.asked.values())
        found = sum(
            information * (CORRECTED_CREDIT if term in self.corrected else 1.0)
            for term, information in self.asked.items()
            if term in held
        )
        return found / total if total else 0.0


def understood(text: str, words: BM25, rows: int, glossary: Glossary, spelling: Spelling) -> Query:
    """`rows` is how many rows `words` holds."""
    text = glossary.in_english(text[:LONGEST_CHARACTERS])
    known = words.frequencies([stem(word) for word in words_in(text)])
    mended, put = spelling.corrected(text, lambda word: stem(word) in known)
    asked = list(dict.fromkeys(terms(mended)))
    meant = tuple(glossary.meant(mended))
    added = [term for each in meant for term in terms(each)]
    frequencies = words.frequencies([*asked, *added])
    weights = dict.fromkeys(added, MEANT_WEIGHT) | dict.fromkeys(asked, 1.0)
    return Query(
        text=mended,
        meant=meant,
        asked={term: information(frequencies.get(term, 0), rows) for term in asked},
        weights={term: weight for term, weight in weights.items() if term in frequencies},
        corrected=frozenset(term for word in put for term in terms(word)),
        leads_elsewhere=glossary.leads_elsewhere(text),
    )


def information(frequency: int, rows: int) -> float:
    """BM25's weight of a term by the number of rows that hold it: ln(1 + (N − n + ½)/(n + ½))."""
    return math.log(1 + (rows - frequency + 0.5) / (frequency + 0.5))
