"""Roofline, peaks and matrix multiplication."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools import (
    attainable_flops_per_s,
    bandwidth_utilisation,
    critical_batch_tokens,
    gemm_efficiency,
    gemm_intensity,
    kernel_seconds,
    memory_bandwidth,
    peak_flops,
    ridge_point,
    sparse_peak_flops,
    tile_efficiency,
    tile_intensity,
    wave_efficiency,
)

H100 = {"peak_flops_dense": 989e12, "hbm_bytes_per_s": 3.35e12}
sizes = st.integers(1, 100_000)


@given(intensity=st.floats(1e-3, 1e5))
def test_the_bound_changes_at_the_ridge_point(intensity: float) -> None:
    found = attainable_flops_per_s(intensity_flops_per_byte=intensity, **H100)
    assert (found.value < 989e12) == (intensity < ridge_point(**H100).value)


@given(flops=st.floats(1, 1e18), moved=st.floats(1, 1e15))
def test_a_kernel_reaches_the_roofline_of_its_intensity(flops: float, moved: float) -> None:
    seconds = kernel_seconds(flops=flops, bytes_moved=moved, **H100).value
    roof = attainable_flops_per_s(intensity_flops_per_byte=flops / moved, **H100).value
    assert flops / seconds == pytest.approx(roof)


def test_8_bit_weights_halve_the_critical_batch_and_experts_multiply_it() -> None:
    dense = critical_batch_tokens(**H100)
    assert critical_batch_tokens(**H100, bytes_per_weight=1).value == dense.value / 2
    sparse = critical_batch_tokens(**H100, experts=256, experts_per_token=8)
    assert sparse.value == 32 * dense.value


@given(m=sizes, n=sizes, k=sizes)
def test_a_gemm_is_below_the_intensity_of_its_smallest_side(m: int, n: int, k: int) -> None:
    assert gemm_intensity(m=m, n=n, k=k).value <= min(m, n, k)


def test_reading_the_output_lowers_the_intensity() -> None:
    shape = {"m": 128, "n": 128, "k": 128}
    assert gemm_intensity(**shape, reads_c=True).value < gemm_intensity(**shape).value


def test_a_tile_has_the_intensity_of_a_gemm_with_long_k() -> None:
    long = gemm_intensity(m=128, n=256, k=10**9)
    assert tile_intensity(tile_m=128, tile_n=256).value == pytest.approx(long.value, rel=1e-6)


@given(tiles=sizes, sms=st.integers(1, 200), blocks=st.integers(1, 16))
def test_waves_use_at_most_all_slots_and_never_less_than_half_after_the_first(
    tiles: int, sms: int, blocks: int
) -> None:
    found = wave_efficiency(tiles=tiles, sms=sms, blocks_per_sm=blocks)
    assert 0 < found.value <= 1
    assert found.parts["waves"] == 1 or found.value > 0.5


@given(tiles=st.integers(1, 1000))
def test_whole_tiles_waste_nothing(tiles: int) -> None:
    assert tile_efficiency(m=128 * tiles, tile_m=128).value == 1


def test_tile_and_wave_quantisation_multiply() -> None:
    found = gemm_efficiency(m=257, n=128, tile_m=128, tile_n=128, sms=2)
    assert found.value == pytest.approx(257 / 384 * 3 / 4)


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
