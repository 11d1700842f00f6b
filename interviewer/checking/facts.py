"""Facts of hardware and models: value, unit, convention, accepted range, sources, certainty.

`corpus/hardware/*.toml` holds them in groups; each group of fields has its sources and a grade.
A key says its unit (`bandwidth_gb_s`) and its convention (`dense_tflops`, `one_way_gb_s`), so
that a field becomes a `Fact` without a second list: `memory.bandwidth` in GB/s,
`peak.fp8.dense` in TFLOPS. GB, TB and TFLOPS are decimal; KB and MB on a chip are binary, as
NVIDIA writes them; "billion" is 1e9.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, model_validator

from interviewer.checking.names import Lexicon, Mention, Name
from interviewer.data import data
from interviewer.errors import ContentError, UsageError
from interviewer.loader import Written, load

Text = Annotated[str, Field(min_length=1)]
Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Number = Annotated[int | float, Field(gt=0)]
Count = Annotated[int, Field(gt=0)]
Value = int | float | str | bool
# A first-party, B copy of a first-party document, C secondary, D derived by a formula from
# graded values, U unverified. U must never be used to mark somebody wrong.
Grade = Literal["A", "B", "C", "D", "U"]
Kind = Literal["gpu", "system", "link", "model"]
Convention = Literal["dense", "sparse", "one_way", "bidirectional"]

CONVENTIONS: dict[str, Convention] = {name: name for name in get_args(Convention)}
# By the end of a key.
UNITS = {
    "gb_s": "GB/s",
    "tb_s": "TB/s",
    "gbit_s": "Gb/s",
    "gt_s": "GT/s",
    "gb": "GB",
    "tb": "TB",
    "mb": "MB",
    "kb": "KB",
    "bytes": "B",
    "bits": "bit",
    "tflops": "TFLOPS",
    "pflops": "PFLOPS",
    "tops": "TOPS",
    "pops": "POPS",
    "gflop": "GFLOP",
    "gmac": "GMAC",
    "mhz": "MHz",
    "mm2": "mm²",
    "kw": "kW",
    "w": "W",
    "billion": "billion",
    "tokens": "tokens",
}


class Sourced(Written):
    """A group of fields read from the same `sources` (ids of sources.toml).

    `accepted` gives [low, high] where credible sources differ or a part is configurable;
    `unverified` lists fields (patterns such as `*.sparse_*`) that the grade does not cover.
    """

    grade: Grade
    sources: tuple[Id, ...] = Field(min_length=1)
    accepted: dict[str, tuple[Number, Number]] = Field(default_factory=dict)
    unverified: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def exceptions_fit_the_fields(self) -> Self:
        fields = dict(leaves(self))
        for name, (low, high) in self.accepted.items():
            value = fields.get(name)
            if not isinstance(value, int | float) or not low <= value <= high:
                raise ValueError(f"accepted.{name} must hold the field's value {value!r}")
        for pattern in self.unverified:
            if not any(fnmatchcase(name, pattern) for name in fields):
                raise ValueError(f"unverified names {pattern!r}, which is no field of the group")
        return self

    def grade_of(self, field: str) -> Grade:
        return "U" if any(fnmatchcase(field, p) for p in self.unverified) else self.grade


class Rate(Written):
    """A peak rate without and with 2:4 structured sparsity; integer rates are in TOPS."""

    dense_tflops: Number | None = None
    sparse_tflops: Number | None = None
    dense_tops: Number | None = None
    sparse_tops: Number | None = None
    dense_pflops: Number | None = None
    sparse_pflops: Number | None = None
    dense_pops: Number | None = None
    sparse_pops: Number | None = None


class Peak(Sourced):
    """By precision: on Tensor Cores, except fp64, fp32 and fp16_vector (CUDA cores)."""

    fp64: Rate | None = None
    fp64_tensor: Rate | None = None
    fp32: Rate | None = None
    tf32: Rate | None = None
    bf16: Rate | None = None
    fp16: Rate | None = None
    fp16_fp16_accumulate: Rate | None = None
    fp16_vector: Rate | None = None
    fp8: Rate | None = None
    fp8_fp16_accumulate: Rate | None = None
    fp6: Rate | None = None
    fp4: Rate | None = None
    int8: Rate | None = None
    int4: Rate | None = None


class BothWays(Written):
    one_way_gb_s: Number | None = None
    bidirectional_gb_s: Number | None = None
    bidirectional_tb_s: Number | None = None


class Capability(Sourced):
    version: Annotated[str, Field(pattern=r"^\d+\.\d$")]


class Clock(Sourced):
    boost_mhz: Count


class Cache(Sourced):
    l2_mb: Number


class Power(Sourced):
    tdp_w: Number | None = None
    max_kw: Number | None = None


class Mig(Sourced):
    instances: Annotated[int, Field(ge=0)]


class Sparsity(Sourced):
    structured_2_4: bool


class Form(Sourced):
    factor: Text


class Cores(Sourced):
    sms: Count
    cuda: Count
    tensor: Count
    tensor_generation: Text


class Memory(Sourced):
    capacity_gb: Number | None = None
    capacity_tb: Number | None = None
    type: Text | None = None
    bandwidth_gb_s: Number | None = None
    bandwidth_tb_s: Number | None = None
    bus_bits: Count | None = None
    fast_tb: Number | None = None
    cpu_tb: Number | None = None


class Ports(Sourced, BothWays):
    """A GPU's NVLink or PCIe."""

    generation: Text
    lanes: Count | None = None
    layout: Text | None = None
    note: Text | None = None


class Process(Sourced):
    node: Text
    die_area_mm2: Number | None = None
    transistors_billion: Number | None = None


class Limits(Sourced):
    """What one SM offers; KB are binary, registers 32-bit."""

    shared_memory_per_sm_kb: Count
    shared_memory_per_block_kb: Count
    shared_memory_per_block_optin_kb: Count
    l1_and_shared_memory_kb: Count
    registers_per_sm: Count
    registers_per_thread: Count
    threads_per_sm: Count
    warps_per_sm: Count
    blocks_per_sm: Count
    threads_per_block: Count
    threads_per_warp: Count


class Record(Written):
    """A thing with names; `told_apart_by` are the words that pick it among its variants."""

    id: Id
    name: Text
    called: tuple[Text, ...] = Field(min_length=1)
    told_apart_by: tuple[Text, ...] = ()
    disagreements: tuple[Text, ...] = ()
    notes: tuple[Text, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return self.called

    @property
    def variant_words(self) -> tuple[str, ...]:
        return self.told_apart_by

    @property
    def groups(self) -> dict[str, Sourced]:
        values = ((field, getattr(self, field)) for field in type(self).model_fields)
        return {field: value for field, value in values if isinstance(value, Sourced)}


class Gpu(Record):
    architecture: Text
    die: Text
    capability: Capability
    clock: Clock | None = None
    cache: Cache
    power: Power
    mig: Mig
    sparsity: Sparsity
    form: Form
    cores: Cores
    memory: Memory
    peak: Peak
    nvlink: Ports | None = None
    pcie: Ports
    process: Process

    @property
    def names(self) -> tuple[str, ...]:
        """An architecture stands for its data-centre parts; others have brackets: Ampere (iGPU)."""
        return self.called if "(" in self.architecture else (*self.called, self.architecture)

    @property
    def variant_words(self) -> tuple[str, ...]:
        """Memory and architecture tell parts apart too: A100 80GB, H100 HBM3, Ada RTX 6000."""
        kind = (self.memory.type or "").split()[:1]
        generation = (self.architecture, self.architecture.split()[0])
        return (*self.told_apart_by, f"{self.memory.capacity_gb} GB", *kind, *generation)


class SystemFigures(Sourced):
    """Counts, names and bandwidths of a whole system; NVLink per GPU and summed over all GPUs."""

    count: Count | None = None
    model: Text | None = None
    cores: Count | None = None
    domain_gpus: Count | None = None
    per_gpu: BothWays | None = None
    aggregate: BothWays | None = None
    bandwidth_tb_s: Number | None = None
    switches: Count | None = None
    switch: Text | None = None
    trays: Count | None = None
    chips: Count | None = None
    compute: Text | None = None
    storage: Text | None = None


class System(Record):
    gpus: SystemFigures
    memory: Memory
    nvlink: SystemFigures
    switches: SystemFigures | None = None
    bisection: SystemFigures | None = None
    peak: Peak
    cpu: SystemFigures | None = None
    network: SystemFigures
    power: Power | None = None
    form: Form | None = None


class LinkFigures(Sourced, BothWays):
    """Per GPU for NVLink, for 16 lanes of PCIe, per port for a network; Gb/s are one way."""

    gpus: Text | None = None
    infiniband: Text | None = None
    links: Count | None = None
    lanes: Count | None = None
    ports: Count | None = None
    per_link: BothWays | None = None
    per_chip: BothWays | None = None
    per_tray: BothWays | None = None
    per_system: Count | None = None
    trays: Count | None = None
    system: Text | None = None
    link: Text | None = None
    lane_gt_s: Number | None = None
    lane_gbit_s: Number | None = None
    port_gbit_s: Number | None = None


class Link(Record):
    """A link, adapter or switch; `marketed` is a datasheet's raw figure, before encoding."""

    rate: LinkFigures | None = None
    marketed: LinkFigures | None = None
    generation: LinkFigures | None = None
    ports: LinkFigures | None = None
    chips: LinkFigures | None = None
    host: LinkFigures | None = None


class Experts(Written):
    routed_experts: Count
    shared_experts: Annotated[int, Field(ge=0)] = 0
    experts_per_token: Count
    expert_ffn: Count
    dense_layers: Annotated[int, Field(ge=0)] = 0


class LatentAttention(Written):
    kv_lora_rank: Count
    q_lora_rank: Count
    qk_nope_head_dim: Count
    qk_rope_head_dim: Count
    v_head_dim: Count


class Shape(Sourced):
    layers: Count | None = None
    conv_layers: Count | None = None
    encoder_layers: Count | None = None
    decoder_layers: Count | None = None
    hidden_size: Count | None = None
    attention: Literal["MHA", "GQA", "MQA", "MLA"] | None = None
    attention_heads: Count | None = None
    kv_heads: Count | None = None
    head_dim: Count | None = None
    ffn_size: Count | None = None
    vocab_size: Count | None = None
    classes: Count | None = None
    mel_bins: Count | None = None
    audio_frames: Count | None = None
    moe: Experts | None = None
    mla: LatentAttention | None = None


class Context(Sourced):
    length_tokens: Count


class Parameters(Sourced):
    """`active` is what one token uses in a mixture of experts."""

    total_billion: Number
    active_billion: Number | None = None


class KvCache(Sourced):
    """In 16 bits at full context: sliding windows need less."""

    per_token_bytes: Count


class Compute(Sourced):
    """For one image at the model's usual size; a multiply-accumulate is two FLOP."""

    flops_gflop: Number | None = None
    macs_gmac: Number | None = None


class ModelArchitecture(Record):
    family: Text
    type: Text
    shape: Shape | None = None
    context: Context | None = None
    parameters: Parameters
    nominal: Parameters | None = None
    kv_cache: KvCache | None = None
    compute: Compute | None = None


class Capabilities(Written):
    id: Annotated[str, Field(pattern=r"^\d+\.\d$")]
    limits: Limits


class Source(Written):
    title: Text
    url: Text | None = None


class Property(Written):
    """What can be asked of a thing: `id` begins the ids of its facts, `said` are its names."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)*$")]
    label: Text
    said: tuple[Text, ...] = Field(min_length=1)


class HardwareFile(Written):
    """Any file of `corpus/hardware`: one or more of these tables, and the day it holds for."""

    as_of: date
    gpus: tuple[Gpu, ...] = ()
    systems: tuple[System, ...] = ()
    links: tuple[Link, ...] = ()
    models: tuple[ModelArchitecture, ...] = ()
    compute_capabilities: tuple[Capabilities, ...] = ()
    sources: dict[Id, Source] = Field(default_factory=dict)
    properties: tuple[Property, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One value of one thing, with all that is needed to judge and to cite it."""

    entity: str
    property_id: str
    value: Value
    unit: str
    accepted: tuple[float, float] | None
    sources: tuple[Source, ...]
    as_of: date
    grade: Grade

    @property
    def verified(self) -> bool:
        return self.grade != "U"

    @property
    def convention(self) -> Convention | None:
        """How the number is counted, where that can double it."""
        return CONVENTIONS.get(self.property_id.rpartition(".")[2])

    @property
    def quantity(self) -> str:
        """The property without its convention: `peak.fp8` for `peak.fp8.dense`."""
        return self.property_id.rpartition(".")[0] if self.convention else self.property_id


class Entity:
    """A thing and its facts by property."""

    def __init__(self, kind: Kind, record: Record, facts: Iterable[Fact]) -> None:
        self.kind, self.record = kind, record
        self.id, self.name = record.id, record.name
        self.facts = {fact.property_id: fact for fact in facts}

    def __repr__(self) -> str:
        return f"<{self.kind} {self.id}>"

    def fact(self, property_id: str) -> Fact:
        """Raises UsageError when there is none, naming those that come close."""
        if property_id in self.facts:
            return self.facts[property_id]
        family = self.about(property_id.partition(".")[0])
        has = ", ".join(fact.property_id for fact in family) or ", ".join(self.groups)
        raise UsageError(f"{self.name} has no {property_id!r} in the data; it has {has}")

    def about(self, quantity: str) -> tuple[Fact, ...]:
        """The facts of `quantity` and below it: `peak` gives all rates, dense and sparse."""
        return tuple(
            fact
            for name, fact in self.facts.items()
            if name == quantity or name.startswith(f"{quantity}.")
        )

    def peak(self, precision: str, *, sparse: bool = False) -> Fact:
        """The rate at `precision`, dense unless the 2:4-sparse one is wanted."""
        return self.fact(f"peak.{precision}.{'sparse' if sparse else 'dense'}")

    @property
    def groups(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name.partition(".")[0] for name in self.facts))


@dataclass(frozen=True)
class Found:
    entity: Entity


@dataclass(frozen=True)
class Ambiguous:
    """The name fits all `variants`, which differ in the properties `differing`."""

    variants: tuple[Entity, ...]
    differing: tuple[str, ...]


@dataclass(frozen=True)
class Unknown:
    """The name fits nothing; `suggestions` are the names of things nearest to it."""

    suggestions: tuple[str, ...]


Match = Found | Ambiguous | Unknown
KINDS: tuple[Kind, ...] = ("gpu", "system", "link", "model")


class Facts:
    """The data of one folder; each kind is read when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def gpus(self) -> dict[str, Entity]:
        files = sorted((self.folder / "gpus").glob("*.toml"))
        return self.entities("gpu", files, lambda file: file.gpus)

    @cached_property
    def systems(self) -> dict[str, Entity]:
        return self.entities("system", [self.folder / "systems.toml"], lambda file: file.systems)

    @cached_property
    def links(self) -> dict[str, Entity]:
        return self.entities("link", [self.folder / "links.toml"], lambda file: file.links)

    @cached_property
    def models(self) -> dict[str, Entity]:
        files = sorted((self.folder / "models").glob("*.toml"))
        return self.entities("model", files, lambda file: file.models)

    @cached_property
    def all(self) -> dict[str, Entity]:
        return {**self.gpus, **self.systems, **self.links, **self.models}

    @cached_property
    def properties(self) -> dict[str, Property]:
        file = load(self.folder / "properties.toml", HardwareFile)
        return {asked.id: asked for asked in file.properties}

    def gpu(self, name: str) -> Entity:
        """The GPU with this id or this unmistakable name; UsageError if there is none."""
        return self.gpus[name] if name in self.gpus else self.one(name, "gpu")

    def model(self, name: str) -> Entity:
        """The model with this id or this unmistakable name; UsageError if there is none."""
        return self.models[name] if name in self.models else self.one(name, "model")

    def one(self, name: str, *kinds: Kind) -> Entity:
        match self.find(name, *kinds):
            case Found(entity):
                return entity
            case Ambiguous(variants):
                known = " or ".join(variant.name for variant in variants)
                raise UsageError(f"{name!r} is {known}; say which")
            case Unknown(suggestions):
                known = " or ".join(suggestions) or "a name such as H100 SXM or Llama 3 70B"
                raise UsageError(f"{name!r} is not in the data; try {known}")

    def find_gpu(self, text: str) -> Match:
        return self.find(text, "gpu")

    def find_model(self, text: str) -> Match:
        return self.find(text, "model")

    def find(self, text: str, *kinds: Kind) -> Match:
        """What `text`, a name and nothing else, stands for among `kinds` (all by default)."""
        wanted = frozenset(kinds or KINDS)
        mention = self.lexicon.named(text)
        if mention and mention.kind in wanted:
            return self.match(mention)
        near = self.lexicon.nearest(text, wanted)
        return Unknown(tuple(self.all[near_id].name for near_id in near))

    def match(self, mention: Mention) -> Match:
        variants = tuple(self.all[candidate] for candidate in mention.candidates)
        if len(variants) == 1:
            return Found(variants[0])
        return Ambiguous(variants, differing(variants))

    def mentions(self, text: str) -> list[Mention]:
        """Everything named in free `text`, with ids of `all` as candidates."""
        return self.lexicon.mentions(text)

    def property_mentions(self, text: str) -> list[Mention]:
        """Every property named in `text`, with ids of `properties` as candidates."""
        return self.property_lexicon.mentions(text)

    @cached_property
    def lexicon(self) -> Lexicon:
        return Lexicon(
            Name(e.id, e.kind, e.record.names, e.record.variant_words) for e in self.all.values()
        )

    @cached_property
    def property_lexicon(self) -> Lexicon:
        return Lexicon(Name(p.id, "property", p.said) for p in self.properties.values())

    @cached_property
    def sources(self) -> dict[str, Source]:
        return load(self.folder / "sources.toml", HardwareFile).sources

    @cached_property
    def limits(self) -> dict[str, Limits]:
        file = load(self.folder / "compute_capabilities.toml", HardwareFile)
        return {capability.id: capability.limits for capability in file.compute_capabilities}

    def entities(
        self, kind: Kind, files: list[Path], records: Callable[[HardwareFile], Iterable[Record]]
    ) -> dict[str, Entity]:
        """Raises ContentError for an unknown source or compute capability, or an id twice."""
        entities: dict[str, Entity] = {}
        for path in files:
            file = load(path, HardwareFile)
            for record in records(file):
                if record.id in entities:
                    raise ContentError(f"{path.name}: {record.id} is there twice; keep one")
                entities[record.id] = Entity(kind, record, self.facts_of(record, file, path))
        return entities

    def facts_of(self, record: Record, file: HardwareFile, path: Path) -> Iterator[Fact]:
        for group, fields in self.groups_of(record, path).items():
            sources = self.cited(fields, f"{path.name}: {record.id}.{group}")
            for field, value in leaves(fields):
                name, unit = property_and_unit(f"{group}.{field}")
                accepted, grade = fields.accepted.get(field), fields.grade_of(field)
                yield Fact(record.name, name, value, unit, accepted, sources, file.as_of, grade)

    def groups_of(self, record: Record, path: Path) -> dict[str, Sourced]:
        if not isinstance(record, Gpu):
            return record.groups
        version = record.capability.version
        if version not in self.limits:
            known = ", ".join(self.limits)
            raise ContentError(f"{path.name}: {record.id}: no limits for {version}, only {known}")
        return {**record.groups, "limits": self.limits[version]}

    def cited(self, group: Sourced, place: str) -> tuple[Source, ...]:
        for source in group.sources:
            if source not in self.sources:
                raise ContentError(f"{place}: source {source!r} is not in sources.toml; add it")
        return tuple(self.sources[source] for source in group.sources)


@cache
def facts() -> Facts:
    """The facts that come with the program, read once."""
    return Facts(data("corpus/hardware"))


def agreeing(
    variants: Iterable[Entity], property_id: str
) -> Fact | dict[Value, tuple[Entity, ...]]:
    """The fact on which all `variants` agree, else the variants by value; {} if none has it."""
    having = [variant for variant in variants if property_id in variant.facts]
    by_value: dict[Value, tuple[Entity, ...]] = {}
    for variant in having:
        value = variant.facts[property_id].value
        by_value[value] = (*by_value.get(value, ()), variant)
    if len(by_value) != 1:
        return by_value
    return min((variant.facts[property_id] for variant in having), key=lambda fact: fact.grade)


def differing(variants: Iterable[Entity]) -> tuple[str, ...]:
    """Properties in which `variants` differ, one that only some have among them."""
    variants = tuple(variants)
    properties = dict.fromkeys(name for variant in variants for name in variant.facts)
    return tuple(
        name
        for name in properties
        if len({v.facts[name].value if name in v.facts else None for v in variants}) > 1
    )


def leaves(group: Written, path: str = "") -> Iterator[tuple[str, Value]]:
    """Every field that is set, with its dotted path: `fp8.dense_tflops`."""
    for field in type(group).model_fields:
        value = getattr(group, field)
        if isinstance(value, Written):
            yield from leaves(value, f"{path}{field}.")
        elif value is not None and field not in Sourced.model_fields:
            yield path + field, value


def property_and_unit(key: str) -> tuple[str, str]:
    """`memory.bandwidth_gb_s` is the property `memory.bandwidth` in GB/s."""
    for suffix, unit in UNITS.items():
        if key.endswith(f"_{suffix}"):
            return key.removesuffix(f"_{suffix}"), unit
    return key, ""
