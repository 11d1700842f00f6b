"""A number that may have been misheard is asked again, in words that give nothing away."""

import pytest

from interviewer.checking.claims import check
from interviewer.front.voice.confirming import confirmed, unasked
from interviewer.front.voice.doubts import Doubt, doubts


@pytest.mark.parametrize(
    ("answer", "heard", "meant"),
    [
        ("It needs 200 and 30 gigabytes.", "200 and 30 gigabytes", "230 gigabytes"),
        ("That is 1,000 and 24 tokens.", "1,000 and 24 tokens", "1,024 tokens"),
        ("We have 16-100s with 80 gigabytes.", "16-100s", "16 A100s"),
        ("We need for A100s.", "for A100s", "4 A100s"),
        ("It reads 3.3.5 terabytes.", "3.3.5", "3.35"),
    ],
)
def test_forms_that_nobody_says_are_doubted(answer: str, heard: str, meant: str) -> None:
    (doubt,) = doubts(answer)
    assert (doubt.heard, doubt.meant, doubt.is_slip) == (heard, meant, True)
    assert answer[doubt.start : doubt.end] == heard
    assert meant in doubt.question


@pytest.mark.parametrize(
    "answer",
    [
        "Between 200 and 30 gigabytes.",
        "The H100 has 3.35 terabytes per second.",
        "A 70 billion model in FP16 takes 140 gigabytes.",
        "We went from 100 and fifty went away.",
        "",
    ],
)
def test_sound_numbers_are_not(answer: str) -> None:
    assert doubts(answer) == []


def test_a_wrong_number_that_sounds_like_the_right_one_is_asked_without_a_hint() -> None:
    (doubt,) = doubts("A 70 billion parameter model in FP16 takes 40 gigabytes.")
    assert not doubt.is_slip
    assert doubt.question == (
        "I want to get a number right. Did you say 40 gigabytes, or 140 gigabytes?"
    )


def test_a_number_that_is_plainly_wrong_is_left_to_the_interview() -> None:
    assert doubts("A 70 billion parameter model in FP16 takes 35 gigabytes.") == []


def test_a_wrong_number_that_was_heard_badly_is_asked_again() -> None:
    answer = "A 70 billion parameter model in FP16 takes 35 gigabytes."
    (doubt,) = doubts(answer, confidence=0.4)
    assert "“35 gigabytes”" in doubt.question


SLIP = Doubt(0, 9, "200 and 30 gigabytes", "230 gigabytes", is_slip=True)
PAIR = Doubt(0, 9, "40 gigabytes", "140 gigabytes")
ALONE = Doubt(0, 9, "3.53 terabytes per second")


@pytest.mark.parametrize(
    ("doubt", "reply", "settled"),
    [
        (SLIP, "Yes.", "230 gigabytes"),
        (SLIP, "No, 220 gigabytes.", "220 gigabytes"),
        (SLIP, "No.", "[heard: 200] and 30 gigabytes"),
        (SLIP, "", "[heard: 200] and 30 gigabytes"),
        (PAIR, "A hundred and forty.", "140 gigabytes"),
        (PAIR, "40, I said 40.", "40 gigabytes"),
        (PAIR, "Yes.", "[heard: 40] gigabytes"),
        (ALONE, "Yes, exactly.", "3.53 terabytes per second"),
        (ALONE, "No, 3.35.", "3.35 terabytes per second"),
        (ALONE, "", "[heard: 3.53] terabytes per second"),
    ],
)
def test_the_candidate_settles_it(doubt: Doubt, reply: str, settled: str) -> None:
    assert confirmed(doubt, reply) == settled


def test_in_a_recording_a_slip_is_mended_and_anything_else_marked() -> None:
    assert unasked(SLIP) == "230 gigabytes"
    assert unasked(PAIR) == "[heard: 40] gigabytes"


def test_a_marked_number_is_never_called_wrong() -> None:
    marked = f"A 70 billion parameter model in FP16 takes {unasked(PAIR)}."
    assert all(claim.verdict != "wrong" for claim in check(marked))
