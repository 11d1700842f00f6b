"""Verdicts by recomputing: each pattern that a number fits, held against its calculator."""

import re
from collections.abc import Iterator

from interviewer.checking.derivations import Attempt, Outcome, attempts, bind, outcomes
from interviewer.checking.findings import Finding, placed, said_as
from interviewer.checking.manner import is_planned
from interviewer.checking.readings import Reading
from interviewer.checking.reference import (
    is_accounted_for,
    is_alone_enough,
    is_crowded,
    is_elsewhere,
    is_input_like,
    is_plain_enough,
    is_sole,
)
from interviewer.checking.scene import Scene
from interviewer.checking.slips import candidates, with_common
from interviewer.checking.slots import Ground
from interviewer.checking.units import Unit
from interviewer.checking.verdicts import Said, agrees, near
from interviewer.transcript.events import Claim, ClaimVerdict
from interviewer.transcript.events import Slip as Candidate
from tools import SOURCES

# Patterns that compare two numbers of the same story, so that a story can contradict itself.
OF_A_STORY = frozenset({"change-factor", "change-percent", "change-percent-up"})
# A number that is off by more, and by no known slip, was probably said of something else.
FARTHEST_OFF = 16.0
# What an interviewer would ask for; other missing inputs mean that something else is spoken of.
ASKED_FOR = frozenset(
    {
        "params", "active_params", "training_tokens", "tokens", "layers", "kv_heads", "head_dim",
        "hidden_size", "hbm_bytes_per_s", "peak_flops_dense", "devices", "ranks", "data_parallel",
        "mfu", "tokens_per_s", "device_price_per_hour", "device_power_w", "weight_bytes",
        "link_bytes_per_s_one_way", "buffer_bytes", "stages", "micro_batches", "heads",
        "compute_capability", "total_flops", "workers",
    }
)  # fmt: skip


def derived(scene: Scene, reading: Reading, ground: Ground, *, told: bool) -> Iterator[Finding]:
    for tried in attempts(scene, reading, ground):
        if told and tried.pattern.id not in OF_A_STORY:
            continue
        claim, unit = said_as(scene, reading, tried.dimension)
        if finding := judged(scene, reading, tried, claim, unit, ground):
            yield finding


def judged(
    scene: Scene, reading: Reading, tried: Attempt, claim: Said, unit: Unit, ground: Ground
) -> Finding | None:
    """The verdict of one pattern; None if it can't say."""
    distance = tried.distance - 10 * tried.pattern.rank
    if not tried.outcomes:
        lone = is_alone_enough(scene, reading) and claim.value >= tried.pattern.low
        if not (is_short_of_one(tried) and lone) or is_planned(scene, reading):
            return None
        return Finding(needing(scene, reading, tried, unit), distance, explained=0)
    agreed = agrees(claim, [outcome.value for outcome in tried.outcomes])
    if not agreed and reading.is_word and inverse_agrees(claim, tried):
        return None
    if not agreed and is_crowded(scene, reading):
        return None
    slips: tuple[Candidate, ...] = ()
    if not agreed or is_coarse(agreed[0], agreed[1], claim):
        slips = candidates(tried, claim, ground)
    if agreed and not slips:
        outcome = next(o for o in tried.outcomes if o.value == agreed[1])
        right = recomputed(scene, reading, tried, outcome, agreed[0], unit, ())
        return Finding(right, distance, explained=2, used=outcome.used)
    is_own = bool(slips)
    if not tried.pattern.weak and not is_input_like(scene, reading):
        slips = with_common(slips, tried, claim, ground)
    verdict = disagreement(scene, reading, tried, claim, slips)
    if verdict == "needs_inputs" and is_wrong_in_any_format(tried, claim, ground):
        verdict = "wrong"
    if verdict is None:
        return None
    explained = 2 if is_own else int(bool(slips))
    bare = unit.dimension == "count" or reading.is_word
    first = tried.outcomes[0]
    is_named = first.is_far_fact and is_own and is_of_model(tried) and is_sole(scene, reading)
    far = first.is_far and not is_named
    least = 1 if tried.pattern.after else 2
    plain = is_accounted_for(scene, reading, first.used, tried.distance, least) or is_plain_enough(
        scene, reading, tried.distance, explained=explained, bare=bare, is_far=far
    )
    if (verdict == "wrong" and not plain) or (
        verdict == "needs_inputs" and not is_alone_enough(scene, reading)
    ):
        return None
    shown = slips if verdict == "wrong" else ()
    made = recomputed(scene, reading, tried, first, verdict, unit, shown)
    weak, is_word = tried.pattern.weak, reading.is_word
    shown_for = explained if verdict == "wrong" else 0
    return Finding(made, distance, shown_for, first.used, weak, is_word)


def is_short_of_one(tried: Attempt) -> bool:
    """Whether all but one input was said, so that it is worth asking for that one."""
    asked = len(tried.missing) == 1 and len(tried.pattern.inputs) > 1
    return asked and tried.pattern.asks and tried.missing[0] in ASKED_FOR and tried.distance <= 0


def disagreement(
    scene: Scene, reading: Reading, tried: Attempt, claim: Said, slips: tuple[Candidate, ...]
) -> ClaimVerdict | None:
    """What a number that agrees with no outcome is: wrong only if nothing else explains it."""
    weak, values = tried.pattern.weak, [outcome.value for outcome in tried.outcomes]
    far = not any(1 / FARTHEST_OFF < claim.value / v < FARTHEST_OFF for v in values if v)
    if ((weak or far) and not slips) or is_multiple(scene, reading, tried, claim):
        return None
    if not is_main(reading, tried.dimension):
        return None
    if is_planned(scene, reading) or claim.bound:
        return None
    if reading.is_word and (
        tried.pattern.id not in OF_A_STORY or not is_of_speed(scene, reading, slips)
    ):
        return None
    if tried.pattern.ceiling and claim.value < max(values):
        return None
    if not slips and is_within_bound(scene, reading, tried, claim):
        return None
    if (not slips and is_input_like(scene, reading)) or is_elsewhere(scene, reading):
        return None
    if any(outcome.assumed for outcome in tried.outcomes):
        return None if weak else "needs_inputs"
    return "wrong" if any(outcome.verified for outcome in tried.outcomes) else "not_checkable"


def is_wrong_in_any_format(tried: Attempt, claim: Said, ground: Ground) -> bool:
    """Whether only the format of a part's peak was left open, and none makes the number right."""
    inputs = tried.pattern.inputs
    peaks = {name: "peak_flops_any" for name, slot in inputs.items() if slot in OPEN_PEAKS}
    if not peaks or not any(outcome.verified for outcome in tried.outcomes):
        return False
    bounds, missing = bind({**inputs, **peaks}, ground)
    values = [] if missing else [one.value for one in outcomes(tried.pattern, bounds)]
    return bool(values) and not any(near(claim, value, SURELY_OFF) for value in values)


def is_of_model(tried: Attempt) -> bool:
    """Whether a model's own size decides, and its words stand in the clause."""
    return tried.distance <= 0 and not MODEL_SLOTS.isdisjoint(
        map(str, tried.pattern.inputs.values())
    )


MODEL_SLOTS = frozenset({"params", "active_params", "layers"})
OPEN_PEAKS = frozenset({"peak_flops_dense", "peak_flops_other"})
SURELY_OFF = 0.2


def is_multiple(scene: Scene, reading: Reading, tried: Attempt, claim: Said) -> bool:
    """Whether a count in the sentence that went into nothing makes up for the difference."""
    first = tried.outcomes[0]
    counts = [
        count
        for other in scene.within(scene.sentence(reading.start))
        if other.start != reading.start and other.start not in first.used
        if (count := other.amount("count")) and count >= SEVERAL
    ]
    return any(near(claim, first.value * n, CLOSE) for n in counts)


# Fewer could as well be a factor of two that was mistaken.
SEVERAL = 3
CLOSE = 0.03
LIMIT = re.compile(
    r"can'?t|cannot|at (?:most|best|least)|max|ceiling|bound|limit|upper|lower|theor|ideal"
    r"|beyond|tops?\b|cap(?:s|ped)?\b|no more|peak|best case|floor|beat|exceed|up to|roofline"
    r"|minimum|=|divided|over\b",
    re.IGNORECASE,
)
BOUNDS_FROM_ABOVE = frozenset({"decode-rate", "decode-rate-batched"})
BOUNDS_FROM_BELOW = frozenset({"decode-step"})


def is_within_bound(scene: Scene, reading: Reading, tried: Attempt, claim: Said) -> bool:
    """Whether it is a rate below the bound, or a time above it, and not said to be the bound."""
    values = [outcome.value for outcome in tried.outcomes]
    below = tried.pattern.id in BOUNDS_FROM_ABOVE and claim.value < max(values)
    above = tried.pattern.id in BOUNDS_FROM_BELOW and claim.value > min(values)
    said_to_be = LIMIT.search(scene.text(scene.clause(reading)))
    return (below or above) and not said_to_be and not scene.offset


OF_SPEED = re.compile(
    r"\s*(?:as (?:fast|quick|slow|long|much|many|big|large|high)|the "
    r"(?:speed|time|latency|throughput|size|memory))\b",
    re.IGNORECASE,
)


def is_of_speed(scene: Scene, reading: Reading, slips: tuple[Candidate, ...]) -> bool:
    """Whether a word such as "twice" says of what: "twice as fast"."""
    return bool(slips) or bool(OF_SPEED.match(scene.after(reading)))


def is_main(reading: Reading, dimension: str) -> bool:
    """Whether the reading is likely to be in this dimension at all: TFLOPS are rates first."""
    return dimension in (reading.units[0].dimension, "count", "bytes")


def inverse_agrees(claim: Said, tried: Attempt) -> bool:
    """ "Halves" may be said of what becomes half as well as of what becomes twice as small."""
    return bool(agrees(claim, [1 / o.value for o in tried.outcomes if o.value]))


def is_coarse(verdict: ClaimVerdict, value: float, claim: Said) -> bool:
    """Whether only coarse rounding saves a number, which may then be exactly a known slip."""
    rough = verdict == "right_rounded" and not near(claim, value, 0.055)
    return rough and not claim.bound and not claim.about


def needing(scene: Scene, reading: Reading, tried: Attempt, unit: Unit) -> Claim:
    missing = ", ".join(name.replace("_", " ") for name in tried.missing)
    return Claim(
        **placed(scene, reading),
        quantity=tried.pattern.quantity,
        claimed=reading.value,
        unit=unit.symbol,
        verdict="needs_inputs",
        calculator=tried.pattern.calculator,
        assumptions=(f"needs {missing}",),
    )


def recomputed(
    scene: Scene,
    reading: Reading,
    tried: Attempt,
    outcome: Outcome,
    verdict: ClaimVerdict,
    unit: Unit,
    slips: tuple[Candidate, ...],
) -> Claim:
    """The claim with the working of one outcome, in the unit in which it was said."""
    values = sorted({one.value for one in tried.outcomes})
    spread = (values[0] / unit.factor, values[-1] / unit.factor) if len(values) > 1 else None
    result = outcome.result
    titles = [SOURCES[id_].title for id_ in result.source_ids if id_ in SOURCES]
    return Claim(
        **placed(scene, reading),
        quantity=tried.pattern.quantity,
        claimed=reading.value,
        unit=unit.symbol,
        expected=outcome.value / unit.factor,
        expected_range=spread,
        verdict=verdict,
        slips=slips,
        calculator=tried.pattern.calculator,
        inputs=dict(result.inputs),
        assumptions=outcome.notes if tried.pattern.says else (*outcome.notes, *result.assumptions),
        steps=(tried.pattern.says,) if tried.pattern.says else result.steps,
        source="; ".join(titles) or "derived",
    )
