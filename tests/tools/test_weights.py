"""Weights: bits of every format, sparse sizes, shards."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools import (
    compression_ratio,
    quantised_weight_bits,
    sharded_bytes,
    sparse_size_ratio,
    weight_bytes,
)
from tools.dtypes import FORMATS, Dtype


@pytest.mark.parametrize(
    ("dtype", "bits"),
    [
        ("fp32", 32), ("bf16", 16), ("fp8", 8), ("int4", 4), ("nf4", 4.127), ("mxfp8", 8.25),
        ("mxfp6", 6.25), ("mxfp4", 4.25), ("nvfp4", 4.5), ("q4_0", 4.5), ("q4_1", 5),
        ("q5_0", 5.5), ("q5_1", 6), ("q8_0", 8.5), ("q2_k", 2.625), ("q3_k", 3.4375),
        ("q4_k", 4.5), ("q5_k", 5.5), ("q6_k", 6.5625), ("q8_k", 9.125), ("iq4_nl", 4.5),
        ("iq4_xs", 4.25),
    ],
)  # fmt: skip
def test_a_format_takes_its_published_bits(dtype: Dtype, bits: float) -> None:
    found = weight_bytes(params=8e9, dtype=dtype)
    assert found.parts["bits_per_weight"] == pytest.approx(bits, rel=1e-4)
    assert found.value == pytest.approx(1e9 * bits, rel=1e-4)


@given(dtype=st.sampled_from(sorted(FORMATS)), devices=st.integers(1, 64))
def test_devices_share_the_bytes(dtype: Dtype, devices: int) -> None:
    found = weight_bytes(params=70e9, dtype=dtype, devices=devices)
    assert found.value * devices == pytest.approx(found.parts["total_bytes"])


@pytest.mark.parametrize(
    ("scale", "zero", "group", "bits"),
    [(16, 0, 128, 4.125), (16, 4, 128, 4.15625), (16, 16, 128, 4.25), (8, 0, 32, 4.25)],
)
def test_groups_add_scales_and_zero_points(scale: int, zero: int, group: int, bits: float) -> None:
    found = quantised_weight_bits(bits=4, scale_bits=scale, zero_point_bits=zero, group_size=group)
    assert found.value == bits


def test_compression_counts_scales() -> None:
    assert compression_ratio(from_dtype="fp16", to_dtype="mxfp4").value == 16 / 4.25


@pytest.mark.parametrize(("bits", "ratio"), [(16, 0.5625), (8, 0.625), (4, 0.75)])
def test_two_to_four_sparsity_never_halves(bits: int, ratio: float) -> None:
    assert sparse_size_ratio(bits=bits).value == ratio


def test_layers_must_divide_over_stages() -> None:
    with pytest.raises(ValueError, match="layers must be a multiple of pipeline_parallel = 3"):
        sharded_bytes(total_bytes=1e9, pipeline_parallel=3, layers=80)
