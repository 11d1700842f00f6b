"""Scaling: Amdahl, Gustafson, Little."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools import (
    amdahl_speedup,
    bytes_in_flight,
    gustafson_speedup,
    partial_speedup,
    speedup_ratio,
)

shares = st.floats(0, 1, allow_subnormal=False)
workers = st.integers(1, 100_000)


@given(serial=shares, count=workers)
def test_amdahl_never_beats_gustafson_nor_the_workers(serial: float, count: int) -> None:
    fixed = amdahl_speedup(serial_fraction=serial, workers=count).value
    scaled = gustafson_speedup(serial_fraction=serial, workers=count).value
    assert 1 - 1e-9 <= fixed <= scaled * (1 + 1e-9)
    assert scaled <= count * (1 + 1e-9)


def test_removing_all_of_the_time_is_refused() -> None:
    with pytest.raises(ValueError, match="share_of_time must be below 1"):
        partial_speedup(share_of_time=1)
    assert partial_speedup(share_of_time=1, speedup_of_share=2).value == 2


def test_a_fifth_less_time_is_1_25_times_as_fast() -> None:
    assert speedup_ratio(seconds_before=10, seconds_after=8).value == 1.25


def test_an_h100_keeps_two_megabytes_in_flight() -> None:
    found = bytes_in_flight(hbm_bytes_per_s=3.35e12, latency_s=600e-9, sms=132)
    assert found.value == pytest.approx(2.01e6)
