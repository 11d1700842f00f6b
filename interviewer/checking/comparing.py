"""How many times one part's figure is another's: "an H200 has 1.43x the bandwidth of an H100"."""

import re
from collections.abc import Iterator
from itertools import islice, product

from interviewer.checking.facts import facts
from interviewer.checking.findings import Finding, placed, said_as
from interviewer.checking.manner import is_planned
from interviewer.checking.names import Mention
from interviewer.checking.naming import values
from interviewer.checking.readings import Reading
from interviewer.checking.scene import Scene
from interviewer.checking.slips import closeness, general
from interviewer.checking.slots import Ground
from interviewer.checking.specs import facts_about
from interviewer.checking.verdicts import Said, agrees, near
from interviewer.transcript.events import Claim, ClaimVerdict
from interviewer.transcript.events import Slip as Candidate

# What is compared, by the words for it in the sentence's part.
COMPARED: tuple[tuple[str, str], ...] = (
    ("memory.bandwidth", r"(?<!L2 )(?<!cache )\bbandwidth\b(?! util)"),
    ("cache.l2", r"\bL2\b"),
    ("power.tdp", r"\b(?:power|watts|TDP)\b"),
    ("memory.capacity", r"\b(?:the|more|much) (?:memory|HBM|VRAM)\b|\bcapacity\b"),
    ("peak", r"\b(?:dense|[TP]?FLOPS|teraflops|petaflops|peak)\b"),
)
OTHERWISE = re.compile(
    r"L2 bandwidth|cache bandwidth|NVLink|PCIe? link|network|per (?:watt|dollar|GPU)|/W\b|costs?"
    r"|price"
    r"|tokens|measured|in practice|\breal|spars|throughput|training|inference|decod|prefill",
    re.IGNORECASE,
)
RIGHT_AFTER = re.compile(
    r"\s*(?:(?:the|as|much|more|higher|larger|bigger|greater|in|of|dense|memory|HBM|\w+\d+|peak|its"
    r"|less|lower|smaller)\s+)*(?:bandwidth|memory|HBM|VRAM|capacity|L2|power|TDP|[TP]?FLOPS|teraflops)\b",
    re.IGNORECASE,
)
SURELY_OFF = 0.12
LEAST, MOST = 1.02, 60.0


def compared(scene: Scene, reading: Reading, ground: Ground) -> Iterator[Finding]:
    """The verdict on a ratio between the two parts that the sentence names."""
    unit, named = reading.units[0], property_named(ground)
    pair = two_parts(scene, reading)
    is_factor = unit.dimension == "ratio" and unit.symbol != "%" and LEAST < reading.value < MOST
    if not (is_factor and pair and named):
        return
    ratios = list(ratios_of(pair, named, ground))
    claim, _ = said_as(scene, reading, "ratio")
    agreed = agrees(claim, ratios)
    if agreed:
        yield found(scene, reading, pair, named, agreed[1], agreed[0], ())
    elif ratios and is_wrong(scene, reading, claim, ratios):
        slips = tuple(islice(candidates(claim, ratios[0]), 2))
        yield found(scene, reading, pair, named, ratios[0], "wrong", slips)


def property_named(ground: Ground) -> str | None:
    clause = ground.unnamed_clause
    if OTHERWISE.search(clause):
        return None
    return next((p for p, said in COMPARED if re.search(said, clause, re.IGNORECASE)), None)


def two_parts(scene: Scene, reading: Reading) -> tuple[Mention, Mention] | None:
    """Those of the sentence, or of the number's own part of it."""
    for span in (scene.sentence(reading.start), scene.clause(reading)):
        parts = [m for m in scene.mentions if m.kind == "gpu" and span.holds(m.start)]
        if len(parts) == 2:
            return parts[0], parts[1]
    return None


def ratios_of(pair: tuple[Mention, Mention], named: str, ground: Ground) -> Iterator[float]:
    """The larger over the smaller, for each variant and each dense peak that may be meant."""
    first, second = (
        [dense_figures(name, named, ground) for name in mention.candidates] for mention in pair
    )
    for one, other in product(first, second):
        for property_id in one.keys() & other.keys():
            pairs = product(one[property_id], other[property_id])
            yield from (max(a, b) / min(a, b) for a, b in pairs)


def dense_figures(name: str, named: str, ground: Ground) -> dict[str, tuple[float, ...]]:
    about = facts_about(facts().all[name], named, ground)
    return {fact.property_id: values(fact) for fact in about if fact.convention != "sparse"}


def is_wrong(scene: Scene, reading: Reading, claim: Said, ratios: list[float]) -> bool:
    if not RIGHT_AFTER.match(scene.after(reading)):
        return False
    plain = not (claim.bound or reading.is_range or is_planned(scene, reading))
    return plain and not any(near(claim, ratio, SURELY_OFF) for ratio in ratios)


def candidates(claim: Said, ratio: float) -> Iterator[Candidate]:
    for wrong, id_, says in general(ratio, "ratio"):
        if near(claim, wrong, closeness(claim)):
            yield Candidate(id=id_, explanation=says)


def found(
    scene: Scene,
    reading: Reading,
    pair: tuple[Mention, Mention],
    named: str,
    ratio: float,
    verdict: ClaimVerdict,
    slips: tuple[Candidate, ...],
) -> Finding:
    words = named.replace(".", " ")
    claim = Claim(
        **placed(scene, reading),
        quantity=f"{words} of {pair[0].text} against {pair[1].text}",
        claimed=reading.value,
        unit=reading.units[0].symbol,
        expected=ratio,
        verdict=verdict,
        slips=slips,
        calculator=None,
        inputs={"first": pair[0].text, "second": pair[1].text, "property": named},
        steps=(f"the larger {words} over the smaller = {ratio:.3g}",),
        source="derived",
    )
    return Finding(claim, 1, explained=2)
