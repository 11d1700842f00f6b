"""Rounding: the last bits of a float add no worker and lose no sequence."""

from hypothesis import given
from hypothesis import strategies as st

from tools.rounding import ceiling, floor


@given(count=st.integers(1, 10**6), part=st.sampled_from([0.1, 0.3, 0.7, 1e-3]))
def test_a_whole_product_stays_whole(count: int, part: float) -> None:
    assert ceiling(count / part * part) == floor(count / part * part) == count


def test_a_true_remainder_counts() -> None:
    assert (ceiling(3.0001), floor(2.9999)) == (4, 2)
