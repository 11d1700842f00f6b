"""Numbers in words and digits."""

import pytest

from interviewer.checking.spoken import numerals


def only(text: str) -> float:
    (numeral,) = numerals(text)
    return numeral.value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("three point three five terabytes", 3.35),
        ("one hundred and forty gigs", 140),
        ("a hundred and forty gigs", 140),
        ("nine eighty nine teraflops", 989),
        ("nineteen seventy-nine teraflops", 1979),
        ("one nine seventy nine teraflops", 1979),
        ("twenty forty-eight tokens", 2048),
        ("four oh five billion parameters", 405e9),
        ("forty-eight k", 48_000),
        ("two and a half", 2.5),
        ("point six two", 0.62),
        ("fifteen point six trillion tokens", 15.6e12),
        ("two thirds of it", 2 / 3),
        ("a quarter of it", 0.25),
        ("twice", 2),
        ("1,125 FLOPs", 1125),
        ("3.8 x 10^25 FLOPs", 3.8e25),
        ("3×10²³", 3e23),
        ("ten to the twenty four", 1e24),
        ("six point three e twenty four", 6.3e24),
        ("two to the twenty", 2**20),
        ("1/6", 1 / 6),
        ("a petaflop", 1),
        ("half a terabyte", 0.5),
        ("a quarter of a second", 0.25),
        ("30 billions of parameters", 30e9),
    ],
)
def test_a_number_is_read_as_it_is_said(text: str, value: float) -> None:
    assert only(text) == pytest.approx(value)


@pytest.mark.parametrize("text", ["H100", "v1.5", "x86", "an SM", "a third option", "9" * 5000, ""])
def test_names_articles_and_endless_digits_are_no_numbers(text: str) -> None:
    assert numerals(text) == []


def test_a_number_keeps_how_finely_it_was_said() -> None:
    (rough,), (fine,) = numerals("140"), numerals("3.35")
    assert rough.step == 10
    assert fine.step == pytest.approx(0.01)


def test_what_a_card_holds_is_no_part_of_how_many_there_are() -> None:
    assert [n.value for n in numerals("two eighty gig cards")] == [2, 80]


def test_spans_are_verbatim() -> None:
    text = "so um three point three five, or 989"
    assert [text[n.start : n.end] for n in numerals(text)] == ["three point three five", "989"]
