"""The calculators as people use them: inputs as written, parts and models by name, facts cited.

This is the one way from the rest of the program to `tools`. What comes back holds the number
with its working, the facts it used with source and certainty, and what was read into the inputs.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from interviewer.checking.fillable import FILLED_FROM, KINDS, Kind
from interviewer.checking.quantities import ANY, Quantity, quantity, quantity_of
from interviewer.checking.typed import command_line, option, part_shown, shown, unit_of
from interviewer.errors import UsageError
from tools import catalogue
from tools.calculator import Entry
from tools.result import Result
from tools.sources import SOURCES, Source
from tools.validation import Input

if TYPE_CHECKING:
    from interviewer.checking.facts import Fact
    from interviewer.checking.subject_inputs import Named, Value

# What the rest of the program knows of a calculator, and of one of its inputs.
Calculator: TypeAlias = Entry
InputSpec: TypeAlias = Input

FLAGS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
# KB and MB of memory on a chip are binary, as NVIDIA writes them.
ON_CHIP = ("shared_bytes_per_block", "sram_bytes")


class Cited(NamedTuple):
    """A fact that an input was filled from."""

    input: str
    fact: "Fact"

    def as_dict(self) -> dict[str, object]:
        fact = self.fact
        return {
            "input": self.input,
            "entity": fact.entity,
            "property": fact.property_id,
            "value": fact.value,
            "unit": fact.unit,
            "accepted": list(fact.accepted) if fact.accepted else None,
            "verified": fact.verified,
            "grade": fact.grade,
            "as_of": fact.as_of.isoformat(),
            "sources": [source.model_dump() for source in fact.sources],
        }


@dataclass(frozen=True)
class Answer:
    """A result with the facts used and the notes on how inputs were read."""

    entry: Entry
    result: Result
    cited: tuple[Cited, ...]
    notes: tuple[str, ...]

    @property
    def shown(self) -> str:
        return shown(self.result.value, self.result.unit)

    @property
    def parts(self) -> dict[str, str]:
        """The secondary values as people say them, by name."""
        return {name: part_shown(name, value) for name, value in self.result.parts.items()}

    @property
    def command(self) -> str:
        """The command that gives this answer again, without any name."""
        inputs = {name: self.result.inputs[name] for name in self.entry.inputs}
        return command_line(self.entry, {k: v for k, v in inputs.items() if v is not None})

    @property
    def assumptions(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.notes, *self.result.assumptions)))

    @property
    def sources(self) -> tuple[Source, ...]:
        return tuple(SOURCES[source_id] for source_id in self.result.source_ids)

    def as_dict(self) -> dict[str, object]:
        return {
            "name": self.entry.name,
            **self.result.as_dict(),
            "shown": self.shown,
            "assumptions": list(self.assumptions),
            "sources": [source._asdict() for source in self.sources],
            "facts": [cited.as_dict() for cited in self.cited],
        }


def topics() -> dict[str, list[Entry]]:
    """All calculators by topic."""
    return {topic: [get(name) for name in names] for topic, names in catalogue.topics().items()}


def names() -> list[str]:
    return catalogue.names()


def get(name: str) -> Entry:
    """The calculator called `name`; UsageError with the nearest names if there is none."""
    try:
        return catalogue.get(name)
    except ValueError as error:
        raise UsageError(str(error)) from None


def schema(name: str) -> dict[str, object]:
    """JSON Schema of the inputs of a calculator."""
    return catalogue.schema(get(name).name)


def answer(name: str, given: Mapping[str, str], **named: str | None) -> Answer:
    """Runs a calculator on inputs as people write them, by input name: `{"tokens": "128k"}`.

    `named` fills other inputs: model, gpu, link, dtype. Raises UsageError for an unknown
    calculator, input or name, for a value that is no quantity of the input's kind, for what is
    missing, and for what lies outside the calculator's domain.
    """
    entry = get(name)
    stated = {key: read(entry, key, text) for key, text in given.items()}
    filled = fill(entry, stated, {key: said for key, said in named.items() if said})
    inputs = {key: value.value for key, value in filled.items()} | stated
    missing = [key for key in entry.required if key not in inputs]
    if missing:
        raise UsageError(needs(entry, missing, named))
    try:
        result = catalogue.call(name, inputs)
    except ValueError as error:
        raise UsageError(in_options(str(error), entry)) from None
    cited = tuple(Cited(key, fact) for key, value in filled.items() for fact in value.facts)
    notes = (*(note for value in filled.values() for note in value.notes), *readings(entry, given))
    return Answer(entry, result, cited, (*notes, *remarks(result, named.get("model"))))


def read(entry: Entry, name: str, text: str) -> object:
    """The value of one input; UsageError names its option, what was found and what to write."""
    if name not in entry.inputs:
        allowed = ", ".join(map(option, entry.inputs))
        raise UsageError(f"{entry.name} does not take {option(name)}: it takes {allowed}")
    spec = entry.inputs[name]
    if spec.choices:
        return chosen(spec, text)
    if spec.type is bool:
        if text.lower() not in FLAGS:
            raise UsageError(f"{option(name)}: {text!r} is neither true nor false; write one")
        return FLAGS[text.lower()]
    try:
        said = quantity_of(text, unit_of(spec))
        value = said.as_binary().si if on_chip(spec, said) else quantity(text, unit_of(spec))
    except UsageError as error:
        raise UsageError(f"{option(name)}: {error}") from None
    return int(value) if spec.type is int and value.is_integer() else value


def chosen(spec: Input, text: str) -> str:
    """One of the choices, in any case: `ndr` is NDR."""
    for choice in spec.choices:
        if choice.lower() == text.lower():
            return choice
    known = ", ".join(spec.choices)
    raise UsageError(f"{option(spec.name)}: {text!r} is not one of {known}; write one of these")


def on_chip(spec: Input, said: Quantity) -> bool:
    return spec.name in ON_CHIP and said.as_binary() != said


def fill(
    entry: Entry, stated: Mapping[str, object], named: Mapping[str, str]
) -> "dict[str, Value]":
    """Values from the things named; UsageError for one that fills nothing here."""
    if not named:
        return {}
    from interviewer.checking.subject_inputs import Filling, refuse_other

    useless = [key for key in named if key not in fillable(entry)]
    if useless:
        raise UsageError(f"{entry.name} takes nothing from --{useless[0]}; leave it out")
    subjects = subjects_of(named)
    if subjects.model:
        refuse_other(entry, subjects.model)
    return Filling(entry, subjects, stated).values


def subjects_of(named: Mapping[str, str]) -> "Named":
    from interviewer.checking.subject_inputs import DTYPES, Named
    from interviewer.checking.subjects import OWN_LINKS, Subject

    dtypes = [dtype for dtype in DTYPES if dtype == named.get("dtype", "").lower()]
    if "dtype" in named and not dtypes:
        known = ", ".join(DTYPES)
        raise UsageError(f"--dtype: {named['dtype']!r} is no format; write one of {known}")
    own = named.get("link", "").lower() in OWN_LINKS and "gpu" in named
    return Named(
        model=Subject.named(named["model"], "model") if "model" in named else None,
        gpu=Subject.named(named["gpu"], "gpu") if "gpu" in named else None,
        link=(Subject(named["link"], "link", ()) if own else Subject.named(named["link"], "link"))
        if "link" in named
        else None,
        dtype=dtypes[0] if dtypes else None,
    )


def fillable(entry: Entry) -> tuple[Kind, ...]:
    """The kinds of names that fill some input of `entry`."""
    return tuple(kind for kind in KINDS if any(name in FILLED_FROM[kind] for name in entry.inputs))


def needs(entry: Entry, missing: list[str], named: Mapping[str, str | None]) -> str:
    """What is missing, and which name would fill it, or does not."""
    helpful = [kind for kind in KINDS if (set(missing) - {kind}) & FILLED_FROM[kind]]
    lacking = [named[kind] for kind in helpful if named.get(kind)]
    others = [f"--{kind}" for kind in helpful if not named.get(kind)]
    because = f": the data on {' and '.join(map(str, lacking))} does not say" if lacking else ""
    by_name = f", or {' and '.join(others)}" if others and not lacking else ""
    return f"{entry.name} needs {', '.join(map(option, missing))}{by_name}{because}"


def in_options(message: str, entry: Entry) -> str:
    """A calculator's refusal in the words of the command line."""
    first, space, rest = message.partition(" ")
    return f"{option(first)}{space}{rest}" if first in entry.inputs else message


def readings(entry: Entry, given: Mapping[str, str]) -> Iterator[str]:
    """How inputs were read where another reading is as common."""
    for name, text in given.items():
        spec = entry.inputs[name]
        if spec.choices or spec.type is bool or spec.field.unit == ANY:
            continue
        said = quantity_of(text, unit_of(spec))
        if on_chip(spec, said):
            yield f"{text} on a chip is {said.as_binary().si:,.0f} bytes"
        if spec.field.unit == "tokens" and is_power_of_two_of_thousands(said):
            binary = said.value * 1024
            yield f"{text} is {said.si:,.0f} tokens; {said.value:g}Ki would be {binary:,.0f}"


def is_power_of_two_of_thousands(said: Quantity) -> bool:
    """128k is often meant as 131,072; 100k is not."""
    value = said.value
    power_of_two = value.is_integer() and value > 1 and int(value) & (int(value) - 1) == 0
    return said.unit.factor == 1000 and power_of_two


def remarks(result: Result, model: str | None) -> Iterator[str]:
    """What the data says about the model that the calculator doesn't know."""
    if not model:
        return
    from interviewer.checking.subjects import Subject

    subject, inputs = Subject.named(model, "model"), result.inputs
    if {"kv_heads", "kv_bytes_per_token"} & inputs.keys() and "window_tokens" not in inputs:
        yield from subject.sliding_windows
    yield from subject.beyond_context(inputs.get("tokens_per_sequence", inputs.get("tokens")))
