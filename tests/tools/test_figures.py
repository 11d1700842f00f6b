"""Figures: numbers as people say them."""

import pytest

from tools.figures import figure, many, percent, plain


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (327_680, "B", "327,680 B"),
        (3.35e12, "B/s", "3.35 TB/s"),
        (141.1e9, "B", "141.1 GB"),
        (5.2649e-3, "s", "5.265 ms"),
        (600e-9, "s", "600 ns"),
        (3_829_000, "s", "44.32 days"),
        (11_128, "s", "3.091 h"),
        (3.7908e25, "FLOP", "3.791e25 FLOP"),
        (290.66, "FLOP/B", "290.7 FLOP/B"),
        (0, "B", "0 B"),
        (70e9, "parameters", "70 billion parameters"),
        (15.6e12, "", "15.6 trillion"),
    ],
)
def test_a_figure_has_four_digits_and_a_prefix(value: float, unit: str, said: str) -> None:
    assert figure(value, unit) == said


def test_a_share_is_said_in_percent() -> None:
    assert percent(0.5046) == "50.46%"
    assert percent(-0.457) == "-45.7%"


def test_a_small_number_keeps_its_digits() -> None:
    assert plain(1.5e-7) == "1.5e-7"
    assert plain(0.7059) == "0.7059"


def test_a_noun_follows_its_count() -> None:
    assert [many(1, "layer"), many(1000, "layer")] == ["1 layer", "1,000 layers"]
    assert [many(2, "matrix"), many(2, "batch")] == ["2 matrices", "2 batches"]
