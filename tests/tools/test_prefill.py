"""Prefill: FLOPs, masks, and the transfer of a cache."""

import pytest

from tools import (
    forward_flops,
    kv_transfer_seconds,
    prefill_seconds,
)


def test_prefill_halves_attention_under_a_causal_mask() -> None:
    shape = {"layers": 80, "heads": 64, "head_dim": 128}
    inputs = {"active_params": 70e9, "tokens": 8192, "peak_flops_dense": 989e12, **shape}
    full, causal = (prefill_seconds(**inputs, causal=c) for c in (False, True))
    weights = forward_flops(active_params=70e9, tokens=8192).value
    assert full.parts["flops"] - weights == pytest.approx(2 * (causal.parts["flops"] - weights))


def test_distserves_512_tokens_of_opt_66b_at_ten_requests_need_about_90_gbit() -> None:
    found = kv_transfer_seconds(
        kv_bytes_per_token=2 * 2 * 64 * 9216,
        tokens=512,
        link_bytes_per_s_one_way=50e9,
        requests_per_s=10,
    )
    assert found.parts["bytes"] / 2**30 == 1.125
    assert found.parts["demand_bits_per_s"] / 2**30 == pytest.approx(90)
