"""Training FLOPs: published runs, attention, recomputation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools import (
    training_flops,
)

PALM = {"params": 540.35e9, "layers": 118, "heads": 48, "head_dim": 256}


def test_gpt_3_took_3_14e23_flops_or_3_640_petaflop_days() -> None:
    found = training_flops(params=174.6e9, training_tokens=300e9)
    assert found.value == pytest.approx(3.14e23, rel=2e-3)
    assert found.parts["petaflop_s_days"] == pytest.approx(3640, rel=2e-3)


@given(tokens=st.floats(1, 1e14))
def test_full_recomputation_costs_a_third_of_everything(tokens: float) -> None:
    run = {**PALM, "training_tokens": tokens, "tokens_per_sequence": 2048}
    plain, full = (training_flops(**run, recompute=r) for r in ("none", "full"))
    assert full.value == pytest.approx(plain.value * 4 / 3)


def test_half_an_attention_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="layers, heads also needs head_dim, tokens_per_sequence"):
        training_flops(params=1e9, training_tokens=1e9, layers=2, heads=2)
