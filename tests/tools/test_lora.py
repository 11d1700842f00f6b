"""LoRA: adapters of published models."""

import pytest

from tools import (
    lora_parameters,
)


def test_gpt_3_adapters_of_rank_4_have_18_9_million_parameters() -> None:
    result = lora_parameters(
        rank=4, in_features=12288, out_features=12288, matrices=192, base_params=175e9
    )
    assert result.value == 18_874_368
    assert result.parts["share_of_base"] == pytest.approx(1.08e-4, rel=1e-2)
