"""What a basis finds in an answer, before severity and guards."""

from dataclasses import dataclass

from interviewer.grading.records import CriterionGrade, Feedback, Flag
from interviewer.rubric import Value
from interviewer.transcript.events import Claim, Verdict

LOWEST, HIGHEST = 1.0, 5.0
MET_SHARE, PARTLY_SHARE = 0.75, 0.4


@dataclass(frozen=True)
class Found:
    """`share` of full marks, 0 to 1, with everything that supports it."""

    share: float
    criteria: tuple[CriterionGrade, ...] = ()
    values: dict[Value, float] | None = None
    claims: tuple[Claim, ...] = ()
    flags: tuple[Flag, ...] = ()
    feedback: tuple[Feedback, ...] = ()


def score_of(share: float) -> float:
    """0 to 1 as 1.0 to 5.0."""
    return round(LOWEST + (HIGHEST - LOWEST) * min(1.0, max(0.0, share)), 2)


def share_of(score: float) -> float:
    return (score - LOWEST) / (HIGHEST - LOWEST)


def verdict_of(share: float) -> Verdict:
    if share >= MET_SHARE:
        return "met"
    return "partly" if share >= PARTLY_SHARE else "not_met"
