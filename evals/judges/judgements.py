"""Labelled judgements of single points, half of them matched for the length of the answer."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from evals.grading_set import HONEST, Labelled, Part, labelled
from interviewer.content import Content
from interviewer.questions import KeyPoint, Question

# Two answers are of one length within a fifth: on unmatched ones length alone tells good from bad.
MATCHED_LENGTH_SHARE = 0.2
COUNTS: dict[Part, tuple[int, int]] = {"development": (60, 60), "held_out": (38, 74)}


@dataclass(frozen=True)
class PointJudgement:
    """One point on one answer; `is_made` is the reader's word."""

    row: Labelled
    point_id: str
    is_matched: bool

    @property
    def is_made(self) -> bool:
        return self.row.criteria[self.point_id] == "met"

    def question(self, content: Content) -> Question:
        return content.question(self.row.track, self.row.round, self.row.question_id)

    def point(self, content: Content) -> KeyPoint:
        points = self.question(content).key_points
        return next(point for point in points if point.id == self.point_id)


def judgements(part: Part) -> list[PointJudgement]:
    """The matched pairs first drawn, then others, by answer so that a server caches its prefix."""
    pairs, others = COUNTS[part]
    honest = [row for row in labelled(part) if row.band in HONEST]
    matched = list(drawn(honest, pairs))
    taken = {(each.row.id, each.point_id) for each in matched}
    left = [
        PointJudgement(row, id_, is_matched=False)
        for row, id_ in clear(honest)
        if (row.id, id_) not in taken
    ]
    chosen = [*matched, *sorted(left, key=by_chance)[:others]]
    return sorted(chosen, key=lambda each: (each.row.id, each.point_id))


def drawn(rows: list[Labelled], pairs: int) -> Iterator[PointJudgement]:
    """Both sides of each pair of answers of one length, one making a point and one not."""
    taken: set[tuple[str, str]] = set()
    found = [pair for pair in product(rows, rows) if is_pair(*pair)]
    contrasts = [(a, b, id_) for a, b in found for id_ in a.criteria if differs(a, b, id_)]
    for a, b, id_ in sorted(contrasts, key=lambda c: chance(c[0].id, c[1].id, c[2])):
        sides = {(a.id, id_), (b.id, id_)}
        if not sides & taken and len(taken) < 2 * pairs:
            taken |= sides
            yield from (PointJudgement(row, id_, is_matched=True) for row in (a, b))


def is_pair(a: Labelled, b: Labelled) -> bool:
    same = (a.track, a.round, a.question_id) == (b.track, b.round, b.question_id)
    return same and abs(a.words - b.words) <= MATCHED_LENGTH_SHARE * max(a.words, b.words)


def differs(a: Labelled, b: Labelled, id_: str) -> bool:
    return a.criteria[id_] == "met" and b.criteria.get(id_) == "not_met"


def clear(rows: Iterable[Labelled]) -> Iterator[tuple[Labelled, str]]:
    """Every point that a reader called made or not made, and not in between."""
    for row in rows:
        yield from ((row, id_) for id_, verdict in row.criteria.items() if verdict != "partly")


def by_chance(each: PointJudgement) -> str:
    return chance(each.row.id, each.point_id)


def chance(*names: str) -> str:
    """An order that has nothing to do with the names and is always the same."""
    return hashlib.sha256("|".join(names).encode()).hexdigest()
