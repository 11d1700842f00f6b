"""The score of a code round: hidden cases, questions beside the code, follow-ups, hints."""

from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.coding.judging import Tried
from interviewer.coding.problem import Hint
from interviewer.coding.quiz import Marked
from interviewer.transcript.events import Verdict

POINTS: dict[Verdict, float] = {"met": 1.0, "partly": 0.5, "not_met": 0.0}
CODE_WEIGHT, QUESTIONS_WEIGHT, FOLLOW_UPS_WEIGHT = 6.0, 2.0, 2.0
LOWEST, HIGHEST = 1.0, 5.0
# Code that fails a case is not done, however well it is talked about.
MOST_WITH_A_FAILURE = 2.9


@dataclass(frozen=True)
class Score:
    """`value` goes from 1 to 5; `covers` says what was judged."""

    value: float
    code_share: float
    hints_cost: float
    covers: tuple[str, ...]


def scored(
    tried: Tried, hints: Sequence[Hint], questions: Sequence[Marked], follow_ups: Sequence[Marked]
) -> Score:
    """By weight over what was judged: who leaves before the questions is scored for the code."""
    code = tried.passed / len(tried.outcomes)
    parts = [("code", code, CODE_WEIGHT)]
    if questions:
        parts.append(("questions", share(questions), QUESTIONS_WEIGHT))
    if follow_ups:
        parts.append(("follow-ups", share(follow_ups), FOLLOW_UPS_WEIGHT))
    whole = sum(part * weight for _, part, weight in parts) / sum(weight for *_, weight in parts)
    cost = sum(hint.cost for hint in hints)
    value = LOWEST + (HIGHEST - LOWEST) * whole - cost
    most = HIGHEST if tried.is_right else MOST_WITH_A_FAILURE
    return Score(
        round(max(LOWEST, min(value, most)), 1), code, cost, tuple(name for name, *_ in parts)
    )


def share(marks: Sequence[Marked]) -> float:
    return sum(POINTS[mark.verdict] for mark in marks) / len(marks)


def of_answers(marks: Sequence[Marked]) -> float:
    """1 to 5 for a problem that is all questions."""
    return round(LOWEST + (HIGHEST - LOWEST) * share(marks), 1)
