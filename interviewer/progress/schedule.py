"""When a topic is due again, from the scores it had: spaced repetition.

SM-2 (P. Woźniak, Optimization of learning, 1990): the first interval is a day, the second six,
each later one grows by the ease, which a good answer raises and a poor one lowers; a failed
answer begins anew.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

FIRST_EASE, LEAST_EASE = 2.5, 1.3
FIRST_DAYS, SECOND_DAYS = 1.0, 6.0
# An answer below this is as if not known.
PASSED = 3.0


@dataclass(frozen=True)
class Attempt:
    """One answer on a topic; `score` runs from 1 to 5."""

    at: datetime
    score: float


@dataclass(frozen=True)
class Memory:
    """How well a topic sits; `due` is when it should be asked again."""

    due: datetime
    ease: float
    days: float
    last: Attempt


def remembered(attempts: Iterable[Attempt]) -> Memory:
    """From all attempts on one topic, at least one, in any order."""
    ease, days, streak = FIRST_EASE, 0.0, 0
    in_order = sorted(attempts, key=lambda attempt: attempt.at)
    for attempt in in_order:
        streak = streak + 1 if attempt.score >= PASSED else 0
        days = interval(streak, days, ease)
        ease = eased(ease, attempt.score)
    last = in_order[-1]
    return Memory(last.at + timedelta(days=days), ease, days, last)


def interval(streak: int, days: float, ease: float) -> float:
    """Days until the next time, after so many good answers in a row."""
    match streak:
        case 0 | 1:
            return FIRST_DAYS
        case 2:
            return SECOND_DAYS
        case _:
            return days * ease


def eased(ease: float, score: float) -> float:
    """SM-2's change of ease; its grades run to 5 as our scores do."""
    lacking = 5 - score
    return max(LEAST_EASE, ease + 0.1 - lacking * (0.08 + lacking * 0.02))
