"""Reliability: failures, checkpoints, goodput."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools import (
    availability,
    checkpoint_interval_seconds,
    cluster_mtbf,
    mean_time_between_failures,
    training_goodput,
)


@given(devices=st.integers(1, 100_000))
def test_a_cluster_fails_as_often_as_its_devices_together(devices: int) -> None:
    one = cluster_mtbf(device_mtbf_s=1e8, devices=devices)
    back = mean_time_between_failures(observed_s=one.value, failures=1, devices=devices)
    assert back.parts["per_device_seconds"] == pytest.approx(1e8)


@given(checkpoint=st.floats(1, 100), mtbf=st.floats(1e4, 1e6), factor=st.floats(0.2, 5))
def test_youngs_interval_wastes_least(checkpoint: float, mtbf: float, factor: float) -> None:
    best = checkpoint_interval_seconds(checkpoint_s=checkpoint, mtbf_s=mtbf).value

    def goodput(interval: float) -> float:
        return training_goodput(checkpoint_s=checkpoint, interval_s=interval, mtbf_s=mtbf).value

    assert goodput(best) >= goodput(best * factor) - 1e-12


def test_a_run_that_cannot_advance_is_refused() -> None:
    with pytest.raises(ValueError, match=r"mtbf_s must leave time to train"):
        training_goodput(checkpoint_s=60, interval_s=60, mtbf_s=60)


def test_99_percent_availability_is_3_65_days_down_a_year() -> None:
    found = availability(up_s=99, down_s=1)
    assert found.parts["down_seconds_per_year"] == pytest.approx(3.65 * 86_400)
