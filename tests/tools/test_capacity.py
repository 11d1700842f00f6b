"""Capacity: what fits beside the weights."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools import inference_memory_bytes, kv_budget_sequences, kv_paging_waste, mig_slice_bytes


@given(tokens=st.integers(1, 100_000), block=st.integers(1, 512))
def test_paging_wastes_less_than_one_block(tokens: int, block: int) -> None:
    result = kv_paging_waste(tokens=tokens, block_tokens=block)
    assert 0 <= result.value < 1
    assert result.parts["unused_tokens"] < block


def test_weights_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match=r"weight_bytes .*72 GB"):
        kv_budget_sequences(
            memory_bytes=80e9,
            weight_bytes=140e9,
            kv_bytes_per_token=327_680,
            tokens_per_sequence=4096,
        )


def test_a_70b_model_in_16_bits_needs_two_80_gb_devices() -> None:
    found = inference_memory_bytes(weight_bytes=140e9, kv_bytes=0, memory_bytes_per_device=80e9)
    assert found.parts["devices"] == 2


def test_a_mig_instance_has_no_more_compute_than_memory_slices() -> None:
    with pytest.raises(ValueError, match="compute_slices must be at most memory_slices = 1"):
        mig_slice_bytes(memory_bytes=80e9, compute_slices=2, memory_slices=1)
    with pytest.raises(ValueError, match=r"compute_slices must be .* at most 7"):
        mig_slice_bytes(memory_bytes=80e9, compute_slices=8, memory_slices=8)
