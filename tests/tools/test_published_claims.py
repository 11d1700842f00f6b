"""Each published fact comes out of a calculator, and its plausible wrong variant does not."""

import json
from pathlib import Path
from typing import Any

import pytest

from tools import catalogue

CLAIMS = Path(__file__).parents[2] / "evals" / "claims" / "published.jsonl"

# How many of the calculator's unit make one of the claim's.
SCALES = {
    "%": 1e-2, "ms": 1e-3, "MiB": 2**20, "GiB": 2**30, "GB": 1e9, "TB": 1e12, "GB/s": 1e9,
    "TFLOP/s": 1e12, "GFLOP": 1e9, "day": 86_400, "h": 3600, "M h": 1e6, "billion": 1e9,
}  # fmt: skip

KV_8192 = {"kv_heads": 64, "head_dim": 128}
WAFER = {"wafer_diameter_mm": 300, "die_area_mm2": 814}
GPT3_LAYER = {"tokens_per_sequence": 2048, "hidden_size": 12288, "heads": 96}
LLAMA2_13B = {
    "layers": 40, "hidden_size": 5120, "heads": 40, "kv_heads": 40, "head_dim": 128,
    "ffn_size": 13824, "vocab_size": 32000,
}  # fmt: skip
PALM_MFU = {
    "tokens_per_s": 238.3e3, "params": 540.35e9, "devices": 6144, "peak_flops_dense": 275e12,
}  # fmt: skip

# Claim id: calculator, inputs, and the part if the claim is not about the main value.
CALLS: dict[str, tuple[str, dict[str, object], str | None]] = {
    "roof-06": ("critical-batch", {"peak_flops_dense": 1.97e14, "hbm_bytes_per_s": 8.2e11}, None),
    "roof-05": ("ridge-point", {"peak_flops_dense": 9e15, "hbm_bytes_per_s": 8e12}, None),
    "roof-02": ("ridge-point", {"peak_flops_dense": 312e12, "hbm_bytes_per_s": 2e12}, None),
    "roof-08": (
        "peak-flops",
        {"units": 432, "fma_per_unit_clock": 256, "clock_hz": 1.41e9},
        None,
    ),
    "roof-12": (
        "elementwise-intensity",
        {"flops_per_element": 2, "reads_per_element": 2, "bytes_per_element": 4},
        None,
    ),
    "roof-14": ("gemm-intensity", {"m": 8192, "n": 128, "k": 8192}, None),
    "i-21": ("decode-step", {"weight_bytes": 16e9, "hbm_bytes_per_s": 2e12}, None),
    "mem-02": ("memory-bandwidth", {"bus_bits": 4096, "clock_hz": 877.5e6}, None),
    "kv-16": ("kv-cache", {"layers": 32, "kv_heads": 32, "head_dim": 128}, None),
    "kv-11": ("mla-kv-cache", {"layers": 61, "kv_latent_rank": 512, "rope_dim": 64}, None),
    "kv-19": ("kv-cache", {"layers": 32, "kv_heads": 8, "head_dim": 128}, None),
    "kv-15": (
        "kv-cache",
        {"layers": 64, "kv_heads": 32, "head_dim": 128, "bytes_per_element": 1},
        None,
    ),
    "kv-14": (
        "kv-cache",
        {**KV_8192, "layers": 64, "bytes_per_element": 1, "tokens": 8192},
        None,
    ),
    "w-07": ("ffn-parameters", {"layers": 80, "hidden_size": 8192, "ffn_size": 28672}, None),
    "w-05": ("transformer-parameters", LLAMA2_13B, None),
    "i-20": ("forward-flops", {"active_params": 37e9}, None),
    "q-01": (
        "quantised-weight-bits",
        {"bits": 4, "scale_bits": 8, "group_size": 32},
        "bytes_per_weight",
    ),
    "q-03": ("quantised-weight-bits", {"bits": 4, "scale_bits": 8, "group_size": 16}, None),
    "q-02": ("weights", {"params": 1, "dtype": "mxfp8"}, "bytes_per_weight"),
    "q-05": ("compression-ratio", {"from_dtype": "fp8", "to_dtype": "nvfp4"}, None),
    "sp-02": ("sparse-size", {"bits": 8}, None),
    "z-03": ("zero-memory", {"params": 7.5e9, "data_parallel": 64, "zero_stage": "2"}, None),
    "t-07": ("model-states", {"params": 7e9}, None),
    "a-07": (
        "saved-activations",
        {"tokens": 4e6, "hidden_size": 8192, "layers": 64, "saved_per_layer": 20},
        None,
    ),
    "a-04": ("selective-recompute", GPT3_LAYER, None),
    "a-06": ("recompute-overhead", {}, None),
    "c-06": ("training-flops", {"params": 405e9, "training_tokens": 15.6e12}, None),
    "c-27": (
        "attention-crossover",
        {"params_per_layer": 16 * 8192**2, "heads": 64, "head_dim": 128},
        None,
    ),
    "c-09": ("chinchilla", {"total_flops": 5.76e23}, None),
    "c-10": (
        "training-time",
        {"total_flops": 6.3e24, "devices": 8960, "peak_flops_dense": 4.59e14, "mfu": 0.4},
        None,
    ),
    "c-20": ("gpu-hours", {"total_flops": 3.8e25, "peak_flops_dense": 989e12}, None),
    "c-15": ("mfu", PALM_MFU, None),
    "e-03": (
        "energy-per-token",
        {"device_power_w": 2.24, "tokens_per_s": 1},
        "kwh_per_million_tokens",
    ),
    "c-30": (
        "attention-flops",
        {"tokens": 1024, "batch": 64, "heads": 16, "head_dim": 64, "causal": True},
        None,
    ),
    "c-31": ("reduction", {"amount_before": 40.3e9, "amount_after": 4.4e9}, None),
    "lo-03": (
        "lora",
        {"rank": 4, "in_features": 12288, "out_features": 12288, "matrices": 2 * 96},
        "adapter_bytes",
    ),
    "n-03": (
        "ring-all-reduce",
        {"buffer_bytes": 1e9, "ranks": 8, "link_bytes_per_s_one_way": 450e9},
        None,
    ),
    "n-02": (
        "all-gather",
        {"buffer_bytes": 1e9, "ranks": 8, "link_bytes_per_s_one_way": 450e9},
        "bus_factor",
    ),
    "n-09": ("infiniband-bandwidth", {"infiniband_generation": "NDR"}, None),
    "n-13": ("aggregate-bandwidth", {"link_bytes_per_s_one_way": 64e9, "links": 7}, None),
    "n-17": (
        "scaling-efficiency",
        {"throughput_before": 1, "throughput_after": 1.95, "workers_ratio": 2},
        None,
    ),
    "p-04": ("pipeline-bubble", {"stages": 8, "micro_batches": 32, "chunks_per_stage": 4}, None),
    "o-06": ("occupancy", {"threads_per_block": 1024, "compute_capability": "8.9"}, None),
    "o-01": (
        "occupancy",
        {"threads_per_block": 128, "registers_per_thread": 37, "compute_capability": "7.0"},
        None,
    ),
    "g-01": ("wave-quantisation", {"tiles": 109, "sms": 108}, None),
    "g-04": ("tile-quantisation", {"m": 257, "tile_m": 128}, None),
    "g-05": ("littles-law", {"arrivals_per_s": 10, "seconds_in_system": 400}, None),
    "i-05": ("decode-step", {"weight_bytes": 16e9, "hbm_bytes_per_s": 8.2e11}, None),
    "i-07": (
        "decode-step",
        {"weight_bytes": 141.1e9, "devices": 8, "hbm_bytes_per_s": 3.35e12},
        None,
    ),
    "i-13": ("speculative-decoding", {"acceptance_rate": 0.8, "draft_tokens": 5}, None),
    "i-17": ("kv-cache", {"layers": 64, "kv_heads": 72, "head_dim": 128, "tokens": 512}, None),
    "r-01": ("mtbf", {"observed_s": 54 * 86_400, "failures": 419}, None),
    "s-01": ("gross-dies", WAFER, None),
    "s-05": ("die-yield", {"die_area_mm2": 230, "defects_per_cm2": 1}, None),
    "e-01": (
        "cost-per-million-tokens",
        {"device_price_per_hour": 2, "devices": 8, "tokens_per_s": 3000},
        None,
    ),
}


def claims() -> list[dict[str, Any]]:
    return [json.loads(line) for line in CLAIMS.read_text(encoding="utf-8").splitlines()]


def computed(claim: dict[str, Any]) -> float:
    """The calculator's answer in the unit of the claim."""
    name, inputs, part = CALLS[claim["id"]]
    result = catalogue.call(name, inputs)
    value = result.parts[part] if part else result.value
    unit = "billion" if (claim["unit"], result.unit) == ("B", "parameters") else claim["unit"]
    return value / SCALES.get(unit, 1)


def is_within(claim: dict[str, Any], value: float, of: float) -> bool:
    return abs(value - of) <= claim["rel_tolerance"] * abs(of)


def test_every_claim_has_a_calculator() -> None:
    assert {claim["id"] for claim in claims()} == CALLS.keys()


@pytest.mark.parametrize("claim", claims(), ids=lambda claim: claim["id"])
def test_a_published_claim_is_computed_within_its_tolerance(claim: dict[str, Any]) -> None:
    assert is_within(claim, computed(claim), claim["value"]), claim["statement"]


@pytest.mark.parametrize("claim", claims(), ids=lambda claim: claim["id"])
def test_a_plausible_wrong_variant_is_outside_the_tolerance(claim: dict[str, Any]) -> None:
    wrong = claim["wrong"]
    assert not is_within(claim, wrong["value"], computed(claim)), wrong["why"]
