"""Activations: what each way of recomputing keeps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools import (
    activation_bytes,
    saved_activation_bytes,
    selective_recompute_saving,
)

GPT_3 = {"tokens_per_sequence": 2048, "hidden_size": 12288, "heads": 96}


@given(heads=st.integers(1, 96), tensor=st.sampled_from([1, 2, 4, 8]))
def test_sequence_parallelism_divides_all_activations(heads: int, tensor: int) -> None:
    layer = {"tokens_per_sequence": 2048, "micro_batch": 1, "hidden_size": 4096, "heads": heads}
    whole = activation_bytes(**layer)
    split = activation_bytes(**layer, tensor_parallel=tensor, sequence_parallel=True)
    assert split.value == pytest.approx(whole.value / tensor)
    assert activation_bytes(**layer, tensor_parallel=tensor).value >= split.value


def test_selective_recomputation_saves_70_percent_for_gpt_3() -> None:
    kept = activation_bytes(**GPT_3, micro_batch=1, recompute="selective")
    saving = selective_recompute_saving(**GPT_3)
    assert saving.value == pytest.approx(0.702, abs=1e-3)
    assert kept.parts["share_of_unrecomputed"] == pytest.approx(1 - saving.value)


def test_full_recomputation_keeps_one_activation_per_layer() -> None:
    kept = activation_bytes(**GPT_3, micro_batch=1, layers=96, recompute="full")
    same = saved_activation_bytes(tokens=2048, hidden_size=12288, layers=96)
    assert kept.value == same.value
