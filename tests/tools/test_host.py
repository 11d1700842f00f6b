"""The host: launches and gaps."""

import pytest

from tools import (
    launch_gap_share,
    launch_overhead,
)


def test_kernels_longer_than_launches_hide_them() -> None:
    found = launch_overhead(kernels=1000, launch_s=5e-6, kernel_s=50e-6)
    assert found.value == 0
    assert found.parts["exposed_share"] == pytest.approx(5 / 55)


def test_gaps_longer_than_the_step_are_refused() -> None:
    with pytest.raises(ValueError, match="step_s must be at least"):
        launch_gap_share(kernels=1000, gap_s=1, step_s=1)
