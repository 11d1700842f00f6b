"""Matrix multiplication: intensity, tiles and waves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools import (
    elementwise_intensity,
    gemm_efficiency,
    gemm_intensity,
    tile_efficiency,
    tile_intensity,
    wave_efficiency,
)

sizes = st.integers(1, 100_000)


def test_a_kernel_that_moves_nothing_has_no_intensity() -> None:
    with pytest.raises(ValueError, match=r"reads_per_element \+ writes_per_element"):
        elementwise_intensity(flops_per_element=1, reads_per_element=0, writes_per_element=0)


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
