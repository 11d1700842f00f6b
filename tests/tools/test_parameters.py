"""Parameters: published dense models, to the last one."""

from typing import Any

import pytest

from tools import (
    attention_parameters,
    ffn_parameters,
    transformer_parameters,
)

LLAMA_3_70B: dict[str, Any] = {
    "layers": 80, "hidden_size": 8192, "heads": 64, "kv_heads": 8, "head_dim": 128,
    "ffn_size": 28672, "vocab_size": 128_256,
}  # fmt: skip
GPT_2: dict[str, Any] = {
    "layers": 12, "hidden_size": 768, "heads": 12, "kv_heads": 12, "head_dim": 64,
    "ffn_size": 3072, "vocab_size": 50_257, "gated": False, "tied": True, "biases": "all",
    "learned_positions": 1024,
}  # fmt: skip
QWEN_2_5_7B: dict[str, Any] = {
    "layers": 28, "hidden_size": 3584, "heads": 28, "kv_heads": 4, "head_dim": 128,
    "ffn_size": 18_944, "vocab_size": 152_064, "biases": "qkv",
}  # fmt: skip
LLAMA_2_70B = {**LLAMA_3_70B, "vocab_size": 32_000}


@pytest.mark.parametrize(
    ("shape", "parameters"),
    [
        (LLAMA_3_70B, 70_553_706_496),
        (LLAMA_2_70B, 68_976_648_192),
        (GPT_2, 124_439_808),
        (QWEN_2_5_7B, 7_615_616_512),
    ],
)
def test_a_published_dense_model_has_its_published_parameters(
    shape: dict[str, Any], parameters: int
) -> None:
    assert transformer_parameters(**shape).value == parameters


def test_the_parts_add_up() -> None:
    result = transformer_parameters(**LLAMA_3_70B)
    norms = (2 * 80 + 1) * 8192
    kinds = ("attention_parameters", "ffn_parameters", "embedding_parameters")
    assert result.value == sum(result.parts[kind] for kind in kinds) + norms


def test_gqa_with_as_many_kv_heads_as_heads_is_mha() -> None:
    mha = attention_parameters(hidden_size=4096, heads=32, kv_heads=32, head_dim=128)
    assert mha.value == 4 * 4096**2


def test_heads_must_divide_over_kv_heads() -> None:
    with pytest.raises(ValueError, match="heads must be a multiple of kv_heads = 7"):
        attention_parameters(hidden_size=4096, heads=32, kv_heads=7, head_dim=128)


def test_a_gate_adds_half_of_a_plain_feed_forward_block() -> None:
    plain = ffn_parameters(hidden_size=8, ffn_size=32, gated=False)
    assert ffn_parameters(hidden_size=8, ffn_size=32).value == 1.5 * plain.value
