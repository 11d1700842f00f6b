"""Training time: published runs, and time against throughput."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools import (
    gpu_hours,
    model_flops_utilisation,
    training_seconds,
    training_seconds_achieved,
    training_tokens_per_s,
)


@given(mfu=st.floats(0.01, 1), devices=st.integers(1, 100_000))
def test_time_times_devices_is_device_hours(mfu: float, devices: int) -> None:
    run = {"total_flops": 1e24, "peak_flops_dense": 989e12, "mfu": mfu}
    time = training_seconds(**run, devices=devices)
    assert time.parts["device_hours"] == pytest.approx(gpu_hours(**run).value)


@given(mfu=st.floats(0.01, 1))
def test_throughput_and_mfu_are_inverse(mfu: float) -> None:
    run = {"params": 70e9, "devices": 1024, "peak_flops_dense": 989e12}
    rate = training_tokens_per_s(**run, mfu=mfu).value
    assert model_flops_utilisation(**run, tokens_per_s=rate).value == pytest.approx(mfu)


def test_megatrons_trillion_parameters_take_84_days() -> None:
    found = training_seconds_achieved(
        params=1e12, training_tokens=450e9, devices=3072, achieved_flops_per_device=163e12
    )
    assert found.parts["days"] == pytest.approx(84, rel=0.02)
