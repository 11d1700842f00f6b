"""The hardware and model data: consistent in itself, with published figures and with errata."""

import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from interviewer.checking.facts import (
    Entity,
    Fact,
    Facts,
    Found,
    Gpu,
    ModelArchitecture,
    Shape,
    agreeing,
    facts,
)
from interviewer.data import data
from interviewer.errors import ContentError, UsageError

# Pairs whose sparse rate is not twice the dense one, and why.
NOT_TWICE = {
    ("b300", "fp4"): "Blackwell Ultra raised dense FP4 only",
    ("gb300-per-gpu", "fp4"): "Blackwell Ultra raised dense FP4 only",
    ("dgx-b300", "fp4"): "Blackwell Ultra raised dense FP4 only",
    ("gb300-nvl72", "fp4"): "Blackwell Ultra raised dense FP4 only",
    ("l40s", "fp16"): "the datasheet prints 362.05 beside 733",
    ("l40s", "bf16"): "the datasheet prints 362.05 beside 733",
}
PUBLISHED_RIDGES_FLOP_PER_BYTE = [
    ("v100-sxm2-16gb", "fp16", 139),
    ("a100-sxm-80gb", "fp16", 153),
    ("a100-sxm-40gb", "fp16", 201),
    ("h100-sxm5-80gb", "bf16", 295),
    ("h100-sxm5-80gb", "fp8", 591),
    ("h200-sxm-141gb", "bf16", 206),
    ("gb200-per-gpu", "fp4", 1250),
]
# Errata of the source guides: what our data must say instead.
ERRATA = [
    ("E1", "h100-sxm5-80gb", "peak.fp64.dense", 34),
    ("E1", "h100-sxm5-80gb", "peak.fp64_tensor.dense", 67),
    ("E2", "h100-sxm5-80gb", "memory.capacity", 80),
    ("E2", "h100-nvl-94gb", "memory.capacity", 94),
    ("E3", "a100-pcie-40gb", "memory.bandwidth", 1555),
    ("E3", "a100-sxm-40gb", "memory.bandwidth", 1555),
    ("E3", "a100-sxm-40gb", "memory.type", "HBM2"),
    ("E3", "a100-pcie-80gb", "memory.bandwidth", 1935),
    ("E3", "a100-sxm-80gb", "memory.bandwidth", 2039),
    ("E3", "a100-sxm-80gb", "memory.type", "HBM2e"),
    ("E4", "a100-sxm-80gb", "peak.fp16.dense", 312),
    ("E4", "a100-sxm-80gb", "peak.fp16.sparse", 624),
    ("E4", "a100-sxm-80gb", "sparsity.structured_2_4", True),
    ("E5", "l40", "peak.fp8.dense", 362),
    ("E5", "l40", "peak.fp8.sparse", 724),
    ("E14", "llama-2-70b", "kv_cache.per_token", 327_680),
    ("E14", "h100-sxm5-80gb", "cache.l2", 50),
    ("E14", "b200", "cache.l2", 126),
    ("E16", "h100-sxm5-80gb", "process.die_area", 814),
    ("E24", "a100-sxm-80gb", "limits.shared_memory_per_block_optin", 163),
    ("E24", "l40s", "limits.shared_memory_per_block_optin", 99),
    ("E24", "h100-sxm5-80gb", "limits.shared_memory_per_block_optin", 227),
    ("E24", "b200", "limits.shared_memory_per_block_optin", 227),
    ("E25", "h100-sxm5-80gb", "limits.registers_per_thread", 255),
    ("E26", "a100-sxm-80gb", "memory.capacity", 80),
    ("E26", "h200-sxm-141gb", "memory.capacity", 141),
    ("E26", "b200", "memory.capacity", 180),
    ("E26", "b300", "memory.capacity", 288),
]


def every_fact() -> Iterator[tuple[Entity, Fact]]:
    for entity in facts().all.values():
        for fact in entity.facts.values():
            yield entity, fact


def number(fact: Fact) -> float:
    assert isinstance(fact.value, int | float)
    return fact.value


def test_all_things_are_there() -> None:
    known = facts()
    assert len(known.gpus) == 42
    assert len(known.systems) + len(known.links) == 29
    assert len(known.models) == 66
    assert len(known.all) == 42 + 29 + 66


@pytest.mark.parametrize(("erratum", "key", "property_id", "value"), ERRATA)
def test_the_errata_hold_in_the_data(
    erratum: str, key: str, property_id: str, value: float | str
) -> None:
    assert facts().all[key].fact(property_id).value == value, erratum


def test_an_h100_has_no_int4_rate() -> None:
    with pytest.raises(
        UsageError, match=r"has no 'peak\.int4\.dense' in the data; it has peak.fp64"
    ):
        facts().all["h100-sxm5-80gb"].peak("int4")


def test_sparse_is_twice_dense_but_for_the_exceptions() -> None:
    odd = set()
    for entity in facts().all.values():
        for dense in entity.about("peak"):
            sparse = entity.facts.get(f"{dense.quantity}.sparse")
            if dense.convention != "dense" or sparse is None:
                continue
            if number(sparse) != pytest.approx(2 * number(dense), rel=0.01):
                odd.add((entity.id, dense.quantity.removeprefix("peak.")))
    assert odd == set(NOT_TWICE)


def test_both_ways_is_twice_one_way() -> None:
    pairs = 0
    for entity in facts().all.values():
        for one_way in entity.facts.values():
            both = entity.facts.get(f"{one_way.quantity}.bidirectional")
            if one_way.convention == "one_way" and both:
                assert number(both) == 2 * number(one_way), entity
                pairs += 1
    assert pairs > 60


@pytest.mark.parametrize(("key", "precision", "ridge"), PUBLISHED_RIDGES_FLOP_PER_BYTE)
def test_ridge_points_come_out_as_published(key: str, precision: str, ridge: float) -> None:
    gpu = facts().gpu(key)
    peak, bandwidth = gpu.peak(precision), gpu.fact("memory.bandwidth")
    assert (peak.unit, bandwidth.unit) == ("TFLOPS", "GB/s")
    assert number(peak) * 1000 / number(bandwidth) == pytest.approx(ridge, rel=0.005)


def test_every_fact_has_a_source_and_a_grade() -> None:
    for entity, fact in every_fact():
        assert fact.sources, (entity, fact)
        assert fact.verified == (fact.grade != "U")
        assert fact.entity == entity.name


def test_what_comes_from_memory_says_that_it_is_unverified() -> None:
    from_memory = [fact for _, fact in every_fact() if len(fact.sources) == 1]
    from_memory = [fact for fact in from_memory if fact.sources[0].title.startswith("From memory")]
    assert len(from_memory) > 50
    assert not any(fact.verified for fact in from_memory)


def test_a_field_can_be_unverified_in_a_verified_group() -> None:
    gh200 = facts().all["gh200-144gb"]
    assert gh200.fact("memory.bus").verified
    assert not gh200.fact("memory.bandwidth").verified
    assert not any(fact.verified for fact in facts().all["b100"].about("peak"))


def test_accepted_ranges_hold_the_value() -> None:
    ranges = [(fact, fact.accepted) for _, fact in every_fact() if fact.accepted]
    assert len(ranges) > 80
    for fact, (low, high) in ranges:
        assert low <= number(fact) <= high
    b200 = facts().gpu("B200")
    assert b200.fact("memory.capacity").accepted == (180, 192)
    assert b200.fact("memory.bandwidth").accepted == (7700, 8000)


def test_a_fact_says_unit_convention_and_date() -> None:
    fact = facts().gpu("H100 SXM").peak("fp8", sparse=True)
    assert (fact.value, fact.unit, fact.convention) == (3957.8, "TFLOPS", "sparse")
    assert fact.quantity == "peak.fp8"
    assert fact.as_of.year == 2026
    assert facts().gpu("H100 SXM").fact("nvlink.one_way").convention == "one_way"
    assert facts().gpu("H100 SXM").fact("memory.capacity").convention is None


def test_dense_and_sparse_are_served_together() -> None:
    rates = facts().gpu("H100 SXM").about("peak.fp8")
    assert [fact.property_id for fact in rates] == ["peak.fp8.dense", "peak.fp8.sparse"]


def test_every_served_number_has_its_unit_outside_its_name() -> None:
    counted = re.compile(r"_(gb|gb_s|tb|tflops|tops|w|mhz|bytes|tokens|billion)$")
    assert not [fact.property_id for _, fact in every_fact() if counted.search(fact.property_id)]


def test_variants_that_agree_give_one_fact() -> None:
    variants = [facts().all[key] for key in ("h100-pcie-80gb", "h100-sxm5-80gb")]
    agreed = agreeing(variants, "memory.capacity")
    assert isinstance(agreed, Fact)
    assert agreed.value == 80


def test_variants_that_differ_are_given_by_value() -> None:
    variants = [facts().all[key] for key in ("h100-pcie-80gb", "h100-sxm5-80gb", "b200")]
    by_value = agreeing(variants, "memory.bandwidth")
    assert isinstance(by_value, dict)
    assert {value: [v.id for v in having] for value, having in by_value.items()} == {
        2000: ["h100-pcie-80gb"],
        3350: ["h100-sxm5-80gb"],
        7700: ["b200"],
    }
    assert agreeing(variants, "shape.layers") == {}


def test_every_property_is_served_by_something() -> None:
    served = {fact.quantity for _, fact in every_fact()}
    idle = [
        asked
        for asked in facts().properties
        if not any(name == asked or name.startswith(f"{asked}.") for name in served)
    ]
    assert idle == []


# What the shape alone doesn't say: embeddings used twice, a plain FFN, learned positions.
TIED = re.compile(
    r"qwen2-5-(0-5|1-5|3)b|qwen3-(0-6|1-7|4)b|gemma|phi-3-small|gpt-\d|opt|bloom|falcon-40b|bert"
)
PLAIN_FFN = re.compile(r"gpt-\d|opt|bloom|falcon|bert")
POSITIONS = {"gpt-2": 1024, "gpt-3": 2048, "opt": 2050, "bert": 514}
DECODERS = [
    entity
    for entity in facts().models.values()
    if isinstance(entity.record, ModelArchitecture)
    and entity.record.type in ("decoder-only LLM", "encoder-only")
]


def attention_parameters(shape: Shape) -> int:
    h, heads, head_dim = shape.hidden_size or 0, shape.attention_heads or 0, shape.head_dim or 0
    if mla := shape.mla:
        nope, rope, v = mla.qk_nope_head_dim, mla.qk_rope_head_dim, mla.v_head_dim
        queries = mla.q_lora_rank * (h + heads * (nope + rope))
        keys_and_values = h * (mla.kv_lora_rank + rope) + mla.kv_lora_rank * heads * (nope + v)
        return queries + keys_and_values + heads * v * h
    return 2 * h * heads * head_dim + 2 * h * (shape.kv_heads or 0) * head_dim


def ffn_parameters(shape: Shape, matrices: int) -> int:
    """All layers together: dense ones, and the experts of the others with their router."""
    h, layers = shape.hidden_size or 0, shape.layers or 0
    if not (moe := shape.moe):
        return layers * matrices * h * (shape.ffn_size or 0)
    dense = moe.dense_layers * matrices * h * (shape.ffn_size or 0)
    experts = (moe.routed_experts + moe.shared_experts) * matrices * h * moe.expert_ffn
    return dense + (layers - moe.dense_layers) * (experts + h * moe.routed_experts)


def counted_parameters(key: str, shape: Shape) -> int:
    h = shape.hidden_size or 0
    embeddings = (1 if TIED.match(key) else 2) * (shape.vocab_size or 0) * h
    positions = next((n for start, n in POSITIONS.items() if key.startswith(start)), 0) * h
    ffn = ffn_parameters(shape, 2 if PLAIN_FFN.match(key) else 3)
    return embeddings + positions + (shape.layers or 0) * attention_parameters(shape) + ffn


@pytest.mark.parametrize("model", DECODERS, ids=lambda model: model.id)
def test_parameters_follow_from_the_shape(model: Entity) -> None:
    assert isinstance(model.record, ModelArchitecture)
    assert model.record.shape
    counted = counted_parameters(model.id, model.record.shape) / 1e9
    assert counted == pytest.approx(number(model.fact("parameters.total")), rel=0.01)


@pytest.mark.parametrize("model", DECODERS, ids=lambda model: model.id)
def test_nominal_sizes_are_within_one_percent_or_accepted(model: Entity) -> None:
    nominal = number(model.fact("nominal.total"))
    total = model.fact("parameters.total")
    low, high = total.accepted or (0.99 * number(total), 1.01 * number(total))
    assert low <= nominal <= high


@pytest.mark.parametrize(
    "model",
    [model for model in facts().models.values() if "kv_cache.per_token" in model.facts],
    ids=lambda model: model.id,
)
def test_kv_bytes_per_token_follow_from_the_shape(model: Entity) -> None:
    assert isinstance(model.record, ModelArchitecture)
    shape = model.record.shape
    assert shape
    layers = shape.decoder_layers or shape.layers or 0
    values = 2 * (shape.kv_heads or 0) * (shape.head_dim or 0)
    if shape.mla:
        values = shape.mla.kv_lora_rank + shape.mla.qk_rope_head_dim
    assert model.fact("kv_cache.per_token").value == layers * values * 2


def test_a_system_holds_the_sum_of_its_gpus() -> None:
    for system, gpu, count in [
        ("dgx-h100", "h100-sxm5-80gb", 8),
        ("dgx-h200", "h200-sxm-141gb", 8),
        ("dgx-b200", "b200", 8),
    ]:
        whole, part = facts().all[system], facts().all[gpu]
        assert whole.fact("gpus.count").value == count
        assert number(whole.fact("memory.capacity")) == count * number(part.fact("memory.capacity"))
        per_gpu = number(whole.fact("nvlink.per_gpu.bidirectional"))
        assert per_gpu == number(part.fact("nvlink.bidirectional"))


def test_cuda_cores_are_a_whole_number_per_sm() -> None:
    for gpu in facts().gpus.values():
        assert isinstance(gpu.record, Gpu)
        assert gpu.record.cores.cuda / gpu.record.cores.sms in (64, 128)


def test_a_kind_is_read_only_when_it_is_asked_for() -> None:
    fresh = Facts(data("corpus/hardware"))
    assert fresh.links
    assert "gpus" not in vars(fresh)
    assert "models" not in vars(fresh)


def test_all_facts_load_within_half_a_second() -> None:
    start = time.process_time()
    assert Facts(data("corpus/hardware")).lexicon.called
    assert time.process_time() - start < 0.5


def test_a_short_name_is_refused_where_one_thing_is_wanted() -> None:
    with pytest.raises(UsageError, match=r"is NVIDIA H100 PCIe 80GB or .*; say which"):
        facts().gpu("H100")
    with pytest.raises(UsageError, match="'H150' is not in the data; try NVIDIA H100 PCIe 80GB"):
        facts().gpu("H150")
    assert isinstance(facts().find_model("Llama 3 70B"), Found)
    assert facts().model("Llama 3 70B").id == "llama-3-70b"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(data("corpus/hardware"), tmp_path / "hardware"))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("capacity_gb = 80", "capacity_gb = -80", r"memory\.capacity_gb: must be above 0"),
        ("capacity_gb = 80", "capacity = 80", r"memory\.capacity: is not a field here"),
        ('grade = "A"', 'grade = "Z"', r"grade: must be one of"),
        ('"lockwood-h100"', '"nowhere"', r"h100-pcie-80gb\.cores: source 'nowhere' is not in"),
        ('version = "9.0"', 'version = "9.9"', r"h100-pcie-80gb: no limits for 9\.9, only 7\.0"),
        ("tdp_w = [300, 350]", "tdp_w = [300, 340]", r"accepted\.tdp_w must hold .* 350"),
        ('id = "h100-sxm5-80gb"', 'id = "h100-pcie-80gb"', r"h100-pcie-80gb is there twice"),
        ('unverified = ["bus_bits"]', 'unverified = ["bus"]', r"'bus', which is no field"),
    ],
)
def test_a_slip_in_the_files_is_named(folder: Path, old: str, new: str, message: str) -> None:
    path = folder / "gpus" / "hopper.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError, match=rf"hopper\.toml.*{message}"):
        _ = Facts(folder).gpus


def test_sources_lie_on_public_pages() -> None:
    for source in facts().sources.values():
        assert source.title
        if source.url:
            assert re.match(r"https?://[a-z]", source.url), source
            assert not re.search(r"pypi|npmjs|pythonhosted|debian", source.url), source


def test_every_source_is_cited() -> None:
    cited = {source.title for _, fact in every_fact() for source in fact.sources}
    assert cited == {source.title for source in facts().sources.values()}
