"""Roofline: bounds, ridge points, critical batches."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools import (
    attainable_flops_per_s,
    critical_batch_tokens,
    kernel_seconds,
    ridge_point,
)

H100 = {"peak_flops_dense": 989e12, "hbm_bytes_per_s": 3.35e12}


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
