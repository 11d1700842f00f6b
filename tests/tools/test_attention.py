"""Attention: masks, passes and on-chip memory."""

import pytest

from tools import (
    attention_crossover_tokens,
    attention_flops,
    flash_attention_bytes,
)


def test_a_causal_mask_doubles_the_crossover() -> None:
    layer = {"params_per_layer": 16 * 8192**2, "heads": 64, "head_dim": 128}
    assert attention_crossover_tokens(**layer, causal=True).value == 131_072


def test_forward_and_backward_of_attention_cost_3_5_forwards() -> None:
    shape = {"tokens": 4096, "heads": 32, "head_dim": 128, "causal": True}
    forward, both = (attention_flops(**shape, direction=d) for d in ("forward", "both"))
    assert both.value == 3.5 * forward.value


def test_on_chip_memory_beyond_the_theorems_range_is_refused() -> None:
    with pytest.raises(ValueError, match="sram_bytes must hold between 64 and 65,536 elements"):
        flash_attention_bytes(tokens=1024, head_dim=64, sram_bytes=1e9)
