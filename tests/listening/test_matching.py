"""Hearing a point: in other words, denied, refuted, quoted verbatim."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.listening.clauses import clauses
from interviewer.listening.matching import Heeded
from interviewer.rubric import Signals

BOUND = Signals(
    phrasings=("decoding is limited by how fast the weights are read", "we wait for memory"),
    cues=(
        "decode | decoding | generation",
        "memory-bound | bandwidth-bound | limited by bandwidth",
    ),
)
SPILL = Signals(
    phrasings=("the launch fails", "it does not spill"), cues=("no spill | not spill | fails",)
)


@pytest.mark.parametrize(
    "answer",
    [
        "Decode is memory-bound.",
        "Decoding at batch one? That is bandwidth bound.",
        "In generation we're limited by bandwidth, so …",
        "DECODE IS MEMORY BOUND",
        "It isn't only decode that is memory-bound.",
    ],
)
def test_a_point_is_heard_however_it_is_written(answer: str) -> None:
    assert Heeded(answer).heard(BOUND).verdict == "met"


@pytest.mark.parametrize(
    "answer",
    [
        "Decode is not memory-bound.",
        "Decode isn't really memory-bound, it is compute-bound.",
        "Decoding was never bandwidth-bound.",
        "Whether decode is memory-bound does not matter.",
        "I like memory.",
        "",
    ],
)
def test_a_denial_or_an_echo_of_one_word_is_not_the_point(answer: str) -> None:
    assert Heeded(answer).heard(BOUND).verdict == "not_met"


def test_a_point_that_is_itself_negative_is_heard() -> None:
    assert Heeded("There is no spill, the kernel just fails.").heard(SPILL).verdict == "met"


def test_words_of_the_question_are_no_evidence() -> None:
    answer = "We wait, and decoding is read from memory; it is a matter of weights."
    asked = "How fast are the weights read from memory, and for what do we wait in decoding?"
    assert Heeded(answer).heard(BOUND).strength > Heeded(answer, asked).heard(BOUND).strength


def test_shorthand_and_american_spelling_are_the_same_words() -> None:
    wanted = Signals(
        phrasings=("quantise the parameters", "three gigabytes fewer"),
        cues=("quantise", "parameters | bandwidth"),
    )
    assert Heeded("Quantize the params.").heard(wanted).verdict == "met"


def test_a_refuted_claim_is_not_held() -> None:
    wrong = Signals(phrasings=("boil it", "use boiling water"), cues=("boiling", "green"))
    assert Heeded("I use boiling water for green tea.").claimed(wrong).verdict == "met"
    refuted = "It is a myth that boiling water suits green tea."
    assert Heeded(refuted).claimed(wrong).verdict == "not_met"


def test_points_far_apart_are_not_one_point() -> None:
    answer = "I decode radio. " + "Filler words stand here. " * 5 + "My phone is memory-bound."
    assert Heeded(answer).heard(BOUND).verdict == "not_met"


@given(st.text(max_size=400))
def test_clauses_are_verbatim_and_in_order(answer: str) -> None:
    found = clauses(answer)
    assert all(answer[c.start : c.end] == c.text for c in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(st.text(max_size=400))
def test_a_quote_stands_in_the_answer(answer: str) -> None:
    quote = Heeded(answer).heard(BOUND).quote
    assert quote is None or quote in answer
