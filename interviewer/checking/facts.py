"""The facts of hardware and models, looked up by the names that people use for things.

A name that fits several things gives them all, with the properties in which they differ;
nothing is guessed.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from pydantic import Field

from interviewer.checking.architectures import ModelArchitecture, Shape
from interviewer.checking.entities import (
    Convention,
    Entity,
    Fact,
    Kind,
    agreeing,
    differing,
    property_and_unit,
)
from interviewer.checking.hardware import Capabilities, Gpu, Limits, Link, System
from interviewer.checking.names import Lexicon, Mention, Name
from interviewer.checking.records import (
    Grade,
    Id,
    Property,
    Record,
    Source,
    Sourced,
    Value,
    leaves,
)
from interviewer.data import data
from interviewer.errors import ContentError, UsageError
from interviewer.loader import Written, load

# What the rest of the program needs to know of facts, in one place.
__all__ = [
    "Ambiguous",
    "Convention",
    "Entity",
    "Fact",
    "Facts",
    "Found",
    "Gpu",
    "Grade",
    "Kind",
    "Match",
    "ModelArchitecture",
    "Shape",
    "Source",
    "Unknown",
    "Value",
    "agreeing",
    "differing",
    "facts",
]


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
