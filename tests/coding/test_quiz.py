"""Answers beside the code: complexities in any notation, numbers in any unit, words."""

import pytest
from pydantic import ValidationError

from interviewer.coding.complexity import ordered
from interviewer.coding.quiz import Computed, Quiz, marked

BYTES = Quiz(
    ask="How many bytes?",
    because="2 · 80 · 8 · 128 · 2 · 4096.",
    computed=Computed(
        calculator="kv-cache",
        inputs={"layers": "80", "kv_heads": "8", "head_dim": "128", "tokens": "4096"},
    ),
    unit="B",
)
SHARE = Quiz(ask="What share, in percent?", because="An eighth.", value=12.5, unit="%")
RATIO = Quiz(
    ask="What share?",
    because="An eighth.",
    computed=Computed(
        calculator="coalescing", inputs={"element_bytes": "4", "stride_elements": "8"}
    ),
    unit="1",
)
SHORT = Quiz(ask="Read or write?", because="The write.", one_of=("write",), none_of=("read",))


@pytest.mark.parametrize(
    "said",
    ["O(n log n)", "n log n", "n*log(n)", "It is O(n · log n).", "O(2 n log n)", "Θ(n log n)"],
)
def test_a_complexity_may_be_written_in_many_ways(said: str) -> None:
    assert ordered(said.removeprefix("It is ").rstrip("."), ["n"]) == ordered("n log n", ["n"])


@pytest.mark.parametrize(
    ("said", "same"),
    [
        ("O(s² d)", "s^2 d"),
        ("O(s*s*d)", "s^2 d"),
        ("O(S**2 * D)", "s^2 d"),
        ("d s s", "s^2 d"),
        ("O(s d + s)", "s + s d"),
        ("O(1)", "1"),
    ],
)
def test_powers_products_and_sums_are_the_same_in_any_order(said: str, same: str) -> None:
    assert ordered(said, ["s", "d"]) == ordered(same, ["s", "d"])


@pytest.mark.parametrize("said", ["O(s)", "O(s d)", "quadratic", "", "I don't know", "O(s^3 d)"])
def test_another_complexity_is_another(said: str) -> None:
    assert ordered(said, ["s", "d"]) != ordered("s^2 d", ["s", "d"])


@pytest.mark.parametrize(
    "said",
    ["1342177280", "1.34 GB", "1.25 GiB", "1,342,177,280 bytes", "2*80*8*128*2*4096 = 1.34e9"],
)
def test_bytes_in_any_unit_are_right(said: str) -> None:
    assert marked(BYTES, said).verdict == "met"


@pytest.mark.parametrize("said", ["", "671 MB", "1.34 MB", "80", "about a gigabyte"])
def test_other_bytes_are_not(said: str) -> None:
    assert marked(BYTES, said).verdict == "not_met"


@pytest.mark.parametrize("said", ["12.5%", "12.5", "12.5 percent"])
def test_a_percentage_is_right_with_and_without_its_sign(said: str) -> None:
    assert marked(SHARE, said).verdict == "met"


@pytest.mark.parametrize("said", ["12.5%", "0.125", "1/8 = 12.5 %"])
def test_a_share_may_be_said_as_a_percentage(said: str) -> None:
    assert marked(RATIO, said).verdict == "met"


def test_a_share_asked_in_percent_may_be_said_without_the_sign() -> None:
    quiz = RATIO.model_copy(update={"ask": "What share, in percent?"})
    assert marked(quiz, "12.5").verdict == "met"


def test_both_short_answers_at_once_are_none() -> None:
    assert marked(SHORT, "the write").verdict == "met"
    assert marked(SHORT, "the read and the write").verdict == "not_met"


def test_a_question_has_exactly_one_answer() -> None:
    with pytest.raises(ValidationError, match="exactly one"):
        Quiz(ask="What?", because="That.", value=1.0, one_of=("a",))
    with pytest.raises(ValidationError, match="exactly one"):
        Quiz(ask="What?", because="That.")
