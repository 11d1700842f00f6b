"""Quantities in running text."""

import pytest

from interviewer.checking.readings import readings


@pytest.mark.parametrize(
    ("text", "dimension", "amount"),
    [
        ("3.35 TB/s", "byte_rate", 3.35e12),
        ("three point three five terabytes a second", "byte_rate", 3.35e12),
        ("80 gigs", "bytes", 80e9),
        ("400 Gb/s", "bit_rate", 400e9),
        ("1.9 k tokens", "tokens", 1900),
        ("24-ish tokens a second", "token_rate", 24),
        ("$2/h", "hourly_price", 2),
        ("two dollars an hour", "hourly_price", 2),
        ("$1.48 per million tokens", "token_price", 1.48),
        ("70B", "count", 70e9),
        ("327,680 B", "bytes", 327_680),
        ("1,125 FLOPs per byte", "intensity", 1125),
        ("814 square millimeters", "area", 814),
        ("3 percent", "ratio", 0.03),
        ("twice", "ratio", 2),
        ("10.7M GPU-hours", "time", 10.7e6 * 3600),
    ],
)
def test_a_quantity_has_its_unit(text: str, dimension: str, amount: float) -> None:
    (reading,) = readings(text)
    assert reading.amount(dimension) == pytest.approx(amount)
    assert text.startswith(reading.text)


def test_a_range_is_one_quantity_and_a_change_is_two() -> None:
    (span,) = readings("4 to 5 ms")
    assert (span.low, span.high) == (4, 5)
    first, second = readings("from 31 to 25 ms")
    assert first.amount("time") == pytest.approx(0.031)
    assert second.amount("time") == pytest.approx(0.025)


def test_a_bare_number_takes_the_unit_that_it_is_held_against() -> None:
    *_, last = readings("those 275 GFLOPs halve to 137.")
    assert last.amount("flop") == pytest.approx(137e9)


def test_seventy_billion_parameters_are_no_bytes() -> None:
    (reading,) = readings("a 70B model")
    assert reading.unit("bytes") is None
