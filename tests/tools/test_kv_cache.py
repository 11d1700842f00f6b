"""KV cache: linear where physics is, and equal where conventions meet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools import (
    hybrid_kv_cache_bytes,
    kv_cache_bytes,
    kv_cache_bytes_per_device,
    mla_kv_cache_bytes,
)

small = st.integers(1, 64)
LLAMA_70B = {"layers": 80, "kv_heads": 8, "head_dim": 128}


@given(layers=small, kv_heads=small, tokens=small, batch=small)
def test_it_is_linear_in_the_batch(layers: int, kv_heads: int, tokens: int, batch: int) -> None:
    shape = {"layers": layers, "kv_heads": kv_heads, "head_dim": 64, "tokens": tokens}
    one, many = kv_cache_bytes(**shape), kv_cache_bytes(**shape, batch=batch)
    assert many.value == batch * one.value


@given(heads=small, group=small)
def test_gqa_is_smaller_than_mha_by_its_group_size(heads: int, group: int) -> None:
    gqa = kv_cache_bytes(layers=4, kv_heads=heads, head_dim=64)
    mha = kv_cache_bytes(layers=4, kv_heads=heads * group, head_dim=64)
    assert mha.value == group * gqa.value


@given(tokens=st.integers(1, 10_000), window=st.integers(1, 10_000))
def test_a_window_never_caches_more_than_full_attention(tokens: int, window: int) -> None:
    shape = {"kv_heads": 8, "head_dim": 64, "tokens": tokens}
    windowed = hybrid_kv_cache_bytes(**shape, window_layers=4, window_tokens=window)
    full = kv_cache_bytes(**shape, layers=4)
    assert windowed.value <= full.value == windowed.parts["reserved_bytes"]
    assert (windowed.value == full.value) == (window >= tokens)


def test_one_device_holds_all_of_it() -> None:
    whole = kv_cache_bytes(**LLAMA_70B, tokens=100)
    assert kv_cache_bytes_per_device(**LLAMA_70B, tokens=100).value == whole.value


def test_kv_heads_fewer_than_ranks_are_replicated() -> None:
    at_8 = kv_cache_bytes_per_device(**LLAMA_70B, tensor_parallel=8)
    at_32 = kv_cache_bytes_per_device(**LLAMA_70B, tensor_parallel=32)
    assert at_8.value == at_32.value == 327_680 / 8
    assert at_32.parts["copies_of_each_head"] == 4


def test_shards_that_do_not_divide_are_refused() -> None:
    with pytest.raises(ValueError, match="kv_heads must be a multiple of tensor_parallel = 3"):
        kv_cache_bytes_per_device(**LLAMA_70B, tensor_parallel=3)
    with pytest.raises(ValueError, match="layers must be a multiple of pipeline_parallel = 7"):
        kv_cache_bytes_per_device(**LLAMA_70B, pipeline_parallel=7)


def test_mla_needs_neither_heads_nor_a_factor_of_two() -> None:
    assert mla_kv_cache_bytes(layers=61, kv_latent_rank=512, rope_dim=64).value == 61 * 576 * 2


def test_opt_13b_at_2048_tokens_takes_1_56_gib() -> None:
    found = kv_cache_bytes(layers=40, kv_heads=40, head_dim=128, tokens=2048)
    assert found.value / 2**30 == pytest.approx(1.5625)


def test_the_steps_can_be_read_aloud() -> None:
    assert kv_cache_bytes(**LLAMA_70B).steps[0] == (
        "2 (K and V) × 80 layers × 8 KV heads × 128 × 2 bytes = 327,680 bytes per token"
    )
