"""Whether an answer says a thing and its opposite, and doesn't take either back."""

import re
from collections.abc import Sequence
from itertools import combinations

from interviewer.listening.clauses import Clause
from interviewer.listening.matching import Heeded
from interviewer.questions import KeyPoint, Misconception, Question
from interviewer.transcript.events import Claim

TAKEN_BACK = re.compile(
    r"\b(?:sorry|wait|i\s+mean(?:t)?|correction|scratch|rather|make\s+that|let\s+me\s+correct"
    r"|i\s+was\s+wrong|no,)",
    re.IGNORECASE,
)
# Clauses with the same cues may speak of different things; those that contradict share more.
SAME_SUBJECT_SHARE, FEWEST_SHARED_WORDS = 0.6, 3


def contradicts(
    answer: str, question: Question, held: Sequence[Misconception], claims: Sequence[Claim]
) -> bool:
    heeded = Heeded(answer, question.text)
    return (
        any(affirms_and_denies(heeded, point) for point in question.key_points)
        or any(holds_both(heeded, wrong, question.key_points) for wrong in held)
        or any(differ(first, second, answer) for first, second in combinations(claims, 2))
    )


def affirms_and_denies(heeded: Heeded, point: KeyPoint) -> bool:
    """Whether one clause makes the point by all its cues, and another by all of them denies it."""
    return any(
        is_first_denied != is_second_denied
        and is_about_the_same(first, second)
        and not is_taken_back(heeded.answer, first.start, second.start)
        for (first, is_first_denied), (second, is_second_denied) in combinations(
            heeded.stances(point), 2
        )
    )


def is_about_the_same(first: Clause, second: Clause) -> bool:
    shared = len(first.content & second.content)
    fewer = min(len(first.content), len(second.content))
    return shared >= max(FEWEST_SHARED_WORDS, SAME_SUBJECT_SHARE * fewer)


def holds_both(heeded: Heeded, wrong: Misconception, points: Sequence[KeyPoint]) -> bool:
    """Whether a misconception is held beside the very point that its correction makes."""
    correction = Heeded(wrong.correction)
    return any(
        correction.heard(point).verdict == "met" and heeded.states(point) for point in points
    )


def differ(first: Claim, second: Claim, answer: str) -> bool:
    """Whether one of two figures for the same quantity is right and the other wrong."""
    is_same_quantity = (first.quantity, first.inputs) == (second.quantity, second.inputs)
    is_one_wrong = (first.verdict == "wrong") != (second.verdict == "wrong")
    is_one_right = first.verdict.startswith("right") or second.verdict.startswith("right")
    return (
        is_same_quantity
        and is_one_wrong
        and is_one_right
        and not is_taken_back(answer, first.start, second.start)
    )


def is_taken_back(answer: str, start: int, end: int) -> bool:
    return bool(TAKEN_BACK.search(answer[min(start, end) : max(start, end)]))
