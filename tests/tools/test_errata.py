"""The corrections that the product makes to its source guides, each as a calculation."""

import pytest

from tools import (
    amdahl_speedup,
    bytes_change_ratio,
    decode_ceiling_tokens_per_s,
    die_share,
    ffn_parameters,
    gpu_idle_share,
    kv_cache_bytes,
    kv_crossover_tokens,
    partial_speedup,
    resnet50_intensity,
    ridge_point,
    shared_memory_limit,
    sparse_peak_flops,
    weight_bytes,
)

A100_40, A100_80, H100, H200 = 1.555e12, 2.039e12, 3.35e12, 4.8e12


@pytest.mark.parametrize(("bandwidth", "ridge"), [(A100_80, 153), (A100_40, 201)])
def test_e12_the_fp16_ridge_of_an_a100_is_153_or_201(bandwidth: float, ridge: int) -> None:
    found = ridge_point(peak_flops_dense=312e12, hbm_bytes_per_s=bandwidth)
    assert round(found.value) == ridge


@pytest.mark.parametrize(("batch", "intensity"), [(1, 77), (64, 149)])
def test_e12_fused_resnet_50_is_near_the_ridge_only_in_batches(batch: int, intensity: int) -> None:
    assert resnet50_intensity(batch=batch).value == pytest.approx(intensity, rel=0.015)


def test_e12_in_fp32_on_cuda_cores_resnet_50_is_compute_bound() -> None:
    ridge = ridge_point(peak_flops_dense=19.5e12, hbm_bytes_per_s=A100_80)
    assert resnet50_intensity(batch=1, bytes_per_element=4).value > ridge.value


def test_e14_a_70b_gqa_model_keeps_327_680_bytes_per_token_and_43_gb_at_128k() -> None:
    shape = {"layers": 80, "kv_heads": 8, "head_dim": 128}
    found = kv_cache_bytes(**shape, tokens=131_072)
    assert found.parts["bytes_per_token"] == 327_680
    assert found.value / 1e9 == pytest.approx(42.95, rel=1e-3)


@pytest.mark.parametrize(
    ("bandwidth", "ceiling"), [(A100_40, 60), (A100_80, 78), (H100, 129), (H200, 185)]
)
def test_e15_a_13b_model_in_16_bits_has_these_single_stream_ceilings(
    bandwidth: float, ceiling: int
) -> None:
    weights = weight_bytes(params=13e9, dtype="fp16")
    found = decode_ceiling_tokens_per_s(weight_bytes=weights.value, hbm_bytes_per_s=bandwidth)
    assert round(found.value) == ceiling


def test_e15_its_kv_reads_equal_its_weight_reads_at_31_700_tokens() -> None:
    per_token = kv_cache_bytes(layers=40, kv_heads=40, head_dim=128)
    found = kv_crossover_tokens(weight_bytes=26e9, kv_bytes_per_token=per_token.value)
    assert found.value == pytest.approx(31_700, rel=2e-3)


def test_e16_3_percent_of_814_mm2_is_24_4_mm2_and_2_5_mm2_are_0_31_percent() -> None:
    assert die_share(die_area_mm2=814, area_share=0.03).value == pytest.approx(24.42)
    found = die_share(die_area_mm2=814, area_mm2=2.5)
    assert found.parts["share"] == pytest.approx(0.0031, rel=1e-2)


def test_e7_a_5_percent_layer_gives_at_most_1_053() -> None:
    assert partial_speedup(share_of_time=0.05).value == pytest.approx(1.0526, rel=1e-4)
    assert partial_speedup(share_of_time=0.15).parts["time_saved_share"] == pytest.approx(0.15)
    assert amdahl_speedup(serial_fraction=0.95, workers=10**9).value == pytest.approx(1 / 0.95)


def test_e10_35_percent_utilisation_is_65_percent_idle() -> None:
    assert gpu_idle_share(busy_share=0.35).value == pytest.approx(0.65)


def test_e19_85_to_60_percent_at_1_3_times_the_speed_needs_46_percent_fewer_bytes() -> None:
    found = bytes_change_ratio(utilisation_before=0.85, utilisation_after=0.60, speedup=1.3)
    assert found.parts["reduction_share"] == pytest.approx(0.46, abs=0.005)


def test_e20_the_sparse_peak_is_twice_the_dense() -> None:
    assert sparse_peak_flops(peak_flops=989.5e12).value == 1979e12


def test_e24_the_opt_in_limits_are_163_99_and_227_kib() -> None:
    limits = [shared_memory_limit(compute_capability=cc).value for cc in ("8.0", "8.9", "9.0")]
    assert limits == [163 * 1024, 99 * 1024, 227 * 1024]


def test_llama_3_70b_spends_56_4_billion_parameters_on_feed_forward_blocks() -> None:
    found = ffn_parameters(layers=80, hidden_size=8192, ffn_size=28672)
    assert found.value / 1e9 == pytest.approx(56.37, rel=1e-3)
