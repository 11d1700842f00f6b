"""Decode, prefill, serving and speculation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools import (
    decode_attention_intensity,
    decode_ceiling_tokens_per_s,
    decode_step_seconds,
    forward_flops,
    kv_transfer_seconds,
    moe_experts_touched,
    prefill_seconds,
    replicas_needed,
    request_latency_seconds,
    serving_tokens_per_s,
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


@given(batch=st.integers(1, 10_000))
def test_experts_touched_lie_between_those_of_one_token_and_all(batch: int) -> None:
    touched = moe_experts_touched(experts=256, experts_per_token=8, batch=batch).value
    assert 8 * (1 - 1e-12) <= touched <= 256


def test_prefill_halves_attention_under_a_causal_mask() -> None:
    shape = {"layers": 80, "heads": 64, "head_dim": 128}
    inputs = {"active_params": 70e9, "tokens": 8192, "peak_flops_dense": 989e12, **shape}
    full, causal = (prefill_seconds(**inputs, causal=c) for c in (False, True))
    weights = forward_flops(active_params=70e9, tokens=8192).value
    assert full.parts["flops"] - weights == pytest.approx(2 * (causal.parts["flops"] - weights))


def test_the_first_token_comes_out_of_prefill() -> None:
    found = request_latency_seconds(
        prefill_s=0.3, inter_token_latency_s=0.02, output_tokens=1, queue_s=0.1
    )
    assert found.value == found.parts["time_to_first_token_s"] == pytest.approx(0.4)


def test_throughput_without_prefill_is_batch_over_latency() -> None:
    assert serving_tokens_per_s(batch=64, inter_token_latency_s=0.016).value == 4000


def test_replicas_are_whole() -> None:
    found = replicas_needed(requests_per_s=1, output_tokens=101, tokens_per_s_per_replica=100)
    assert found.value == 2


@given(rate=shares, drafts=st.integers(1, 32))
def test_a_verification_yields_between_one_token_and_all_drafts_plus_one(
    rate: float, drafts: int
) -> None:
    found = speculative_tokens_per_step(acceptance_rate=rate, draft_tokens=drafts)
    assert 1 <= found.value <= drafts + 1
    terms = sum(rate**i for i in range(drafts + 1))
    assert found.value == pytest.approx(terms)


def test_distserves_512_tokens_of_opt_66b_at_ten_requests_need_about_90_gbit() -> None:
    found = kv_transfer_seconds(
        kv_bytes_per_token=2 * 2 * 64 * 9216,
        tokens=512,
        link_bytes_per_s_one_way=50e9,
        requests_per_s=10,
    )
    assert found.parts["bytes"] / 2**30 == 1.125
    assert found.parts["demand_bits_per_s"] / 2**30 == pytest.approx(90)
