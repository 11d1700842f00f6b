"""Calculators as people use them: values as typed, things by name, facts cited."""

import json

import pytest

from interviewer.checking import calculators
from interviewer.checking.calculators import (
    Answer,
    answer,
    fillable,
    get,
    names,
)
from interviewer.checking.facts import facts
from interviewer.checking.quantities import quantity
from interviewer.checking.subjects import si
from interviewer.checking.typed import command_line, shown, unit_of, written
from interviewer.errors import UsageError

ALL_REDUCE = {"buffer_bytes": "1GB", "ranks": "8"}
# Calculator, inputs as typed, things named, value in the calculator's unit.
ASKED: list[tuple[str, dict[str, str], dict[str, str], float]] = [
    ("kv-cache", {"tokens": "128k"}, {"model": "Llama 3 70B", "dtype": "fp8"}, 163_840 * 128_000),
    ("kv-cache", {"tokens": "128Ki"}, {"model": "Llama 3 70B"}, 327_680 * 131_072),
    ("kv-cache", {"layers": "1"}, {"model": "Llama 3 70B"}, 4096),
    ("mla-kv-cache", {}, {"model": "DeepSeek V3"}, 70_272),
    ("weights", {}, {"model": "Llama 3 70B", "dtype": "NVFP4"}, 70.553706e9 * 4.5 / 8),
    ("weights", {"params": "7B"}, {"dtype": "bf16"}, 14e9),
    ("ridge-point", {}, {"gpu": "H100 SXM", "dtype": "fp8"}, 1978.9e12 / 3.35e12),
    ("ring-all-reduce", ALL_REDUCE, {"gpu": "H100 SXM"}, 1.75e9 / 450e9),
    ("ring-all-reduce", ALL_REDUCE, {"link": "InfiniBand NDR"}, 1.75e9 / 50e9),
    (
        "transfer-time",
        {"bytes_moved": "64GB"},
        {"gpu": "H100 SXM", "link": "PCIe"},
        1,
    ),
    (
        "decode-step",
        {"devices": "8"},
        {"model": "Llama 3 70B", "gpu": "H100 SXM", "dtype": "fp8"},
        70.553706e9 / (8 * 3.35e12),
    ),
    ("transformer-parameters", {}, {"model": "Llama 3 70B"}, 70.553706e9),
    ("transformer-parameters", {}, {"model": "GPT-3"}, 174.604259e9),
    ("moe-parameters", {}, {"model": "Mixtral 8x7B"}, 46.7e9),
    ("moe-parameters", {}, {"model": "DeepSeek V3"}, 671e9),
    ("die-share", {"area_share": "3%"}, {"gpu": "H100"}, 24.42),
    ("flops-per-watt", {}, {"gpu": "H100 SXM"}, 989.4e12 / 700),
    ("energy", {"seconds": "1h"}, {"gpu": "H100 SXM"}, 700 * 3600),
    ("cost-per-million-tokens", {"device_price_per_hour": "$2/h", "devices": "8",
                                 "tokens_per_s": "3k"}, {}, 1.4815),
    ("training-flops", {"training_tokens": "1T"}, {"model": "Mixtral 8x7B"}, 6 * 12.88e9 * 1e12),
    ("infiniband-bandwidth", {"infiniband_generation": "ndr"}, {}, 50e9),
]  # fmt: skip
REFUSED: list[tuple[str, dict[str, str], dict[str, str], str]] = [
    ("kv-cach", {}, {}, "no calculator is called 'kv-cach': did you mean kv-cache"),
    ("kv-cache", {"tokenz": "5"}, {}, "does not take --tokenz: it takes --layers, --kv-heads"),
    ("kv-cache", {"tokens": "5"}, {}, "needs --layers, --kv-heads, --head-dim, or --model"),
    ("kv-cache", {"layers": "80GB"}, {}, "--layers: '80GB' is bytes, but expected a count"),
    ("kv-cache", {"layers": "1.5", "kv_heads": "1", "head_dim": "1"}, {}, r"--layers must .* 1\.5"),
    ("kv-cache", {"layers": "0", "kv_heads": "1", "head_dim": "1"}, {}, r"at least 1 \(found 0\)"),
    ("kv-cache", {}, {"model": "DeepSeek V3"}, "one latent per token: use .* mla-kv-cache"),
    ("kv-cache", {}, {"model": "Llama 9 70B"}, "--model: 'Llama 9 70B' is not in the data; try"),
    ("kv-cache", {}, {"model": "Llama 70B", "gpu": "H100"}, "takes nothing from --gpu; leave it"),
    ("mla-kv-cache", {}, {"model": "Llama 3 70B"}, "--rope-dim: the data on Llama 3 70B does not"),
    ("weights", {}, {"model": "Llama 70B", "dtype": "fp8"}, "can be Llama 2 70B .*; Llama 3 70B"),
    ("weights", {"params": "7B"}, {"dtype": "fp9"}, "'fp9' is no format; write one of fp64"),
    ("ridge-point", {}, {"gpu": "H100"}, r"PCIe 80GB \(.*\); NVIDIA H100 SXM5 80GB .*: say which"),
    ("ring-all-reduce", ALL_REDUCE, {"link": "NVLink"}, "can be NVLink 2 .* NVLink 5 .*: say"),
    ("transformer-parameters", {}, {"model": "Mixtral 8x7B"}, "has experts: use .*moe-parameters"),
    ("attention-flops", {"tokens": "1", "heads": "1", "head_dim": "1", "causal": "x"}, {}, "true"),
    ("zero-memory", {"params": "7B", "data_parallel": "8", "zero_stage": "5"}, {}, "of 0, 1, 2, 3"),
]


@pytest.mark.parametrize(("name", "given", "named", "value"), ASKED)
def test_a_question_as_typed_is_answered(
    name: str, given: dict[str, str], named: dict[str, str], value: float
) -> None:
    assert answer(name, given, **named).result.value == pytest.approx(value, rel=2e-3)


@pytest.mark.parametrize(("name", "given", "named", "message"), REFUSED)
def test_a_question_that_cannot_be_answered_says_what_to_type(
    name: str, given: dict[str, str], named: dict[str, str], message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        answer(name, given, **named)


@pytest.mark.parametrize("name", names())
def test_the_example_as_typed_gives_the_published_value(name: str) -> None:
    entry = get(name)
    typed = {key: written(entry.inputs[key], value) for key, value in entry.example.items()}
    assert answer(name, typed).result.value == pytest.approx(entry.expected, rel=1e-3)
    assert command_line(entry, entry.example).startswith(f"interviewer calc {name}")


@pytest.mark.parametrize("name", names())
def test_an_input_reads_back_as_it_is_written(name: str) -> None:
    entry = get(name)
    for key, value in entry.example.items():
        if isinstance(value, int | float) and not isinstance(value, bool):
            spec = entry.inputs[key]
            assert quantity(written(spec, value), unit_of(spec)) == value


def said(found: Answer) -> str:
    return " | ".join(found.assumptions)


def test_a_name_that_fits_variants_serves_what_they_agree_on() -> None:
    given = {"threads_per_block": "256"}
    assert answer("occupancy", given, gpu="H100").result.inputs["compute_capability"] == "9.0"
    assert answer("kv-cache", {}, model="Llama 70B").result.value == 327_680


def test_kb_on_a_chip_are_1024_bytes_and_said_so() -> None:
    given = {"threads_per_block": "256", "shared_bytes_per_block": "48KB"}
    found = answer("occupancy", given, gpu="H100")
    assert found.result.inputs["shared_bytes_per_block"] == 48 * 1024
    assert "48KB on a chip is 49,152 bytes" in found.notes


def test_128k_tokens_names_the_other_reading_and_100k_has_none() -> None:
    assert "128Ki would be 131,072" in said(
        answer("kv-cache", {"tokens": "128k"}, model="Llama 3.1 70B")
    )
    assert answer("kv-cache", {"tokens": "100k"}, model="Llama 3.1 70B").notes == ()


def test_more_tokens_than_a_model_is_made_for_are_remarked() -> None:
    found = answer("kv-cache", {"tokens": "100000"}, model="Llama 3 70B")
    assert "Llama 3 70B is made for 8,192 tokens: 100,000 are beyond that" in found.notes


def test_sliding_windows_are_remarked_where_they_are_left_out() -> None:
    assert "sliding-window" in said(answer("kv-cache", {}, model="Gemma 2 9B"))


def test_a_fact_comes_with_source_and_certainty() -> None:
    found = answer("kv-cache", {}, model="Llama 3 70B")
    layers = found.as_dict()["facts"]
    assert isinstance(layers, list)
    assert layers[0]["entity"] == "Llama 3 70B"
    assert layers[0]["verified"] is True
    assert layers[0]["sources"]


def test_an_unverified_fact_says_so() -> None:
    found = answer("transfer-time", {"bytes_moved": "1GB"}, link="PCIe 3")
    assert [cited.fact.verified for cited in found.cited] == [False]


def test_the_default_number_format_is_said() -> None:
    assert "the peak is that of bf16, dense, since no --dtype is given" in said(
        answer("ridge-point", {}, gpu="H100 SXM")
    )


def test_a_part_without_the_rate_computes_in_16_bits_and_says_so() -> None:
    found = answer("ridge-point", {}, gpu="A100 80GB SXM", dtype="fp8")
    assert found.result.value == pytest.approx(153, rel=0.01)
    assert "NVIDIA A100 SXM4 80GB has no rate for fp8" in said(found)


def test_a_step_of_a_mixture_of_experts_reads_the_experts_it_touches() -> None:
    named = {"model": "DeepSeek V3", "gpu": "H200 SXM", "dtype": "fp8"}
    one = answer("decode-step", {"devices": "8"}, **named).result.inputs["weight_bytes"]
    many = answer("decode-step", {"devices": "8", "batch": "4096"}, **named).result.inputs
    model = facts().model("DeepSeek V3")
    assert one == pytest.approx(si(model.fact("parameters.active")), rel=1e-6)
    assert many["weight_bytes"] == pytest.approx(si(model.fact("parameters.total")), rel=1e-3)


def test_optional_inputs_are_filled_as_a_whole_or_not_at_all() -> None:
    given = {"tokens_per_s": "1000", "devices": "8"}
    named = {"model": "Llama 3 70B", "gpu": "H100 SXM"}
    without = answer("mfu", given, **named).result.inputs
    whole = answer("mfu", {**given, "tokens_per_sequence": "8192"}, **named).result.inputs
    assert (without["layers"], whole["layers"]) == (None, 80)


def test_a_network_between_nodes_leaves_nvlink_inside_them() -> None:
    given = {"buffer_bytes": "1GB", "ranks_per_node": "8", "nodes": "4"}
    inputs = answer("hierarchical-all-reduce", given, gpu="H100 SXM", link="NDR").result.inputs
    assert inputs["link_bytes_per_s_one_way"] == 450e9
    assert inputs["network_bytes_per_s_one_way"] == 50e9


def test_what_is_stated_wins_over_what_is_named() -> None:
    found = answer("kv-cache", {"kv_heads": "64"}, model="Llama 3 70B")
    assert found.result.value == 8 * 327_680
    assert [cited.input for cited in found.cited] == ["layers", "head_dim"]


@pytest.mark.parametrize("name", names())
def test_only_names_that_help_are_offered(name: str) -> None:
    entry = get(name)
    for kind in fillable(entry):
        assert calculators.FILLED_FROM[kind] & entry.inputs.keys()


def test_an_answer_is_plain_json() -> None:
    found = answer("kv-cache", {"tokens": "128k"}, model="Llama 3 70B").as_dict()
    assert json.loads(json.dumps(found)) == found


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (42.95e9, "B", "42.95 GB (40 GiB)"),
        (327_680, "B", "327,680 B (320 KiB)"),
        (100, "B", "100 B"),
        (0.5, "1", "0.5 (50%)"),
        (1.053, "1", "1.053"),
        (70.55e9, "parameters", "70.55 billion parameters"),
        (24.42, "mm2", "24.42 mm²"),
        (0.0041, "s", "4.1 ms"),
    ],
)
def test_values_are_shown_as_people_say_them(value: float, unit: str, text: str) -> None:
    assert shown(value, unit) == text
