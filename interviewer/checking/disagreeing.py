"""What a number is that agrees with no outcome: wrong only if nothing else explains it."""

import re

from interviewer.checking.derivations import Attempt, bind, outcomes
from interviewer.checking.manner import is_planned
from interviewer.checking.readings import Reading
from interviewer.checking.reference import (
    is_elsewhere,
    is_end_of_change,
    is_input_like,
)
from interviewer.checking.scene import Scene
from interviewer.checking.slots import Ground
from interviewer.checking.verdicts import Said, agrees, near, said
from interviewer.transcript.events import ClaimVerdict
from interviewer.transcript.events import Slip as Candidate

# Patterns that compare two numbers of the same story, so that a story can contradict itself.
OF_A_STORY = frozenset({"change-factor", "change-percent", "change-percent-up"})


# A number that is off by more, and by no known slip, was probably said of something else.
FARTHEST_OFF = 16.0


def disagreement(
    scene: Scene,
    reading: Reading,
    tried: Attempt,
    claim: Said,
    slips: tuple[Candidate, ...],
    *,
    accounted: bool,
) -> ClaimVerdict | None:
    """What a number that agrees with no outcome is: wrong only if nothing else explains it."""
    values = [outcome.value for outcome in tried.outcomes]
    weak = tried.pattern.weak and not (
        accounted and not any(near(claim, v, WIDELY) for v in values)
    )
    far = not any(1 / FARTHEST_OFF < claim.value / v < FARTHEST_OFF for v in values if v)
    if ((weak or far) and not slips) or is_multiple(scene, reading, tried, claim):
        return None
    if is_excused(scene, reading, tried, claim):
        return None
    if reading.is_word and (
        tried.pattern.id not in OF_A_STORY or not is_of_speed(scene, reading, slips)
    ):
        return None
    if not slips and (
        is_within_bound(scene, reading, tried, claim) or is_input_like(scene, reading)
    ):
        return None
    if is_end_of_change(scene, reading) and start_of_change(scene, reading, tried) is None:
        return None
    if any(outcome.assumed for outcome in tried.outcomes) and not is_given_whole(tried):
        return None if weak else "needs_inputs"
    return "wrong" if any(outcome.verified for outcome in tried.outcomes) else "not_checkable"


def is_excused(scene: Scene, reading: Reading, tried: Attempt, claim: Said) -> bool:
    """Whether a number can't be called wrong, whatever it was to be."""
    if claim.bound or not is_main(reading, tried.dimension):
        return True
    if any(near(claim, outcome.value, ROUNDED_INPUTS) for outcome in tried.outcomes):
        return True
    if tried.pattern.ceiling and claim.value < max(outcome.value for outcome in tried.outcomes):
        return True
    if tried.pattern.id in OF_A_STORY and counts_workers(scene, tried):
        return True
    return is_elsewhere(scene, reading) or is_planned(scene, reading)


# "91B in BF16 is 183 GB": the 91 was rounded too.
ROUNDED_INPUTS = 0.01


# More of these need not make anything as many times faster.
WORKERS = re.compile(
    r"[\s-]*(?:\w+ )?(?:GPUs?|nodes?|cards?|workers?|replicas?|machines?|ranks?|devices?|chips?"
    r"|people|engineers?|[HABVL]\d+s?)\b",
    re.IGNORECASE,
)


def counts_workers(scene: Scene, tried: Attempt) -> bool:
    """Whether what changed is how many work: "from 4 to 16 GPUs"."""
    used = tried.outcomes[0].used
    return any(
        WORKERS.match(scene.document, other.body_end)
        for other in scene.readings
        if other.start in used
    )


def is_wrong_in_any_format(tried: Attempt, claim: Said, ground: Ground) -> bool:
    """Whether only the format of a part's peak was left open, and none makes the number right."""
    inputs = tried.pattern.inputs
    peaks = {name: "peak_flops_any" for name, slot in inputs.items() if slot in OPEN_PEAKS}
    if not peaks or not any(outcome.verified for outcome in tried.outcomes):
        return False
    bounds, missing = bind({**inputs, **peaks}, ground)
    values = [] if missing else [one.value for one in outcomes(tried.pattern, bounds)]
    return bool(values) and not any(near(claim, value, SURELY_OFF) for value in values)


def start_of_change(scene: Scene, reading: Reading, tried: Attempt) -> float | None:
    """The outcome that the number before the "to" is right for: then the other is the claim's."""
    earlier = [r for r in scene.within(scene.sentence(reading.start)) if r.start < reading.start]
    unit = earlier[-1].unit(tried.dimension) if earlier else None
    if unit is None or len({outcome.value for outcome in tried.outcomes}) < 2:
        return None
    said_first = said(earlier[-1], unit, about=False, bound=0)
    agreed = agrees(said_first, [outcome.value for outcome in tried.outcomes])
    return agreed[1] if agreed else None


def is_given_whole(tried: Attempt) -> bool:
    """Whether every input that could be assumed was said in the sentence instead."""
    first = tried.outcomes[0]
    return not (first.assumed or first.is_far) and len(first.used) >= len(tried.pattern.inputs)


def is_of_model(tried: Attempt) -> bool:
    """Whether a model's own size decides, and its words stand in the clause."""
    return tried.distance <= 0 and not MODEL_SLOTS.isdisjoint(
        map(str, tried.pattern.inputs.values())
    )


MODEL_SLOTS = frozenset({"params", "active_params", "layers"})


OPEN_PEAKS = frozenset({"peak_flops_dense", "peak_flops_other"})


SURELY_OFF = 0.2


WIDELY = 0.3


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
