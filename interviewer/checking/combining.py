"""Amounts that follow from the others of a sentence by their dimensions: watts × hours × price.

Money, energy, power and densities are products and quotients of all that the sentence says before
them. A combination counts only if it uses every number and comes out in the claimed dimension.
"""

import re
from collections.abc import Iterator
from itertools import islice, product
from math import prod

from interviewer.checking.arithmetic import DIMENSIONS, amounts, si_factor
from interviewer.checking.findings import Finding, placed, said_as
from interviewer.checking.manner import is_planned
from interviewer.checking.readings import Reading
from interviewer.checking.scene import Scene
from interviewer.checking.slips import closeness, general
from interviewer.checking.slots import Ground
from interviewer.checking.units import Unit
from interviewer.checking.verdicts import Said, agrees, near
from interviewer.transcript.events import Claim, ClaimVerdict
from interviewer.transcript.events import Slip as Candidate

RATES = frozenset({"token_rate", "rate"})
COMBINED = RATES | {
    "money", "hourly_price", "energy", "power", "density", "token_price", "efficiency"
}  # fmt: skip
PER_OUTPUT = ("", "token", "request", "image", "frame")
# A wrong sum of these has few other explanations: overheads are said.
SURELY_MEANT = RATES | {"money", "hourly_price", "energy"}
MOST_INPUTS = 5
SURELY_OFF = 0.12
FARTHEST_OFF = 5000.0
PERIODS_S = {"hour": 3600, "day": 86_400, "week": 604_800, "month": 2_592_000, "year": 31_536_000}
PERIOD = re.compile(
    r"\b(?:(?:an?|one|per|every|each|all|the whole|a full|for a|over a|in a|/) ?)"
    r"(?P<period>hour|day|week|month|year)\b|(?P<ly>hourly|daily|weekly|monthly|yearly|annually)",
    re.IGNORECASE,
)
ADVERBS = {"daily": "day", "annually": "year"}
ASSERTS = re.compile(
    r"(?:=|\b(?:is|are|costs?|uses?|comes? (?:out )?(?:to|at)|works out (?:to|at)|needs?"
    r"|spends?|pays?"
    r"|draws?|burns?|makes|gives|means|so|that'?s|totals?|pulls?|consumes?))\b[^.;,]{0,40}$|=\s?$",
    re.IGNORECASE,
)


# What makes an amount larger or smaller without a number.
MORE_THAN_SAID = re.compile(
    r"\b(?:includ\w+|incl|plus|overheads?|support|network\w*|discount\w*|reserved|spot|margin"
    r"|mark-?up|except|minus|cooling|staff|licen[cs]\w+|storage|idle|utili[sz]\w+|of which|budget"
    r"|up to|bursts?|peak|(?:hours?|h) (?:a|per) (?:day|week|month|year)"
    r"|days? (?:a|per) (?:week|month|year)|shifts?)\b",
    re.IGNORECASE,
)


def combined(scene: Scene, reading: Reading, ground: Ground) -> Iterator[Finding]:
    """The verdict on an amount that all the numbers said before it make."""
    unit = next((unit for unit in reading.units if unit.dimension in COMBINED), None)
    inputs = inputs_before(scene, reading, ground) if unit else []
    if unit is None or not inputs:
        return
    if unit.dimension in RATES and not are_of_a_rate(inputs):
        return
    values = list(islice(outcomes(scene, inputs, unit), 24))
    claim, _ = said_as(scene, reading, unit.dimension)
    agreed = agrees(claim, values)
    if agreed and (reading.digits > 1 or agreed[0] == "right"):
        yield found(scene, reading, inputs, unit, agreed[1], agreed[0], ())
    elif values and not agreed and is_wrong(scene, reading, claim, values, unit):
        slips = tuple(islice(candidates(claim, values[0], unit.dimension), 2))
        yield found(scene, reading, inputs, unit, values[0], "wrong", slips)


def inputs_before(scene: Scene, reading: Reading, ground: Ground) -> list[Reading]:
    """All numbers of the sentence before the claim; none if one of them can't be an input."""
    earlier = [r for r in scene.within(scene.sentence(reading.start)) if r.start < reading.start]
    known = all(
        ground.usable(r) and not r.is_range and r.units[0].dimension in DIMENSIONS for r in earlier
    )
    return earlier if known and len(earlier) <= MOST_INPUTS else []


def are_of_a_rate(inputs: list[Reading]) -> bool:
    """Whether a rate follows from them: another said by the day, or requests of some tokens."""
    rated = [r for r in inputs if r.units[0].dimension in RATES]
    others = [r for r in inputs if r not in rated]
    tokens = [r for r in others if r.units[0].dimension == "tokens"]
    return len(rated) == 1 and len(others) <= 1 and tokens == others


def outcomes(scene: Scene, inputs: list[Reading], unit: Unit) -> Iterator[float]:
    """What the inputs make when each multiplies or divides, where the dimension comes out."""
    wanted = DIMENSIONS[unit.dimension]
    scale = unit.factor / si_factor(unit)
    dimensions = [DIMENSIONS[r.units[0].dimension] for r in inputs]
    measured = sum(any(dimension) for dimension in dimensions)
    for period_s in (None, *periods(scene, inputs[0])):
        least = 1 if unit.dimension in RATES else 2
        if measured + (period_s is not None) < least:
            continue
        added = (0,) * len(wanted) if period_s is None else DIMENSIONS["time"]
        for signs in product((1, -1), repeat=len(inputs)):
            columns = zip(*dimensions, strict=True)
            total = tuple(sum(s * d for s, d in zip(signs, c, strict=True)) for c in columns)
            if tuple(a + b for a, b in zip(total, added, strict=True)) == wanted:
                for chosen in product(*(amounts(r) for r in inputs)):
                    if all(chosen):
                        powers = (a**s for a, s in zip(chosen, signs, strict=True))
                        yield prod(powers) * (period_s or 1.0) * scale


def periods(scene: Scene, reading: Reading) -> list[float]:
    """Times that the sentence names without a number: "a year", "all day", "monthly"."""
    sentence = scene.text(scene.sentence(reading.start))
    named = [
        m["period"] or ADVERBS.get(m["ly"].lower(), m["ly"].lower().removesuffix("ly"))
        for m in PERIOD.finditer(sentence)
    ]
    return [float(PERIODS_S[name.lower()]) for name in dict.fromkeys(named)]


def is_wrong(scene: Scene, reading: Reading, claim: Said, values: list[float], unit: Unit) -> bool:
    last = scene.within(scene.sentence(reading.start))[-1] is reading
    plain = unit.dimension in SURELY_MEANT and not (
        unit.per not in PER_OUTPUT or claim.bound or reading.is_range
    )
    if not (last and plain and ASSERTS.search(scene.before(reading, 60))):
        return False
    if MORE_THAN_SAID.search(scene.text(scene.sentence(reading.start))):
        return False
    if is_planned(scene, reading) or any(near(claim, value, SURELY_OFF) for value in values):
        return False
    return any(1 / FARTHEST_OFF < claim.value / v < FARTHEST_OFF for v in values if v)


TIMES: tuple[float, ...] = (24, 1 / 24, 60, 1 / 60, 365, 1 / 365, 12, 1 / 12, 3600, 1 / 3600)


def candidates(claim: Said, value: float, dimension: str) -> Iterator[Candidate]:
    close = closeness(claim)
    if any(near(claim, value * ratio, close) for ratio in TIMES):
        yield Candidate(id="time_unit", explanation="Units of time may be mixed up.")
    for wrong, id_, says in general(value, dimension):
        if wrong and near(claim, wrong, close):
            yield Candidate(id=id_, explanation=says)


def found(
    scene: Scene,
    reading: Reading,
    inputs: list[Reading],
    unit: Unit,
    value: float,
    verdict: ClaimVerdict,
    slips: tuple[Candidate, ...],
) -> Finding:
    said = ", ".join(r.text for r in inputs)
    claim = Claim(
        **placed(scene, reading),
        quantity="what these amount to",
        claimed=reading.value,
        unit=unit.symbol,
        expected=value / unit.factor,
        verdict=verdict,
        slips=slips,
        calculator=None,
        inputs={},
        steps=(f"{said} together make {value / unit.factor:,.6g} {unit.symbol}".rstrip(),),
        source="derived",
    )
    used = frozenset(r.start for r in inputs)
    return Finding(claim, 1, explained=2 if slips or verdict != "wrong" else 1, used=used)
