"""Fills a calculator's inputs from a model, a GPU, a link and a number format.

What a person states is never filled over. A default is filled over by a fact, an optional group
of inputs only as a whole. Every convention that is chosen on the way is said in a note.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import get_args

from interviewer.checking.facts import Fact
from interviewer.checking.fillable import (
    BYTES_PER_VALUE,
    GPU_FACTS,
    LINK_FACTS,
    MODEL_FACTS,
    PEAKS,
)
from interviewer.checking.subjects import OWN_LINKS, Subject, figured, si
from interviewer.errors import UsageError
from tools import catalogue
from tools.calculator import Entry
from tools.dtypes import FORMATS, Dtype

DTYPES: tuple[Dtype, ...] = get_args(Dtype)
# The rate that multiplies a format; others are weight-only and computed in 16 bits.
RATES: Mapping[str, str] = {
    **{name: name for name in ("fp64", "fp32", "tf32", "bf16", "fp16", "fp8", "int8", "int4")},
    **dict.fromkeys(("fp4", "mxfp4", "nvfp4"), "fp4"),
    "mxfp8": "fp8",
    "mxfp6": "fp6",
}
SIXTEEN_BITS = ("bf16", "fp16")
DEFAULT_DTYPE: Dtype = "bf16"
# Work per token is done by the active parameters only.
ACTIVE_TOPICS = ("training-flops", "mfu", "training-time", "chinchilla")
# Calculators that would count a model with this property wrongly, and which count it rightly.
INSTEAD = {
    "kv-cache": ("shape.mla.kv_lora_rank", "caches one latent per token", "mla-kv-cache"),
    "kv-cache-per-device": ("shape.mla.kv_lora_rank", "caches one latent", "mla-kv-cache"),
    "attention-parameters": ("shape.mla.kv_lora_rank", "has latent attention", "mla-parameters"),
    "transformer-parameters": ("shape.moe.expert_ffn", "has experts", "moe-parameters"),
    "ffn-parameters": ("shape.moe.expert_ffn", "has experts", "moe-parameters"),
}


@dataclass(frozen=True)
class Value:
    """A value for an input, the facts behind it, and what to say about it."""

    value: object
    facts: tuple[Fact, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Named:
    """What is given by name; the dtype is of weights, KV cache or arithmetic as it applies."""

    model: Subject | None = None
    gpu: Subject | None = None
    link: Subject | None = None
    dtype: Dtype | None = None


@dataclass
class Filling:
    """The values that `named` gives to the inputs of `entry` that are not `stated`."""

    entry: Entry
    named: Named
    stated: Mapping[str, object]
    values: dict[str, Value] = field(default_factory=dict)

    def __post_init__(self) -> None:
        optional = {name for name, value in self.entry.defaults.items() if value is None}
        for name in self.entry.inputs:
            if name not in self.stated and (value := self.value(name)):
                self.values[name] = value
        self.values |= self.conventions()
        # A group such as layers, heads and head width counts only as a whole.
        if any(name not in self.values and name not in self.stated for name in optional):
            for name in optional:
                self.values.pop(name, None)

    def value(self, name: str) -> Value | None:
        """What fills `name`, if anything does."""
        return self.from_dtype(name) or self.from_model(name) or self.from_parts(name)

    def from_dtype(self, name: str) -> Value | None:
        if not self.named.dtype:
            return None
        block = FORMATS[self.named.dtype]
        per_value = {"dtype": self.named.dtype, "bits": block.bits}
        per_value |= dict.fromkeys(BYTES_PER_VALUE, block.bits_per_weight / 8)
        return Value(per_value[name]) if name in per_value else None

    def from_model(self, name: str) -> Value | None:
        if not (model := self.named.model):
            return None
        match name:
            case "weight_bytes":
                return self.weight_bytes(model)
            case "kv_bytes_per_token":
                return self.kv_bytes_per_token(model)
            case "attention_params_per_layer":
                return self.attention_parameters()
            case "params" if self.entry.topic in ACTIVE_TOPICS:
                return self.active_parameters(model)
        return self.from_fact(model, name, MODEL_FACTS)

    def from_parts(self, name: str) -> Value | None:
        """From the GPU, else from the link."""
        gpu = self.named.gpu
        if name in PEAKS and gpu:
            return self.peak(gpu)
        if name in LINK_FACTS:
            return self.link_rate(name)
        return self.from_fact(gpu, name, GPU_FACTS) if gpu else None

    def link_rate(self, name: str) -> Value | None:
        """The link's; the GPU's own inside a node and where only the GPU is named."""
        gpu, link = self.named.gpu, self.named.link
        has_network = "network_bytes_per_s_one_way" in self.entry.inputs
        inside = has_network and name == "link_bytes_per_s_one_way"
        if gpu and (inside or not link) and self.entry.topic == "collectives":
            return self.own_link(gpu, "nvlink")
        if gpu and link and link.said.lower() in OWN_LINKS:
            return self.own_link(gpu, link.said.lower())
        return self.from_fact(link, name, LINK_FACTS) if link and not inside else None

    @staticmethod
    def from_fact(
        subject: Subject, name: str, properties: Mapping[str, tuple[str, ...]]
    ) -> Value | None:
        fact = subject.fact(*properties[name]) if name in properties else None
        return Value(si(fact), (fact,)) if fact else None

    @staticmethod
    def own_link(gpu: Subject, link: str) -> Value | None:
        fact = gpu.fact(OWN_LINKS[link])
        note = f"the link is the {LINK_NAMES[link]} of the {gpu.name}, one way"
        return Value(si(fact), (fact,), (note,)) if fact else None

    def peak(self, gpu: Subject) -> Value | None:
        """The dense rate at the dtype's precision, else in 16 bits."""
        wanted = RATES.get(self.named.dtype or DEFAULT_DTYPE)
        for precision in dict.fromkeys((wanted, *SIXTEEN_BITS)):
            if precision and (fact := gpu.fact(f"peak.{precision}.dense")):
                return Value(si(fact), (fact,), (self.about_peak(gpu, precision, wanted),))
        return None

    def about_peak(self, gpu: Subject, precision: str, wanted: str | None) -> str:
        said = f"the peak is that of {precision}, dense"
        if not self.named.dtype:
            return f"{said}, since no --dtype is given"
        if precision == wanted:
            return said
        return f"{said}: {gpu.name} has no rate for {self.named.dtype}"

    def weight_bytes(self, model: Subject) -> Value | None:
        """The weights in the dtype; when decoding with experts, those that a step reads."""
        total = model.fact("parameters.total")
        if not total:
            return None
        dtype = self.named.dtype or DEFAULT_DTYPE
        notes = [] if self.named.dtype else [f"weights in {dtype}, since no --dtype is given"]
        params, facts = float(si(total)), [total]
        active = model.fact("parameters.active") if self.entry.topic == "decode" else None
        if active:
            params = self.parameters_read(model, params, float(si(active)))
            facts.append(active)
            notes.append("of the experts only those count that the batch touches, on average")
        size = catalogue.call("weights", {"params": params, "dtype": dtype}).value
        return Value(size, tuple(facts), tuple(notes))

    def parameters_read(self, model: Subject, total: float, active: float) -> float:
        """total − active is what E − k of E experts hold, in all layers together."""
        experts, used = (
            model.fact(*MODEL_FACTS[name]) for name in ("experts", "experts_per_token")
        )
        if not (experts and used):
            return active
        count, chosen = int(si(experts)), int(si(used))
        batch = int(self.stated.get("batch", 1))  # type: ignore[call-overload]
        routed = {"experts": count, "experts_per_token": chosen, "batch": batch}
        touched = catalogue.call("moe-experts-touched", routed).value
        in_experts = (total - active) * count / (count - chosen)
        return total - (1 - touched / count) * in_experts

    def kv_bytes_per_token(self, model: Subject) -> Value | None:
        """In the dtype; beside weights in 16 bits, since those are what is quantised first."""
        fact = model.fact("kv_cache.per_token")
        if not fact:
            return None
        beside_weights = "weight_bytes" in self.entry.inputs
        narrow = self.named.dtype if not beside_weights else None
        bits = FORMATS[narrow].bits_per_weight if narrow else 16
        note = f"KV cache in {narrow or '16 bits'}"
        return Value(float(si(fact)) * bits / 16, (fact,), (note,))

    def attention_parameters(self) -> Value | None:
        """Attention parameters of one layer, from the model's shape."""
        for name in ("mla-parameters", "attention-parameters"):
            entry = catalogue.get(name)
            inputs = Filling(entry, self.named, {"layers": 1}).values
            if all(needed in inputs for needed in entry.required):
                values = {key: value.value for key, value in inputs.items()}
                facts = tuple(fact for value in inputs.values() for fact in value.facts)
                return Value(catalogue.call(name, values | {"layers": 1}).value, facts)
        return None

    @staticmethod
    def active_parameters(model: Subject) -> Value | None:
        active = model.fact("parameters.active")
        fact = active or model.fact("parameters.total")
        notes = ("parameters are those that a token uses",) if active else ()
        return Value(si(fact), (fact,), notes) if fact else None

    def conventions(self) -> dict[str, Value]:
        """Gated or plain, tied or not: what comes closest to the model's own parameters."""
        model, open_ones = self.named.model, {"gated", "tied"} - self.stated.keys()
        if self.entry.name != "transformer-parameters" or not (model and open_ones):
            return {}
        total = model.fact("parameters.total")
        if not total:
            return {}
        known = {**self.stated, **{name: value.value for name, value in self.values.items()}}
        choices = [
            dict(zip(sorted(open_ones), chosen, strict=True))
            for chosen in product((True, False), repeat=len(open_ones))
        ]
        best = min(choices, key=lambda choice: abs(self.counted(known | choice) - float(si(total))))
        said = " and ".join(f"{name} is {str(value).lower()}" for name, value in best.items())
        note = f"{said}, since that comes closest to the {figured(total)} of {total.entity}"
        return {name: Value(value, (), (note,)) for name, value in best.items()}

    def counted(self, inputs: Mapping[str, object]) -> float:
        try:
            return catalogue.call(self.entry.name, inputs).value
        except ValueError:
            return math.inf


LINK_NAMES = {"nvlink": "NVLink", "pcie": "PCIe"}


def refuse_other(entry: Entry, model: Subject) -> None:
    """UsageError if `entry` would count this model wrongly; it names the calculator to use."""
    if entry.name in INSTEAD:
        property_id, because, instead = INSTEAD[entry.name]
        if model.fact(property_id):
            raise UsageError(f"{model.name} {because}: use `interviewer calc {instead}`")
