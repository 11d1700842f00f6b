"""Utilisation: MFU and HFU of published runs."""

import pytest

from tools import (
    flops_utilisation,
    model_flops_utilisation,
)

PALM = {"params": 540.35e9, "layers": 118, "heads": 48, "head_dim": 256}
PALM_RUN = {"tokens_per_s": 238.3e3, "devices": 6144, "peak_flops_dense": 275e12}


def test_palms_mfu_is_46_2_percent_with_attention_and_45_7_without() -> None:
    found = model_flops_utilisation(**PALM, **PALM_RUN, tokens_per_sequence=2048)
    assert found.value == pytest.approx(0.462, abs=5e-4)
    assert found.parts["mfu_without_attention"] == pytest.approx(0.457, abs=5e-4)


def test_hfu_counts_recomputation_and_mfu_does_not() -> None:
    found = model_flops_utilisation(**PALM_RUN, params=540e9)
    assert found.parts["hfu"] == pytest.approx(found.value * 4 / 3)


def test_llama_3_reached_about_40_percent_at_400_teraflops() -> None:
    found = flops_utilisation(achieved_flops=400e12, peak_flops_dense=989e12)
    assert found.value == pytest.approx(0.404, abs=1e-3)
