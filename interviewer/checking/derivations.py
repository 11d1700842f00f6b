"""Which calculator a number claims the result of: patterns as data, and their evaluation.

A pattern names the calculator, the words by which people speak of its result, and where each
input is found. An input is the name of a slot ("layers"), with "?" one that may be missing, or a
constant. Every value that the sentence allows is computed; a number is right if it agrees with
any of them, and wrong only if it agrees with none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice, product
from typing import Any

from pydantic import Field, field_validator

from interviewer.checking.amounts import fill
from interviewer.checking.cues import Cued, Text
from interviewer.checking.readings import Reading
from interviewer.checking.scene import Scene
from interviewer.checking.slots import Bound, Ground, around
from interviewer.data import data
from interviewer.loader import Written, load
from tools import Result, catalogue

MOST_COMBINATIONS = 36
# The tier of what was said nowhere.
NOWHERE = 9
Constant = bool | int | float | str


class Slip(Written):
    """A mistake that people make: another input, another calculator's part, or a factor."""

    id: Text
    says: Text
    times: float | None = None
    inputs: dict[str, Constant] = Field(default_factory=dict)
    calculator: Text | None = None
    part: Text | None = None

    @field_validator("calculator")
    @classmethod
    def calculator_exists(cls, name: str | None) -> str | None:
        return name and catalogue.get(name).name


class Pattern(Cued):
    """What is claimed when its cues are said: a calculator's value or a part of its result.

    A `weak` pattern calls a number wrong only if it is exactly a known slip, one that computes a
    `ceiling` only if it is above it; one that `follows` is said after all its inputs.
    `scale` is how many of the claimed base unit one result is. One that `asks` names an input
    that was not said.
    `says` is the working where the calculator's own would speak of other things.
    """

    calculator: Text
    part: Text | None = None
    inputs: dict[str, Constant] = Field(default_factory=dict)
    scale: float = 1.0
    subtract: float | None = None
    low: float = 0.0
    high: float = 1e40
    weak: bool = False
    ceiling: bool = False
    asks: bool = False
    follows: bool = False
    says: Text | None = None
    assumes: tuple[Text, ...] = ()
    slips: tuple[Slip, ...] = ()

    @field_validator("calculator")
    @classmethod
    def calculator_exists(cls, name: str) -> str:
        return catalogue.get(name).name


class PatternFile(Written):
    derivations: tuple[Pattern, ...] = Field(min_length=1)


@cache
def patterns() -> dict[str, tuple[Pattern, ...]]:
    """All patterns by the dimension of the claimed number."""
    found: dict[str, list[Pattern]] = {}
    for path in sorted(data("corpus/hardware/derivations").glob("*.toml")):
        for pattern in load(path, PatternFile).derivations:
            for dimension in pattern.claims:
                found.setdefault(dimension, []).append(pattern)
    return {dimension: tuple(several) for dimension, several in found.items()}


@dataclass(frozen=True)
class Outcome:
    """One way in which the inputs can be meant, and what comes out.

    `farthest` is the tier of the number said farthest off that went into it.
    """

    value: float
    result: Result
    notes: tuple[str, ...]
    assumed: bool
    verified: bool
    used: frozenset[int]
    is_far: bool
    is_far_fact: bool
    farthest: int


@dataclass(frozen=True)
class Attempt:
    """A pattern tried on a reading; `distance` is how far its words are from the number."""

    pattern: Pattern
    distance: int
    dimension: str
    outcomes: tuple[Outcome, ...]
    missing: tuple[str, ...]


def attempts(scene: Scene, reading: Reading, ground: Ground) -> Iterator[Attempt]:
    """Every pattern that a reading could be a claim of, the likeliest first."""
    for distance, pattern, dimension in fitting(scene, reading, ground):
        yield attempt(pattern, distance, dimension, ground)


def fitting(scene: Scene, reading: Reading, ground: Ground) -> list[tuple[int, Pattern, str]]:
    """The patterns whose words were said, with how far off, the nearest first."""
    if is_given(scene, reading) or is_attribute(scene, reading):
        return []
    found = [
        (distance, pattern, unit.dimension)
        for unit in reading.units
        for pattern in patterns().get(unit.dimension, ())
        if (distance := pattern.distance(scene, reading, ground)) is not None
    ]
    return sorted(found, key=lambda one: one[0] - 10 * one[1].rank)


ASSIGNED = re.compile(
    r"(?<!\d)(?<!\d )\b(?:[A-Za-z]{1,2}|[a-z]+_\w*|layers?|hidden|heads?|batch|dims?"
    r"|seq\w*|len\w*|ctx"
    r"|context|vocab|experts?|ranks?|stages?|tokens?|params?|mbs|gpus?|nodes?|workers?|world\w*)\s?=\s?$"
    r"|\b(?:rank|top|stage|groups? of|group size|gen)\s?$",
    re.IGNORECASE,
)
CHAINED_BEFORE = re.compile(
    r"\d\w?\s?(?:[x×*·]|by|times)\s?$"
    r"|\b(?:k|hundred|thousand|one|two|three|four|five|six|seven|eight|nine|\w+ty) by $"
)
CHAINED_AFTER = re.compile(r"\s?(?:[x×*]|by)\s?(?:\d|[a-z]+ ?k?\b)")


def is_given(scene: Scene, reading: Reading) -> bool:
    """Whether a bare number is given as an input: "L=64", a side of 8192x128."""
    if reading.units[0].dimension not in ("count", "ratio") or reading.end > reading.body_end + 1:
        return False
    before, after = around(scene, reading)
    chained = CHAINED_AFTER.match(after) and not re.match(r"\s?x\b", after)
    return bool(ASSIGNED.search(before) or CHAINED_BEFORE.search(before) or chained)


ATTRIBUTE_OF = re.compile(
    r"[- ](?:\w+ )?(?:cards?|GPUs?|parts?|boards?|machines?|devices?|chips?|accelerators?|nodes?"
    r"|instances?|slices?|variants?|versions?)\b(?!'s| (?:memory|of|RAM|VRAM|per|hours?))",
    re.IGNORECASE,
)
OF_ROOM = re.compile(
    r" (?:of )?(?:free |spare |remaining |available )?(?:(?:KV[- ]?)?cache (?:space"
    r"|memory|budget|room)"
    r"|(?:free|spare) (?:memory|HBM|VRAM|space)|headroom|room\b|space\b|budget\b)",
    re.IGNORECASE,
)
OF_A_PART = frozenset({"bytes", "byte_rate", "power", "bit_rate"})


def is_attribute(scene: Scene, reading: Reading) -> bool:
    """Whether it only says which one is meant: "an 80 GB card"."""
    if reading.units[0].dimension not in OF_A_PART:
        return False
    after = scene.after(reading)
    return bool(ATTRIBUTE_OF.match(after) or OF_ROOM.match(after))


def attempt(pattern: Pattern, distance: int, dimension: str, ground: Ground) -> Attempt:
    bounds, missing = bind(pattern.inputs, ground)
    found = () if missing else tuple(outcomes(pattern, bounds))
    return Attempt(pattern, distance, dimension, found, tuple(missing))


def bind(
    inputs: dict[str, Constant], ground: Ground
) -> tuple[dict[str, tuple[Bound, ...]], list[str]]:
    """Values for each input, and the names of those that nothing fills."""
    bounds: dict[str, tuple[Bound, ...]] = {}
    missing: list[str] = []
    for name, source in inputs.items():
        values = sources(source, ground)
        if values:
            bounds[name] = tuple(
                {(b.value, b.at, b.assumed): b for b in reversed(values)}.values()
            )[::-1]
        elif not (isinstance(source, str) and source.endswith("?")):
            missing.append(name)
    return bounds, missing


def sources(source: Constant, ground: Ground) -> tuple[Bound, ...]:
    if not isinstance(source, str):
        return (Bound(source),)
    if source.startswith("="):
        return (Bound(source[1:]),)
    return fill(ground, source.rstrip("?"))


def outcomes(pattern: Pattern, bounds: dict[str, tuple[Bound, ...]]) -> list[Outcome]:
    """What the calculator gives for each combination of the values that inputs may have."""
    names = list(bounds)
    found: list[Outcome] = []
    for choice in islice(product(*bounds.values()), MOST_COMBINATIONS):
        if not distinct(choice):
            continue
        inputs = {name: bound.value for name, bound in zip(names, choice, strict=True)}
        result = computed(pattern.calculator, inputs)
        value = None if result is None else value_of(result, pattern.part, pattern)
        if result is not None and value is not None:
            found.append(outcome(value, result, choice, pattern))
    return found


def outcome(value: float, result: Result, choice: tuple[Bound, ...], pattern: Pattern) -> Outcome:
    notes = tuple(dict.fromkeys(bound.note for bound in choice if bound.note))
    return Outcome(
        value,
        result,
        (*pattern.assumes, *notes),
        assumed=any(bound.assumed for bound in choice),
        verified=all(bound.verified for bound in choice),
        used=frozenset(bound.at for bound in choice if bound.at >= 0),
        is_far=any(1 < bound.tier < NOWHERE for bound in choice),
        farthest=max((b.tier for b in choice if b.at >= 0 and b.tier < NOWHERE), default=0),
        is_far_fact=not any(1 < bound.tier < NOWHERE and bound.at >= 0 for bound in choice),
    )


def distinct(choice: tuple[Bound, ...]) -> bool:
    """One number said is one input, not two."""
    places = [
        bound.at for bound in choice if bound.at >= 0 and isinstance(bound.value, int | float)
    ]
    return len(set(places)) == len(places)


def computed(calculator: str, inputs: dict[str, Any]) -> Result | None:
    """The result, or None where the inputs said lie outside the calculator's domain."""
    return called(calculator, tuple(whole_numbers(calculator, inputs).items()))


@lru_cache(maxsize=8_192)
def called(calculator: str, inputs: tuple[tuple[str, Any], ...]) -> Result | None:
    try:
        return catalogue.call(calculator, dict(inputs))
    except (ValueError, TypeError, OverflowError, ZeroDivisionError):
        return None


def whole_numbers(calculator: str, inputs: dict[str, Any]) -> dict[str, Any]:
    """Numbers as the calculator takes them: 70.0 as 70 where it counts, 5 as "5" where it names."""
    kinds = catalogue.get(calculator).inputs
    return {name: fitted(value, kinds[name].type) for name, value in inputs.items()}


def fitted(value: Any, kind: type) -> Any:
    if kind is int and isinstance(value, float) and value == int(value):
        return int(value)
    named_by_number = kind is str and isinstance(value, int) and not isinstance(value, bool)
    return str(value) if named_by_number else value


def value_of(result: Result, part: str | None, pattern: Pattern) -> float | None:
    value = result.value if part is None else result.parts.get(part)
    if value is None:
        return None
    scaled = float(value) * pattern.scale
    shifted = scaled if pattern.subtract is None else scaled - pattern.subtract
    return shifted if pattern.low <= shifted <= pattern.high else None
