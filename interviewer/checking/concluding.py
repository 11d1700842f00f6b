"""Conclusions that the only numbers which can make them do not make.

"70 GB of weights, 4.8 TB/s, so 146 ms": one pair has the dimension, and it makes 14.6 ms. Precision
comes first: where counts, shares or an overhead may have gone in as well, nothing is said.
"""

import re
from collections.abc import Iterator
from itertools import islice

from interviewer.checking.arithmetic import si_factor
from interviewer.checking.chaining import result
from interviewer.checking.combining import candidates
from interviewer.checking.findings import Finding, said_as
from interviewer.checking.manner import is_planned, is_told
from interviewer.checking.products import RATE, TOKENS, Given, Product, givens, packed, products
from interviewer.checking.readings import Reading
from interviewer.checking.reference import GIVEN
from interviewer.checking.scene import Scene
from interviewer.checking.slots import Ground
from interviewer.checking.verdicts import near

# A conclusion is called wrong only if it is off by more than rounding and overheads explain.
SURELY_OFF = 0.15
FARTHEST_OFF = 300.0
WIDELY_OFF = 4.0
RESULTS = re.compile(
    r"\b(?:so|therefore|hence|thus|that'?s|that is|which is|gives?|makes?|takes?|needs?|adds?"
    r"|costs?|means|cannot exceed|lets?|pays?|comes? to|works out (?:to|at)|lasts?|asks? for)\b",
    re.IGNORECASE,
)
DONE_IN = re.compile(
    r"\b(?:finish(?:ed)?|done|moved|loaded|complete[ds]?) in (?:about |around )?$", re.IGNORECASE
)
# "6.7 ms is 72% of it", and "a third of a petabyte", which leaves open a third of what.
IS_SUBJECT = re.compile(r"\s*(?:is|are|was|were|would|of which)\b", re.IGNORECASE)
IN_PARTS = re.compile(r"(?:a|half|one) \w+ of\b", re.IGNORECASE)
# What makes an amount another one without a number.
OTHERWISE = re.compile(
    r"\b(?:overlap\w*|includ\w+|overhead\w*|utili[sz]ation|free|remain\w*|of which|plus|minus"
    r"|efficien\w+|latency|already)\b",
    re.IGNORECASE,
)
LARGE_COUNT = 1000.0
PER_INPUT = ("", "token")


def unlike(scene: Scene, reading: Reading, ground: Ground) -> Iterator[Finding]:
    """That a conclusion is not what the only two numbers that can make it make."""
    unit = reading.units[0]
    wanted = packed(unit)
    if not wanted or unit.dimension in TOKENS or unit.per or not is_conclusion(scene, reading):
        return
    here, before = split(scene, reading, givens(scene, reading, ground))
    claim, _ = said_as(scene, reading, unit.dimension)
    claimed = reading.value * si_factor(unit)
    able = meant(here, before, wanted, claimed)
    if any(other.start < reading.start and other.text == reading.text for other in scene.readings):
        return
    if not able or claim.bound or not (len(able) == 1 or all_far(able, claimed)):
        return
    pair = able[0]
    scale = unit.factor / si_factor(unit)
    value = next(pair.values()) * scale
    others = [value * ratio for ratio in by_counts([*here, *before], pair)]
    if any(near(claim, other, SURELY_OFF) for other in others):
        return
    slips = tuple(islice(candidates(claim, value, unit.dimension), 2))
    made = result(scene, reading, pair, unit, value, "wrong", slips)
    yield Finding(made, 3, explained=2 if slips else 1, used=pair.used)


def is_conclusion(scene: Scene, reading: Reading) -> bool:
    """Whether the words right before a plain number give it as a result of no other kind."""
    if reading.is_word or reading.is_range or reading.value == 1 or is_told(scene, reading):
        return False
    text = scene.text(scene.sentence(reading.start))
    if OTHERWISE.search(text) or is_planned(scene, reading):
        return False
    ends = [r.end for r in scene.within(scene.sentence(reading.start)) if r.end <= reading.start]
    first = max([scene.sentence(reading.start).start, *ends[-1:]])
    said = scene.document[first : reading.start]
    if DONE_IN.search(said):
        return True
    if GIVEN.search(said) or IS_SUBJECT.match(scene.after(reading)):
        return False
    return bool(RESULTS.search(said)) and not IN_PARTS.match(reading.text)


def split(scene: Scene, reading: Reading, known: list[Given]) -> tuple[list[Given], list[Given]]:
    """The givens of the number's own sentence, and those said before."""
    start = scene.sentence(reading.start).start
    said = [given for given in known if given.at >= 0]
    return [g for g in said if g.at >= start], [g for g in said if g.at < start]


def meant(here: list[Given], before: list[Given], wanted: int, claimed: float) -> list[Product]:
    """The pairs with the dimension: of its sentence, else of one number in it and one before.

    A sentence without numbers of its own concludes from the ones before.
    """
    if own := pairs(here, wanted, claimed):
        return own
    made = pairs([*here, *before], wanted, claimed)
    return [product for product in made if not here or any(p in here for p in product.parts)]


def all_far(able: list[Product], claimed: float) -> bool:
    """Whether the number is wrong by so much that it doesn't matter which pair was meant."""
    ratios = [claimed / value for product in able for value in product.values() if value]
    return all(not 1 / WIDELY_OFF < ratio < WIDELY_OFF for ratio in ratios)


def pairs(known: list[Given], wanted: int, claimed: float) -> list[Product]:
    """Of measured numbers, and large counts beside rates, those in reach of the claim."""
    able = [
        given
        for given in known
        if given.per in PER_INPUT and (given.exponents or given.values[0] >= LARGE_COUNT)
    ]
    made = {
        f"{value:.6g}": product
        for product in products(able, wanted, most=2)
        if (value := next(product.values(), 0.0))
        and 1 / FARTHEST_OFF < claimed / value < FARTHEST_OFF
        and not any(given.is_pure and not is_rate(product) for given in product.parts)
    }
    return list(made.values())


def is_rate(product: Product) -> bool:
    """Whether a count is divided by so many a second."""
    return any(given.exponents == RATE for given in product.divisors)


def by_counts(known: list[Given], pair: Product) -> list[float]:
    """What counts and shares said nearby would make of a value, and its half and double."""
    counts = [
        v for given in known if given not in pair.parts if given.is_pure for v in given.values
    ]
    ratios = [1.0, 2.0, 0.5, *counts, *(1 / count for count in counts)]
    return [*ratios, *(a * b for a in counts for b in ratios[3:])]
