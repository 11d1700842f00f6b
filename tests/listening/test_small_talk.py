"""Talk about the talk is no evidence; matter is, however politely it is wrapped."""

import pytest

from interviewer.listening.clauses import clauses
from interviewer.listening.matching import Heeded
from interviewer.listening.small_talk import is_small_talk
from interviewer.rubric import Signals

FREED = Signals(
    phrasings=("the bandwidth is freed", "it leaves bandwidth free"),
    cues=("freed | free", "bandwidth | free"),
)


@pytest.mark.parametrize(
    "text",
    [
        "Thanks, that is a good question.",
        "Let me think for a moment.",
        "I hope this makes sense to you.",
        "I could talk about this for hours.",
        "Please interrupt me whenever you like, feel free.",
        "And that's basically the whole of it.",
    ],
)
def test_talk_about_the_talk_is_small(text: str) -> None:
    assert any(map(is_small_talk, clauses(text)))


@pytest.mark.parametrize(
    "text",
    [
        "Let me count the bytes: 140 GB.",
        "I would measure the achieved bandwidth first.",
        "Thanks to FP8 we read 70 GB.",
        "In the end the weights decide.",
        "The scheduler takes the next request when a slot is free.",
    ],
)
def test_matter_is_not(text: str) -> None:
    assert not all(map(is_small_talk, clauses(text)))


def test_one_word_answers_for_one_cue_only() -> None:
    assert Heeded("It is free.").claimed(FREED).verdict == "not_met"
    assert Heeded("The bandwidth is free.").claimed(FREED).verdict == "met"
