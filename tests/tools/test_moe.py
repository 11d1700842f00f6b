"""Mixture of experts: parameters and experts touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools import (
    mla_parameters,
    moe_experts_touched,
    moe_parameters,
)


@given(batch=st.integers(1, 10_000))
def test_experts_touched_lie_between_those_of_one_token_and_all(batch: int) -> None:
    touched = moe_experts_touched(experts=256, experts_per_token=8, batch=batch).value
    assert 8 * (1 - 1e-12) <= touched <= 256


def test_mixtral_is_46_7_billion_with_12_9_active() -> None:
    result = moe_parameters(
        layers=32,
        hidden_size=4096,
        expert_ffn_size=14336,
        experts=8,
        experts_per_token=2,
        attention_params_per_layer=41_943_040,
        vocab_size=32000,
    )
    assert result.value / 1e9 == pytest.approx(46.7, rel=1e-3)
    assert result.parts["active_parameters"] / 1e9 == pytest.approx(12.88, rel=1e-3)


def test_deepseek_v3_is_671_billion_with_37_active() -> None:
    attention = mla_parameters(
        hidden_size=7168,
        heads=128,
        kv_latent_rank=512,
        query_latent_rank=1536,
        nope_dim=128,
        rope_dim=64,
        value_dim=128,
    )
    result = moe_parameters(
        layers=61,
        dense_layers=3,
        dense_ffn_size=18432,
        hidden_size=7168,
        expert_ffn_size=2048,
        experts=256,
        experts_per_token=8,
        shared_experts=1,
        attention_params_per_layer=attention.value,
        vocab_size=129_280,
    )
    assert result.value / 1e9 == pytest.approx(671.0, rel=1e-4)
    assert result.parts["active_parameters"] / 1e9 == pytest.approx(37.55, rel=1e-3)


def test_a_token_uses_at_most_all_experts() -> None:
    with pytest.raises(ValueError, match="experts_per_token must be at most experts = 2"):
        moe_parameters(
            layers=1,
            hidden_size=8,
            expert_ffn_size=8,
            experts=2,
            experts_per_token=3,
            attention_params_per_layer=1,
            vocab_size=8,
        )
