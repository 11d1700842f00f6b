"""Parallelism: bubbles and traffic."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools import (
    data_parallel_bytes,
    pipeline_bubble,
)


@given(stages=st.integers(1, 64), batches=st.integers(1, 512), chunks=st.integers(1, 8))
def test_both_bubble_conventions_describe_one_schedule(
    stages: int, batches: int, chunks: int
) -> None:
    found = pipeline_bubble(stages=stages, micro_batches=batches, chunks_per_stage=chunks)
    ideal, total = found.parts["of_ideal"], found.parts["of_total"]
    assert total == pytest.approx(ideal / (1 + ideal))
    assert found.value == ideal


def test_a_single_stage_has_no_bubble() -> None:
    assert pipeline_bubble(stages=1, micro_batches=4, bubble_of="total").value == 0


def test_full_sharding_moves_half_as_much_again() -> None:
    replicas = {"params": 7e9, "data_parallel": 8}
    plain, full = (data_parallel_bytes(**replicas, zero_stage=s) for s in ("0", "3"))
    assert full.value == pytest.approx(1.5 * plain.value)
