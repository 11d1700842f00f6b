"""Agreement at the precision with which a number was said."""

import pytest

from interviewer.checking.readings import readings
from interviewer.checking.verdicts import agreement, said


def verdict(text: str, expected: float, *, about: bool = False, bound: int = 0) -> str | None:
    (reading,) = readings(text)
    return agreement(said(reading, reading.units[0], about=about, bound=bound), expected)


@pytest.mark.parametrize(
    ("text", "expected", "found"),
    [
        ("140 GB", 140e9, "right"),
        ("140 GB", 141.1e9, "right_rounded"),
        ("130.4 GB", 140e9, "right_binary"),
        ("3 TB/s", 3.35e12, "right_rounded"),
        ("95 tokens/s", 95.7, "right_rounded"),
        ("128k tokens", 131_072, "right_binary"),
        ("4 to 5 ms", 0.0046, "right"),
        ("140 GB", 280e9, None),
        ("3.35 TB/s", 3.9e12, None),
        ("24.5 tokens/s", 23.9, None),
    ],
)
def test_a_number_agrees_as_far_as_its_digits_go(
    text: str, expected: float, found: str | None
) -> None:
    assert verdict(text, expected) == found


def test_about_widens_to_five_percent() -> None:
    assert verdict("24.5 tokens/s", 23.9, about=True) == "right_rounded"


def test_more_than_is_right_for_what_is_a_little_more() -> None:
    assert verdict("100 GB", 140e9, bound=1) == "right_rounded"
    assert verdict("100 GB", 1400e9, bound=1) is None
