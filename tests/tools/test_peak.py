"""Peaks: published rates from clocks, units and buses."""

import pytest

from tools import (
    bandwidth_utilisation,
    memory_bandwidth,
    peak_flops,
    sparse_peak_flops,
)


@pytest.mark.parametrize(
    ("units", "fma", "clock", "peak"),
    [(6912, 1, 1.41e9, 19.5e12), (528, 512, 1.83e9, 989e12), (16896, 1, 1.98e9, 66.9e12)],
)
def test_published_peaks_follow_from_clock_and_units(
    units: int, fma: int, clock: float, peak: float
) -> None:
    found = peak_flops(units=units, fma_per_unit_clock=fma, clock_hz=clock)
    assert found.value == pytest.approx(peak, rel=2e-3)


def test_sparse_and_dense_peaks_convert_back_and_forth() -> None:
    sparse = sparse_peak_flops(peak_flops=312e12)
    back = sparse_peak_flops(peak_flops=sparse.value, conversion="sparse_to_dense")
    assert (sparse.value, back.value) == (624e12, 312e12)


@pytest.mark.parametrize(
    ("bits", "clock", "bandwidth"), [(5120, 1.215e9, 1.555e12), (5120, 1.593e9, 2.039e12)]
)
def test_published_bandwidths_follow_from_the_bus(
    bits: int, clock: float, bandwidth: float
) -> None:
    found = memory_bandwidth(bus_bits=bits, clock_hz=clock)
    assert found.value == pytest.approx(bandwidth, rel=1e-3)


def test_a_bandwidth_utilisation_above_one_is_shown_not_hidden() -> None:
    assert bandwidth_utilisation(bytes_moved=4, seconds=1, hbm_bytes_per_s=2).value == 2
