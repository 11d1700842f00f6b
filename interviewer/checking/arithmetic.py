"""Sums that a sentence works out aloud: "2 × 80 × 8 × 128 × 2 bytes is 328 KB", "4.8 over 140"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, islice, product
from math import prod

from interviewer.checking.findings import Finding, placed, said_as
from interviewer.checking.manner import is_planned
from interviewer.checking.readings import Reading
from interviewer.checking.scene import Scene
from interviewer.checking.slips import closeness, general
from interviewer.checking.units import Unit
from interviewer.checking.verdicts import Said, agrees, near
from interviewer.transcript.events import Claim, ClaimVerdict
from interviewer.transcript.events import Slip as Candidate

TIMES = re.compile(
    r"[\w\- ]{0,24}?(?:\btimes|\bmultiplied by|[×*]|\bx)\s+(?:the |about |roughly )?|\s?[×*x]\s?",
    re.IGNORECASE,
)
OVER = re.compile(
    r"(?: of [\w\- ]{0,20}?)?\s?(?:\bover|\bdivided by|÷|/)\s?(?:the |about |roughly )?",
    re.IGNORECASE,
)
EQUALS = re.compile(
    r"[\w\- ]{0,24}?,?\s?(?:which |and )?(?:[=≈→]|\b(?:is|are|so|that'?s|gives?|makes|equals?|means"
    r"|comes (?:out )?(?:to|at)|works out (?:to|at))\b)"
    r"(?: (?:it'?s|that'?s|is|us|you|only|just|about|around|roughly|almost|nearly|we get|i get"
    r"|an?|of|at|to))*\s*[~≈]?\s*",
    re.IGNORECASE,
)
# Exponents of byte, bit, second, FLOP, joule, dollar and millimetre.
DIMENSIONS: dict[str, tuple[int, ...]] = {
    "count": (0, 0, 0, 0, 0, 0, 0), "tokens": (0, 0, 0, 0, 0, 0, 0),
    "ratio": (0, 0, 0, 0, 0, 0, 0), "bytes": (1, 0, 0, 0, 0, 0, 0),
    "byte_rate": (1, 0, -1, 0, 0, 0, 0), "bits": (0, 1, 0, 0, 0, 0, 0),
    "bit_rate": (0, 1, -1, 0, 0, 0, 0), "time": (0, 0, 1, 0, 0, 0, 0),
    "rate": (0, 0, -1, 0, 0, 0, 0), "token_rate": (0, 0, -1, 0, 0, 0, 0),
    "frequency": (0, 0, -1, 0, 0, 0, 0), "flop": (0, 0, 0, 1, 0, 0, 0),
    "flop_rate": (0, 0, -1, 1, 0, 0, 0), "intensity": (-1, 0, 0, 1, 0, 0, 0),
    "energy": (0, 0, 0, 0, 1, 0, 0), "power": (0, 0, -1, 0, 1, 0, 0),
    "efficiency": (0, 0, 0, 1, -1, 0, 0), "money": (0, 0, 0, 0, 0, 1, 0),
    "hourly_price": (0, 0, -1, 0, 0, 1, 0), "energy_price": (0, 0, 0, 0, -1, 1, 0),
    "token_price": (0, 0, 0, 0, 0, 1, 0), "area": (0, 0, 0, 0, 0, 0, 2),
    "density": (0, 0, 0, 0, 0, 0, -2), "length": (0, 0, 0, 0, 0, 0, 1),
}  # fmt: skip
PRICED_PER = {"hourly_price": 3600.0, "energy_price": 3.6e6, "token_price": 1e6}
MOST_FACTORS = 8
MOST_CHOICES = 16
# Figures that go into a sum may have been rounded themselves.
SURELY_OFF = 0.08
FARTHEST_OFF = 2000.0
BARE = frozenset({"count", "ratio", "tokens"})


@dataclass(frozen=True)
class Sum:
    """Factors multiplied, then divided by the `divisors`, as they were said."""

    factors: tuple[Reading, ...]
    divisors: tuple[Reading, ...]

    @property
    def parts(self) -> tuple[Reading, ...]:
        return (*self.factors, *self.divisors)

    @property
    def exponents(self) -> tuple[int, ...] | None:
        """Of the result's dimension; None if a part's is not one of those known here."""
        if any(part.units[0].dimension not in DIMENSIONS for part in self.parts):
            return None
        above = [DIMENSIONS[part.units[0].dimension] for part in self.factors]
        below = [DIMENSIONS[part.units[0].dimension] for part in self.divisors]
        columns = zip(*above, strict=True)
        minus = list(zip(*below, strict=True)) or [()] * len(above[0])
        return tuple(sum(a) - sum(b) for a, b in zip(columns, minus, strict=True))

    def values(self) -> Iterator[float]:
        """Its result in base units, 8k once as 8,000 and once as 8,192."""
        for chosen in islice(product(*(amounts(part) for part in self.parts)), MOST_CHOICES):
            above, below = chosen[: len(self.factors)], chosen[len(self.factors) :]
            if all(below):
                yield prod(above) / prod(below)

    @property
    def words(self) -> str:
        above = " × ".join(part.text for part in self.factors)
        return " / ".join([above, *(part.text for part in self.divisors)])


def amounts(part: Reading) -> tuple[float, ...]:
    amount = part.value * si_factor(part.units[0])
    return (amount, amount * 1.024) if part.kilo else (amount,)


def si_factor(unit: Unit) -> float:
    """Into base units proper: prices per second, per joule and per token."""
    return unit.factor / PRICED_PER.get(unit.dimension, 1.0)


def worked_out(scene: Scene, reading: Reading) -> Iterator[Finding]:
    """The verdict on a number that the sentence gives as the result of a sum."""
    found = sum_before(scene, reading)
    if found and OF_IT.search(gap(scene, found.parts[-1], reading)):
        found = of_last(scene, reading, found)
    unit = None if found is None else result_unit(found, reading)
    if found is None or unit is None:
        return
    scale = unit.factor / si_factor(unit)
    values = [value * scale for value in found.values()]
    claim, _ = said_as(scene, reading, unit.dimension)
    agreed = agrees(claim, values)
    verdict: ClaimVerdict | None = (
        agreed[0] if agreed else disagreement(scene, reading, claim, values)
    )
    names_a_thing = unit.dimension == "count" and unit.symbol
    if verdict is None or (verdict == "wrong" and names_a_thing):
        return
    value = agreed[1] if agreed else values[0]
    slips = () if agreed else tuple(candidates(claim, value, unit.dimension))
    made = result(scene, reading, found, unit, value, verdict, slips)
    used = frozenset(part.start for part in found.parts)
    yield Finding(made, 0, explained=2 if agreed or slips else 1, used=used)


OF_IT = re.compile(r"\s*(?:of|times) (?:it|that|this|the (?:buffer|size|total|data|tensor))\b")


def of_last(scene: Scene, reading: Reading, share: Sum) -> Sum | None:
    """A share of what was said last in the claim's own dimension: "2 times 7 over 8 of it"."""
    first = share.factors[0].start
    wanted = DIMENSIONS.get(reading.units[0].dimension)
    for other in reversed(scene.readings):
        if other.start < first and DIMENSIONS.get(other.units[0].dimension) == wanted:
            return Sum((other, *share.factors), share.divisors)
    return None


# A sum that began before what was read as one, and a result that is an order of magnitude.
MORE_BEFORE = re.compile(
    r"\b(?:hundred|\w+ty|\w+teen|one|two|four|eight|\d) by\b|\beach (?:is|are|makes?)\b"
    r"|\bsquare root\b|\bsquared\b|²|\btwo \w+ of\b",
    re.IGNORECASE,
)
POWER_OF_TEN = re.compile(r"ten to the |10\^", re.IGNORECASE)
FLOPS_EACH = frozenset({2.0, 3.0, 4.0, 6.0, 8.0})


def result_unit(found: Sum, reading: Reading) -> Unit | None:
    """The unit that a sum's result has; FLOPs are plain counts if the 2 or 6 of each was said."""
    exponents = found.exponents
    if exponents is None:
        return None
    counted = exponents == DIMENSIONS["count"] and any(
        part.value in FLOPS_EACH for part in found.factors
    )
    fitting = (
        unit
        for unit in reading.units
        if DIMENSIONS.get(unit.dimension) == exponents or (counted and unit.dimension == "flop")
    )
    return next(fitting, None)


def sum_before(scene: Scene, reading: Reading) -> Sum | None:
    """The sum that ends right before a number's "is" or "so"; None if its order is open."""
    earlier = [r for r in scene.within(scene.sentence(reading.start)) if r.start < reading.start]
    if not earlier or not EQUALS.fullmatch(gap(scene, earlier[-1], reading)):
        return None
    last = earlier.pop()
    factors, divisors = list[Reading](), list[Reading]()
    while earlier and len(factors) + len(divisors) < MOST_FACTORS:
        between = gap(scene, earlier[-1], last)
        is_over = bool(OVER.fullmatch(between))
        if not is_over and not TIMES.fullmatch(between):
            break
        if is_over and factors:
            return None
        (divisors if is_over else factors).insert(0, last)
        last = earlier.pop()
    return Sum((last, *factors), tuple(divisors)) if factors or divisors else None


def gap(scene: Scene, first: Reading, second: Reading) -> str:
    """What stands between, the "times" included that may have been read as a unit."""
    ends = first.body_end if first.units[0].symbol == "x" else first.end
    return scene.document[ends : second.start]


# Two given numbers make a third in these many ways at most.
MOST_GIVEN = 8
AS_GIVEN = 0.02


def follows_from_two(scene: Scene, reading: Reading) -> tuple[Reading, Reading] | None:
    """Two numbers said before it whose product or quotient it is, dimension and all."""
    sentence = scene.sentence(reading.start)
    earlier = [r for r in scene.within(sentence) if r.start < reading.start][-MOST_GIVEN:]
    units = [
        (unit, DIMENSIONS[unit.dimension]) for unit in reading.units if unit.dimension in DIMENSIONS
    ]
    is_bare = reading.units[0].dimension == "count"
    for first, second in combinations(earlier, 2):
        for factors, divisors in (
            ((first, second), ()),
            ((first,), (second,)),
            ((second,), (first,)),
        ):
            made = Sum(factors, divisors)
            for unit, wanted in units:
                if made.exponents != wanted and not is_bare:
                    continue
                claimed = reading.value * si_factor(unit)
                if any(abs(claimed / v - 1) < AS_GIVEN for v in made.values() if v):
                    return first, second
    return None


def disagreement(
    scene: Scene, reading: Reading, claim: Said, values: list[float]
) -> ClaimVerdict | None:
    """Wrong, unless the number may be a rounded or another one."""
    if claim.bound or reading.is_word or reading.is_range or is_planned(scene, reading):
        return None
    if MORE_BEFORE.search(scene.before(reading, 120)) or POWER_OF_TEN.match(reading.text):
        return None
    if any(near(claim, value, SURELY_OFF) for value in values):
        return None
    if reading.units[0].dimension in BARE and may_leave_out(claim, values):
        return None
    close = [v for v in values if v and 1 / FARTHEST_OFF < claim.value / v < FARTHEST_OFF]
    return "wrong" if close else None


def may_leave_out(claim: Said, values: list[float]) -> bool:
    """Whether a bare number may be right with a prefix or a whole factor that was not said."""
    ratios = [abs(claim.value / value) for value in values if value]
    scaled = [r * 1000.0**power for r in ratios for power in range(-4, 5)]
    whole = [max(r, 1 / r) for r in ratios if r]
    return any(abs(r - 1) < SURELY_OFF for r in scaled) or any(
        r < 13 and abs(r - round(r)) < SURELY_OFF * r for r in whole
    )


def candidates(claim: Said, value: float, dimension: str) -> Iterator[Candidate]:
    found = (
        Candidate(id=id_, explanation=says)
        for wrong, id_, says in general(value, dimension)
        if wrong and near(claim, wrong, closeness(claim))
    )
    yield from islice(found, 2)


def result(
    scene: Scene,
    reading: Reading,
    found: Sum,
    unit: Unit,
    value: float,
    verdict: ClaimVerdict,
    slips: tuple[Candidate, ...],
) -> Claim:
    return Claim(
        **placed(scene, reading),
        quantity="result of the sum",
        claimed=reading.value,
        unit=unit.symbol,
        expected=value / unit.factor,
        verdict=verdict,
        slips=slips,
        calculator=None,
        inputs={},
        steps=(f"{found.words} = {value / unit.factor:,.6g} {unit.symbol}".rstrip(),),
        source="derived",
    )
