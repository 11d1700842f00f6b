"""What an answer stands for: what of a wording it denies, and which wrong claims it makes."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from interviewer.grading.records import CriterionGrade
from interviewer.grading.scheme import PlainMisconception, PlainPoint
from interviewer.listening.clauses import NEGATORS, Clause, content_stems, stems
from interviewer.listening.matching import REFUTING, Heeded

CLAIMED_SHARE = 0.75
FEWEST_WORDS_TO_CLAIM = 2
Claimed = tuple[PlainMisconception, str]


def held(
    misconceptions: Sequence[PlainMisconception], points: Sequence[PlainPoint], answer: str
) -> list[Claimed]:
    """The misconceptions that a clause states, undenied, with the clause verbatim.

    The words of a wrong claim are mostly those of the right one, so a clause that comes as near
    to a key point is taken for that: accusing a right answer is worse than missing a wrong one.
    """
    if not misconceptions:
        return []
    said = Heeded(answer).clauses
    return [(wrong, quote) for wrong in misconceptions if (quote := claim(wrong, points, said))]


def claim(
    wrong: PlainMisconception, points: Sequence[PlainPoint], said: Sequence[Clause]
) -> str | None:
    right = tuple(wording for point in points for wording in point.wordings)
    for clause in said:
        near = likeness(wrong.wordings, clause)
        is_refuted = bool(REFUTING & set(clause.stems))
        if near >= CLAIMED_SHARE and near > likeness(right, clause) and not is_refuted:
            return clause.text
    return None


def likeness(wordings: Sequence[str], clause: Clause) -> float:
    return max(shares(wordings, clause), default=0.0)


def shares(wordings: Sequence[str], clause: Clause) -> Iterator[float]:
    """The share of each wording's meaning that the clause affirms; denial answers to denial."""
    for wording in wordings:
        wanted = content_stems(wording)
        said = clause.content if is_negative(wording) and clause.negated else clause.affirmed
        if len(wanted) >= FEWEST_WORDS_TO_CLAIM and is_negative(wording) <= bool(clause.negated):
            yield len(wanted & said) / len(wanted)


def denied_share(wording: str, answer: str) -> float:
    """Of a wording's words that an answer has, the share that it only denies, 0 to 1.

    None of a wording that denies something itself: its words may well stand after a "not".
    """
    said = affirmed(answer)
    shared = content_stems(wording) & said.all
    return len(shared - said.affirmed) / len(shared) if shared and not is_negative(wording) else 0.0


class Said(NamedTuple):
    """The stems of an answer, and those of them that it affirms somewhere."""

    all: frozenset[str]
    affirmed: frozenset[str]


@lru_cache(maxsize=256)
def affirmed(answer: str) -> Said:
    found = Heeded(answer).clauses
    return Said(
        frozenset().union(*(clause.content for clause in found)),
        frozenset().union(*(clause.affirmed for clause in found)),
    )


@lru_cache(maxsize=4_096)
def is_negative(wording: str) -> bool:
    return bool(NEGATORS & set(stems(wording)))


def is_both(claimed: Sequence[Claimed], criteria: Sequence[CriterionGrade]) -> bool:
    """Whether a key point is made beside a misconception whose correction is that point."""
    made = [content_stems(one.reason) for one in criteria if one.verdict == "met"]
    corrections = [content_stems(wrong.correction) for wrong, _ in claimed if wrong.correction]
    return any(len(c & point) >= CLAIMED_SHARE * len(c) for c in corrections for point in made)
