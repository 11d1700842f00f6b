"""Model states: conventions and shards."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools import (
    checkpoint_bytes,
    model_state_bytes,
    training_bytes_per_device,
    zero_bytes_per_device,
)
from tools.model_states import CONVENTIONS, Optimiser, ZeroStage

optimisers = st.sampled_from(sorted(CONVENTIONS))
stages = st.sampled_from(("0", "1", "2", "3"))


def test_a_convention_is_named_after_its_bytes() -> None:
    assert all(name.endswith(f"_{held.total:g}") for name, held in CONVENTIONS.items())


@given(optimiser=optimisers, stage=stages)
def test_zero_on_one_replica_equals_the_baseline(optimiser: Optimiser, stage: ZeroStage) -> None:
    whole = model_state_bytes(params=7e9, optimiser=optimiser)
    alone = zero_bytes_per_device(
        params=7e9, data_parallel=1, zero_stage=stage, optimiser=optimiser
    )
    assert alone.value == pytest.approx(whole.value)


@given(replicas=st.integers(2, 4096), optimiser=optimisers)
def test_each_stage_holds_less_than_the_one_before(replicas: int, optimiser: Optimiser) -> None:
    def at(stage: ZeroStage) -> float:
        return zero_bytes_per_device(
            params=7e9, data_parallel=replicas, zero_stage=stage, optimiser=optimiser
        ).value

    assert at("0") > at("1") > at("2") > at("3")
    assert at("3") == pytest.approx(at("0") / replicas)


@pytest.mark.parametrize(
    ("stage", "gigabytes"), [("0", 120), ("1", 31.4), ("2", 16.6), ("3", 1.88)]
)
def test_the_zero_papers_7_5b_figures(stage: ZeroStage, gigabytes: float) -> None:
    found = zero_bytes_per_device(params=7.5e9, data_parallel=64, zero_stage=stage)
    assert found.value / 1e9 == pytest.approx(gigabytes, rel=5e-3)


def test_gradients_are_split_by_tensor_and_pipeline_ranks() -> None:
    found = training_bytes_per_device(
        params=175e9, tensor_parallel=8, pipeline_parallel=8, optimiser="adam_mixed_18"
    )
    assert found.value == pytest.approx(175e9 / 64 * 18)


def test_a_checkpoint_leaves_gradients_out() -> None:
    found = checkpoint_bytes(params=70e9, write_bytes_per_s=98e9)
    assert (found.value, found.parts["write_seconds"]) == (980e9, 10)
