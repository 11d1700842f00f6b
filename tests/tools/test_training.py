"""Training: FLOPs, time, utilisation, activations and compute-optimal sizes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools import (
    activation_bytes,
    attention_crossover_tokens,
    attention_flops,
    chinchilla_params,
    chinchilla_tokens,
    flash_attention_bytes,
    flops_utilisation,
    gpu_hours,
    model_flops_utilisation,
    saved_activation_bytes,
    selective_recompute_saving,
    training_flops,
    training_seconds,
    training_seconds_achieved,
    training_tokens_per_s,
)

PALM = {"params": 540.35e9, "layers": 118, "heads": 48, "head_dim": 256}
PALM_RUN = {"tokens_per_s": 238.3e3, "devices": 6144, "peak_flops_dense": 275e12}
GPT_3 = {"tokens_per_sequence": 2048, "hidden_size": 12288, "heads": 96}


def test_gpt_3_took_3_14e23_flops_or_3_640_petaflop_days() -> None:
    found = training_flops(params=174.6e9, training_tokens=300e9)
    assert found.value == pytest.approx(3.14e23, rel=2e-3)
    assert found.parts["petaflop_s_days"] == pytest.approx(3640, rel=2e-3)


@given(tokens=st.floats(1, 1e14))
def test_full_recomputation_costs_a_third_of_everything(tokens: float) -> None:
    run = {**PALM, "training_tokens": tokens, "tokens_per_sequence": 2048}
    plain, full = (training_flops(**run, recompute=r) for r in ("none", "full"))
    assert full.value == pytest.approx(plain.value * 4 / 3)


def test_half_an_attention_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="layers, heads also needs head_dim, tokens_per_sequence"):
        training_flops(params=1e9, training_tokens=1e9, layers=2, heads=2)


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


@given(params=st.floats(1e6, 1e13))
def test_the_compute_optimum_is_its_own_inverse(params: float) -> None:
    budget = chinchilla_tokens(params=params).parts["total_flops"]
    assert chinchilla_params(total_flops=budget).value == pytest.approx(params)


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
