"""Verdicts by looking up: facts of what was named, and numbers that hold for the whole trade."""

import re
from collections.abc import Iterator

from interviewer.checking.amounts import fill
from interviewer.checking.facts import Entity, Fact, facts
from interviewer.checking.findings import Finding, placed, said_as
from interviewer.checking.manner import is_planned
from interviewer.checking.naming import values
from interviewer.checking.readings import Reading
from interviewer.checking.reference import (
    is_corrected,
    is_elsewhere,
    is_end_of_change,
    is_input_like,
    is_of_other_variant,
    is_plain_enough,
)
from interviewer.checking.scene import Scene
from interviewer.checking.slips import closeness, general
from interviewer.checking.slots import Ground
from interviewer.checking.specs import Spec, expected, is_verified, related, specs
from interviewer.checking.truths import Truth, source_of, truths
from interviewer.checking.units import Unit
from interviewer.checking.verdicts import EXACT, Said, agreement, agrees, near
from interviewer.transcript.events import Claim, ClaimVerdict
from interviewer.transcript.events import Slip as Candidate


def specified(scene: Scene, reading: Reading, ground: Ground) -> Iterator[Finding]:
    for spec in specs(scene, reading, ground):
        claim, unit = said_as(scene, reading, spec.dimension)
        values = expected(spec)
        if not values:
            continue
        agreed = agrees(claim, [value for value, _, _ in values])
        if agreed and is_coincidence(spec, agreed[0], reading.digits):
            continue
        if agreed:
            yield found_right(scene, reading, spec, unit, agreed)
        elif summed := sum_of(spec, claim, ground):
            yield found_sum(scene, reading, spec, unit, *summed)
        elif finding := found_wrong(scene, reading, spec, unit, claim):
            yield finding


def is_coincidence(spec: Spec, verdict: ClaimVerdict, digits: int) -> bool:
    """Whether a size in other units, or a round rate in no format, only happens to be a fact."""
    is_capacity = spec.words.properties == ("memory.capacity",)
    is_open = spec.words.properties == ("peak",) and not spec.named_format
    return (spec.loose and is_capacity and verdict == "right_binary") or (
        is_open and digits == 1 and verdict == "right_rounded"
    )


# A number further from a fact than this is about something else, slips of a prefix aside.
FARTHEST_FACT = 30.0
# A number further from a truth than this, and no known slip, is about something else.
FARTHEST_OFF = 4.0
SUMMED = frozenset({"bytes", "byte_rate", "flop_rate", "flop", "power", "count"})


def sum_of(spec: Spec, claim: Said, ground: Ground) -> tuple[float, float, ClaimVerdict] | None:
    """The fact and the count whose product was said: "eight of them have 640 GB"."""
    counts = [float(bound.value) for bound in fill(ground, "devices") if bound.tier <= 2]
    counts += [2.0] * bool(PAIR.search(ground.sentence_text))
    counts += [n for here in ground.inputs[:2] for r in here if (n := r.amount("count"))]
    for value, _, _ in expected(spec) if spec.dimension in SUMMED else ():
        for n in counts:
            if n > 1 and (agreed := agreement(claim, value * n)):
                return value, n, agreed
    return None


def found_sum(
    scene: Scene,
    reading: Reading,
    spec: Spec,
    unit: Unit,
    value: float,
    count: float,
    verdict: ClaimVerdict,
) -> Finding:
    one = fact_claim(scene, reading, spec, unit, value, verdict, (f"{count:g} together",), ())
    changes = {"expected": value * count / unit.factor, "expected_range": None}
    return Finding(one.model_copy(update=changes), spec.distance, explained=2)


def found_right(
    scene: Scene, reading: Reading, spec: Spec, unit: Unit, agreed: tuple[ClaimVerdict, float]
) -> Finding:
    verdict, value = agreed
    entity, fact = next((e, f) for v, e, f in expected(spec) if v == value)
    notes = [f"the {entity.name}"] if len(spec.entities) > 1 else []
    if fact.convention:
        notes.append(f"{fact.convention.replace('_', ' ')} figure")
    if not fact.verified:
        notes.append("from a source that was not verified")
    made = fact_claim(scene, reading, spec, unit, value, verdict, tuple(notes), ())
    return Finding(made, spec.distance, explained=2)


def found_wrong(
    scene: Scene, reading: Reading, spec: Spec, unit: Unit, claim: Said
) -> Finding | None:
    if spec.loose or claim.bound or is_planned(scene, reading):
        return None
    slips = tuple(spec_slips(spec, claim))
    if is_input_like(scene, reading) or is_elsewhere(scene, reading):
        return None
    if (
        is_end_of_change(scene, reading)
        or is_of_another(scene, reading, spec, claim)
        or is_corrected(scene, reading)
        or is_of_other_variant(scene, reading)
    ):
        return None
    value = expected(spec)[0][0]
    if not 1 / FARTHEST_FACT < claim.value / value < FARTHEST_FACT:
        return None
    verdict: ClaimVerdict = "wrong"
    notes: tuple[str, ...] = ()
    if not is_verified(spec):
        verdict = "not_checkable"
    elif spec.words.properties == ("peak",) and not spec.named_format:
        verdict, notes = "needs_inputs", ("needs the number format",)
    named = int(bool(slips))
    if not is_plain_enough(scene, reading, spec.distance, explained=named, bare=False):
        return None
    shown = slips if verdict == "wrong" else ()
    made = fact_claim(scene, reading, spec, unit, value, verdict, notes, shown)
    return Finding(made, spec.distance, explained=2 * bool(slips))


def is_of_another(scene: Scene, reading: Reading, spec: Spec, claim: Said) -> bool:
    """Whether it is right for another thing of the sentence, or for several of the one named."""
    value = expected(spec)[0][0]
    if spec.is_plural and any(near(claim, value * n, EXACT) for n in MANY):
        return True
    if spec.adjacent:
        return False
    sentence = scene.sentence(reading.start)
    others = {id_ for m in scene.mentions if sentence.holds(m.start) for id_ in m.candidates}
    others -= {entity.id for entity in spec.entities}
    theirs = (fact for id_ in others for fact in facts().all[id_].facts.values())
    like = spec.fitting[0][1].property_id.partition(".")[0]
    rightful = (f for f in theirs if f.property_id.partition(".")[0] == like)
    return any(agrees(claim, values(fact)) for fact in rightful)


MANY = (2, 4, 8, 16)
PAIR = re.compile(r"\b(?:pair|couple) of\b", re.IGNORECASE)


def spec_slips(spec: Spec, claim: Said) -> Iterator[Candidate]:
    seen = set[str]()
    right, _, fact = expected(spec)[0]
    for value, id_, says in (
        *multiplied(spec),
        *related(spec),
        *ratios(right, spec.dimension, fact),
    ):
        if len(seen) < 3 and id_ not in seen and near(claim, value, closeness(claim)):
            seen.add(id_)
            yield Candidate(id=id_, explanation=says)


BY_EXPERTS = re.compile(r"(\d+)x(\d+(?:\.\d+)?)B")


def multiplied(spec: Spec) -> Iterator[tuple[float, str, str]]:
    """The 56 of "8x7B", whose experts share their attention."""
    by_experts = BY_EXPERTS.search(spec.entities[0].name)
    if by_experts and spec.words.properties[0] == "parameters.total":
        says = "Only the feed-forward layers are there several times; attention is shared."
        yield float(by_experts[1]) * float(by_experts[2]) * 1e9, "moe_misapplied", says


def ratios(right: float, dimension: str, fact: Fact) -> Iterator[tuple[float, str, str]]:
    """What numbers of this kind are prone to, as far as the fact can be told that way."""
    for value, id_, says in general(right, dimension):
        if id_ in ("uni_vs_bidirectional", "sparse_vs_dense") and not fact.convention:
            yield value, "factor_2", "Off by a factor of two."
        else:
            yield value, id_, says


def fact_claim(
    scene: Scene,
    reading: Reading,
    spec: Spec,
    unit: Unit,
    value: float,
    verdict: ClaimVerdict,
    notes: tuple[str, ...],
    slips: tuple[Candidate, ...],
) -> Claim:
    everything = sorted({v for v, _, _ in expected(spec)})
    spread = (everything[0] / unit.factor, everything[-1] / unit.factor)
    entity, fact = next((e, f) for v, e, f in expected(spec) if v == value)
    return Claim(
        **placed(scene, reading),
        quantity=f"{fact.property_id.replace('.', ' ').replace('_', ' ')} of {entity.name}",
        claimed=reading.value,
        unit=unit.symbol,
        expected=value / unit.factor,
        expected_range=spread if len(everything) > 1 else None,
        verdict=verdict,
        slips=slips,
        calculator=None,
        inputs={"entity": entity.name, "property": fact.property_id},
        assumptions=notes,
        steps=tuple(figures(spec)) if verdict == "wrong" else (figure(entity, fact),),
        source="; ".join(source.title for source in fact.sources),
    )


MOST_FIGURES = 6


def figures(spec: Spec) -> list[str]:
    """The figure of each variant that may be meant."""
    every = dict.fromkeys(figure(entity, fact) for _, entity, fact in expected(spec))
    return list(every)[:MOST_FIGURES]


def figure(entity: Entity, fact: Fact) -> str:
    kind = "" if fact.property_id != "peak.fp64_tensor.dense" else " on tensor cores"
    return f"{entity.name}: {fact.value} {fact.unit}".rstrip() + kind


def known(scene: Scene, reading: Reading, ground: Ground) -> Iterator[Finding]:
    for unit in reading.units:
        for truth in truths().get(unit.dimension, ()):
            distance = truth.distance(scene, reading, ground)
            if distance is not None and (found := of_truth(scene, reading, truth, unit)):
                yield Finding(found, distance - 10 * truth.rank, explained=2)


def of_truth(scene: Scene, reading: Reading, truth: Truth, unit: Unit) -> Claim | None:
    claim, _ = said_as(scene, reading, unit.dimension)
    agreed = next((v for value in truth.accepted if (v := agreement(claim, value))), None)
    slips = tuple(
        Candidate(id=slip.id, explanation=slip.says)
        for slip in truth.slips
        if near(claim, slip.value, EXACT)
    )
    if not agreed and ((truth.loose and not slips) or claim.bound or is_planned(scene, reading)):
        return None
    far = not any(1 / FARTHEST_OFF < claim.value / v < FARTHEST_OFF for v in truth.accepted)
    if not agreed and ((far and not slips) or is_input_like(scene, reading)):
        return None
    low, high = min(truth.accepted), max(truth.accepted)
    return Claim(
        **placed(scene, reading),
        quantity=truth.quantity,
        claimed=reading.value,
        unit=unit.symbol,
        expected=truth.accepted[0] / unit.factor,
        expected_range=(low / unit.factor, high / unit.factor) if high > low else None,
        verdict=agreed or "wrong",
        slips=() if agreed else slips,
        calculator=None,
        inputs={"truth": truth.id},
        steps=(truth.says,),
        source=source_of(truth),
    )
