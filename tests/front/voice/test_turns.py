"""The end of an answer is not a pause."""

import pytest

from interviewer.front.voice.turns import patience_seconds
from interviewer.transcript.events import QuestionKind

LONG = " ".join(["word"] * 30) + "."


@pytest.mark.parametrize(
    ("text", "kind", "at_least", "at_most"),
    [
        ("Yes, the second one.", "clarify", 2.5, 2.5),
        (LONG, "opening", 6, 6),
        (LONG, "probe", 6, 6),
        ("It is bound by memory.", "opening", 9.5, 12),
        ("Let me think about that.", "clarify", 10, 12),
        (f"{LONG} Give me a second.", "opening", 10, 12),
        (f"{LONG} and then the cache grows, so", "deeper", 9.5, 12),
        (f"{LONG} because of the", "probe", 9.5, 12),
    ],
)
def test_patience_follows_the_question_and_what_was_said(
    text: str, kind: QuestionKind, at_least: float, at_most: float
) -> None:
    assert at_least <= patience_seconds(text, None, kind) <= at_most


def test_who_pauses_long_is_waited_for_longer() -> None:
    assert patience_seconds(LONG, None, "opening", longest_pause=7.0) > 8
    assert patience_seconds(LONG, None, "opening", longest_pause=60.0) == 12


def test_thinking_that_was_announced_earlier_is_over() -> None:
    assert patience_seconds(f"Let me think. {LONG}", None, "probe") == 6
