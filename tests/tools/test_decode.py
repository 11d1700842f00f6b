"""Decode: bandwidth, batches, speculation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools import (
    decode_attention_intensity,
    decode_ceiling_tokens_per_s,
    decode_step_seconds,
    speculative_tokens_per_step,
)

H100 = {"hbm_bytes_per_s": 3.35e12}
shares = st.floats(0, 1)


@given(batch=st.integers(1, 4096), kv=st.floats(0, 1e10))
def test_a_larger_batch_never_lowers_total_throughput(batch: int, kv: float) -> None:
    def tokens_per_s(count: int) -> float:
        return decode_step_seconds(
            weight_bytes=140e9,
            batch=count,
            kv_bytes_per_sequence=kv,
            active_params=70e9,
            peak_flops_dense=989e12,
            **H100,
        ).parts["tokens_per_s"]

    assert tokens_per_s(batch + 1) >= tokens_per_s(batch) * (1 - 1e-12)


def test_one_sequence_decodes_at_the_ceiling() -> None:
    step = decode_step_seconds(weight_bytes=26e9, kv_bytes_per_sequence=1e9, **H100)
    ceiling = decode_ceiling_tokens_per_s(weight_bytes=26e9, kv_bytes_per_sequence=1e9, **H100)
    assert 1 / step.value == pytest.approx(ceiling.value)


def test_arithmetic_takes_over_beyond_the_critical_batch() -> None:
    inputs = {"weight_bytes": 140e9, "active_params": 70e9, "peak_flops_dense": 989e12, **H100}
    below, above = (decode_step_seconds(**inputs, batch=b) for b in (200, 400))
    assert below.parts["compute_seconds"] < below.parts["weight_seconds"]
    assert above.value == above.parts["compute_seconds"]


def test_arithmetic_needs_both_parameters_and_peak() -> None:
    with pytest.raises(ValueError, match="active_params also needs peak_flops_dense"):
        decode_step_seconds(weight_bytes=1, active_params=1, **H100)


@given(heads=st.integers(1, 64), group=st.integers(1, 32))
def test_attention_over_the_cache_has_the_intensity_of_its_group(heads: int, group: int) -> None:
    assert decode_attention_intensity(heads=heads * group, kv_heads=heads).value == group


@given(rate=shares, drafts=st.integers(1, 32))
def test_a_verification_yields_between_one_token_and_all_drafts_plus_one(
    rate: float, drafts: int
) -> None:
    found = speculative_tokens_per_step(acceptance_rate=rate, draft_tokens=drafts)
    assert 1 <= found.value <= drafts + 1
    terms = sum(rate**i for i in range(drafts + 1))
    assert found.value == pytest.approx(terms)
