"""Products and quotients of what was said before a number, chosen by their dimensions.

Bytes by bytes a second are a time, bytes a token by tokens are bytes. Tokens count as a dimension
here, so that a cache is not taken for its share.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from interviewer.checking.arithmetic import DIMENSIONS, si_factor
from interviewer.checking.combining import periods
from interviewer.checking.readings import Reading
from interviewer.checking.scene import Scene
from interviewer.checking.slots import Ground
from interviewer.checking.units import Unit

MOST_GIVEN = 9
SENTENCES_BACK = 2
# In speech without full stops a sentence back is as many characters.
FARTHEST_GIVEN = 420
TOKENS = {"tokens": 1, "token_rate": 1, "token_price": -1}
# Exponents are packed into one number, so that a product is a sum.
BASE = 64


def as_one(exponents: tuple[int, ...]) -> int:
    total = 0
    for exponent in exponents:
        total = total * BASE + exponent
    return total


TIME = as_one((0, 0, 1, 0, 0, 0, 0, 0))
RATE = as_one((0, 0, -1, 0, 0, 0, 0, 0))


@dataclass(frozen=True, slots=True)
class Given:
    """A number that a later one may follow from; `at` is -1 for a period without a number."""

    at: int
    words: str
    exponents: int
    values: tuple[float, ...]
    per: str = ""

    @property
    def is_pure(self) -> bool:
        return not self.exponents


@dataclass(frozen=True, slots=True)
class Product:
    """Givens multiplied, then divided by others."""

    factors: tuple[Given, ...]
    divisors: tuple[Given, ...]

    @property
    def parts(self) -> tuple[Given, ...]:
        return (*self.factors, *self.divisors)

    @property
    def exponents(self) -> int:
        return sum(g.exponents for g in self.factors) - sum(g.exponents for g in self.divisors)

    @property
    def used(self) -> frozenset[int]:
        return frozenset(given.at for given in self.parts if given.at >= 0)

    @property
    def words(self) -> str:
        above = " × ".join(given.words for given in self.factors)
        return " / ".join([above, *(given.words for given in self.divisors)])

    def values(self) -> Iterator[float]:
        """The result in base units, 8k once as 8,000 and once as 8,192."""
        several = [1.0]
        for given in self.factors:
            several = [value * one for value in several for one in given.values]
        for given in self.divisors:
            several = [value / one for value in several for one in given.values if one]
        yield from several


def packed(unit: Unit) -> int | None:
    """The exponents of a unit's dimension, tokens as the last."""
    if unit.dimension not in DIMENSIONS:
        return None
    tokens = TOKENS.get(unit.dimension, 0) - (unit.per == "token")
    return as_one((*DIMENSIONS[unit.dimension], tokens))


def givens(scene: Scene, reading: Reading, ground: Ground) -> list[Given]:
    """What was said before the number, the nearest first, and the periods its sentence names."""
    at = scene.sentence_at(reading.start)
    first = scene.sentences[max(at - SENTENCES_BACK, 0)].start
    first = max(first, reading.start - FARTHEST_GIVEN)
    earlier = [r for r in scene.readings if first <= r.start < reading.start and r.value]
    usable = [r for r in reversed(earlier) if ground.usable(r)][:MOST_GIVEN]
    found = [given for r in usable for given in given_by(r)]
    spans = [Given(-1, f"{period:g} s", TIME, (period,)) for period in periods(scene, reading)]
    return [*found, *spans]


def given_by(reading: Reading) -> Iterator[Given]:
    """What a reading may be: TFLOPS once as a rate and once as an amount."""
    if reading.is_range or reading.value == 1:
        return
    seen = set[int]()
    for unit in reading.units:
        exponents = packed(unit)
        if exponents is not None and exponents not in seen:
            seen.add(exponents)
            value = reading.value * si_factor(unit)
            several = (value, value * 1.024) if reading.kilo else (value,)
            yield Given(reading.start, reading.text, exponents, several, unit.per)


def products(known: list[Given], wanted: int, most: int = 3) -> Iterator[Product]:
    """Every product and quotient of two, then of three, that has the wanted dimension."""
    for first, second in combinations(known, 2):
        if first.at == second.at:
            continue
        if not wanted and min(first.at, second.at) < 0:
            continue
        if first.exponents + second.exponents == wanted:
            yield Product((first, second), ())
        if first.exponents - second.exponents == wanted:
            yield Product((first,), (second,))
        if second.exponents - first.exponents == wanted:
            yield Product((second,), (first,))
    if not wanted or most < 3:
        return
    for three in combinations(known, 3):
        if len({given.at for given in three}) < 3:
            continue
        a, b, c = (given.exponents for given in three)
        x, y, z = three
        if a + b + c == wanted:
            yield Product(three, ())
        for total, above, below in (
            (a + b - c, (x, y), (z,)), (a + c - b, (x, z), (y,)), (b + c - a, (y, z), (x,)),
            (a - b - c, (x,), (y, z)), (b - a - c, (y,), (x, z)), (c - a - b, (z,), (x, y)),
        ):  # fmt: skip
            if total == wanted:
                yield Product(above, below)
