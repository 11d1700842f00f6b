"""Facts and the things they are about: value, unit, convention, accepted range, sources, certainty.

A field of a record becomes a `Fact` without a second list: `memory.bandwidth_gb_s` is the
property `memory.bandwidth` in GB/s. "billion" is 1e9.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from interviewer.checking.records import Grade, Record, Source, Value
from interviewer.errors import UsageError

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


def property_and_unit(key: str) -> tuple[str, str]:
    """`memory.bandwidth_gb_s` is the property `memory.bandwidth` in GB/s."""
    for suffix, unit in UNITS.items():
        if key.endswith(f"_{suffix}"):
            return key.removesuffix(f"_{suffix}"), unit
    return key, ""
