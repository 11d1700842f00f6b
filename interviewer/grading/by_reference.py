"""Grades an answer by what comes with it: a reference, key points, or a coach's marking scheme."""

from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.grading.overlap import Text, overlap
from interviewer.grading.overlap import share as shared
from interviewer.grading.records import CriterionGrade, Feedback, Flag, Submission
from interviewer.grading.scheme import PlainMisconception, PlainPoint
from interviewer.grading.stance import denied_share, held, is_both
from interviewer.grading.verdict import Found, verdict_of
from interviewer.transcript.events import Verdict

# Medians: answers to other questions 0.22, full-mark answers 0.58, as few say all of a reference.
CHANCE, FULL = 0.2, 0.7
MISCONCEPTION_COST = 0.2
# A negation reaches about half of the words that it turns round; a "not" that reaches fewer may
# deny something else.
DENIED_SHARE = 0.3
MOST_MISSING_TOLD = 3
SAID: dict[Verdict, str] = {"met": "Said", "partly": "Half said", "not_met": "Not said"}


@dataclass(frozen=True)
class Wanted:
    """What an answer is held against: points, each with an id, and wrong claims."""

    ids: tuple[str, ...]
    points: tuple[PlainPoint, ...]
    misconceptions: tuple[PlainMisconception, ...] = ()

    @property
    def weight(self) -> float:
        return sum(point.weight for point in self.points)


def wanted(submission: Submission) -> Wanted:
    """The coach's own question first, then the row's key points, then its reference."""
    if submission.scheme:
        points, wrong = submission.scheme.key_points, submission.scheme.misconceptions
        return Wanted(numbered("key_point", points), points, wrong)
    if submission.key_points:
        return Wanted(numbered("key_point", submission.key_points), submission.key_points)
    texts = [submission.reference] if submission.reference else []
    return Wanted(("reference",) * len(texts), tuple(PlainPoint(text=one) for one in texts))


def numbered(name: str, points: Sequence[PlainPoint]) -> tuple[str, ...]:
    return tuple(f"{name}_{n}" for n, _ in enumerate(points, 1))


def found(against: Wanted, answer: str) -> Found:
    named = zip(against.ids, against.points, strict=True)
    criteria = tuple(graded(id_, point, answer) for id_, point in named)
    claimed = held(against.misconceptions, against.points, answer)
    judged = zip(against.points, criteria, strict=True)
    missing = [point.text for point, one in judged if one.verdict == "not_met"]
    wrong = [Feedback(text=told(one), quote=quote) for one, quote in claimed]
    flags: tuple[Flag, ...] = ("contradiction",) if is_both(claimed, criteria) else ()
    return Found(
        share=share(against, answer),
        criteria=criteria,
        values={},
        flags=flags,
        feedback=(
            *wrong,
            *(Feedback(text=f"Missing: {one}") for one in missing[:MOST_MISSING_TOLD]),
        ),
    )


def share(against: Wanted, answer: str) -> float:
    """The share of full marks, 0 to 1: the weighted mean over what is looked for."""
    earned = sum(point.weight * made(point, answer) for point in against.points)
    wrong = len(held(against.misconceptions, against.points, answer))
    return max(0.0, earned / against.weight - MISCONCEPTION_COST * wrong)


def made(point: PlainPoint, answer: str) -> float:
    """How fully a point is made, 0 to 1, by the wording that comes nearest, unless denied."""
    near, wording = max((overlap(answer, wording), wording) for wording in point.wordings)
    if denied_share(wording, answer) >= DENIED_SHARE:
        return 0.0
    return min(1.0, max(0.0, (near - CHANCE) / (FULL - CHANCE)))


def graded(id_: str, point: PlainPoint, answer: str) -> CriterionGrade:
    got = made(point, answer)
    verdict = verdict_of(got)
    return CriterionGrade(
        id=id_,
        verdict=verdict,
        points=round(got * point.weight, 2),
        weight=point.weight,
        evidence=nearest_sentence(point.text, answer) if verdict != "not_met" else None,
        reason=f"{SAID[verdict]}: {point.text}",
    )


def told(wrong: PlainMisconception) -> str:
    return wrong.correction or f"This is a misconception: {wrong.text}"


def nearest_sentence(text: str, answer: str) -> str:
    """The sentence of the answer, verbatim, that shares most words with a text."""
    words = Text(text).words
    return max(Text(answer).sentences, key=lambda one: shared(Text(one).words, words))
