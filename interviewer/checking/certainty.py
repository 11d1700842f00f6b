"""Whether words and numbers leave no doubt what a claimed number is to be.

Only then is it called wrong: a long text offers many inputs, and the one that was meant decides.
"""

import re

from interviewer.checking.arithmetic import follows_from_two
from interviewer.checking.chaining import chained
from interviewer.checking.derivations import Attempt, Outcome
from interviewer.checking.disagreeing import is_of_model, start_of_change
from interviewer.checking.readings import Reading
from interviewer.checking.reference import is_end_of_change, is_plain_enough, is_sole
from interviewer.checking.scene import Scene
from interviewer.checking.slots import Ground
from interviewer.checking.verdicts import agrees, said


def first_meant(scene: Scene, reading: Reading, tried: Attempt) -> Outcome:
    """The likeliest outcome; of a change "from 64 to 32" not the one that the 64 is."""
    before = start_of_change(scene, reading, tried) if is_end_of_change(scene, reading) else None
    return next((one for one in tried.outcomes if one.value != before), tried.outcomes[0])


def is_plain(
    scene: Scene,
    reading: Reading,
    tried: Attempt,
    first: Outcome,
    ground: Ground,
    *,
    explained: int,
    bare: bool,
) -> bool:
    """Whether the words leave no doubt what the number is to be."""
    is_own = explained == 2
    is_named = first.is_far_fact and is_own and is_of_model(tried) and is_sole(scene, reading)
    far = first.is_far and not is_named
    if is_settled(scene, reading, tried, bare=bare, far=far, is_own=is_own):
        return True
    if is_plain_enough(scene, reading, tried.distance, explained=explained, bare=bare, is_far=far):
        return True
    return not bare and is_concluded(scene, reading, tried, ground)


def is_of_another(
    scene: Scene, reading: Reading, tried: Attempt, first: Outcome, ground: Ground
) -> bool:
    """Whether the words compute another number of the sentence, or what is said only later."""
    later = is_given_later(reading, first, ground)
    return (
        later
        or is_shared_out(scene, reading, first, ground)
        or is_claimed_elsewhere(scene, reading, tried, first)
    )


def is_shared_out(scene: Scene, reading: Reading, first: Outcome, ground: Ground) -> bool:
    """Whether it is right once a count of the sentence goes in: "8 disks read 5 GB/s each"."""
    start = scene.sentence(reading.start).start
    return any(
        first.used < finding.used and min(finding.used) >= start
        for finding in chained(scene, reading, ground)
    )


# How far two ways of meaning the inputs may differ and still be one.
ONE_VALUE = 1.03
# The sentence before last; what was said earlier may have been said of something else.
FARTHEST_SETTLED = 3
# Two sentences back, the words for it in the sentence before at most.
FARTHEST_CONCLUDED = 3
FARTHEST_WORDS = 4
# Larger counts that went into nothing may belong to the number.
SEVERAL = 1000
MOST_BETWEEN = 16
# A share of a part, and what is meant over time, are computed from what was not said.
PER_INPUT = ("", "token")
AVERAGED = re.compile(r"\b(?:on average|overall|in practice|altogether)\b", re.IGNORECASE)
CONCLUDING = re.compile(
    r"\b(?:so|therefore|hence|thus|which (?:gives|is|means|makes|takes)|that(?:'s| is)"
    r"|takes|needs|gives"
    r"|makes)\b",
    re.IGNORECASE,
)
GIVES = re.compile(
    CONCLUDING.pattern
    + r"|\b(?:it (?:is|goes|becomes|was)|holds|comes? to|goes (?:up |down )?to|costs?"
    r"|pays?|predicts?|(?:finished|done|ready) in"
    r"|uses|stays?|reach(?:es)?|would be|becomes|draws|burns|lasts|asks? for|in all)\b",
    re.IGNORECASE,
)


def is_settled(
    scene: Scene, reading: Reading, tried: Attempt, *, bare: bool, far: bool, is_own: bool
) -> bool:
    """Whether all its words and inputs were said before it and leave one value, in any text.

    Then a slip of its own, or a conclusion from what the sentence says, is enough.
    """
    values = [outcome.value for outcome in tried.outcomes]
    used, farthest = tried.outcomes[0].used, tried.outcomes[0].farthest
    names_it = is_own and bool(tried.pattern.nouns or tried.pattern.after)
    if farthest > FARTHEST_SETTLED or (bare and not names_it):
        return False
    if tried.distance > 0 or tried.pattern.weak or reading.is_range:
        return False
    if max(values) > ONE_VALUE * min(values) or max(used, default=0) > reading.start:
        return False
    concluded = not far and CONCLUDING.search(scene.before(reading))
    return bool(is_own or concluded) and not follows_from_two(scene, reading)


def is_concluded(scene: Scene, reading: Reading, tried: Attempt, ground: Ground) -> bool:
    """Whether it is given as what follows from inputs established shortly before, and doesn't.

    Everything said since the first of them could be meant too, so nothing that two or three of
    those numbers make may be the one claimed.
    """
    first, values = tried.outcomes[0], [outcome.value for outcome in tried.outcomes]
    if first.assumed or tried.pattern.weak or reading.is_range:
        return False
    before = since_last(scene, reading)
    if any(unit.per not in PER_INPUT for unit in reading.units) or AVERAGED.search(before):
        return False
    if not first.used or is_before(reading, first.used) or first.farthest > FARTHEST_CONCLUDED:
        return False
    if tried.distance > FARTHEST_WORDS or max(values) > ONE_VALUE * min(values):
        return False
    own = [r for r in scene.within(scene.sentence(reading.start)) if r.start < reading.start]
    if any(r.start not in first.used and (r.amount("count") or 0) > SEVERAL for r in own):
        return False
    between = [r for r in scene.readings if min(first.used) <= r.start < reading.start]
    if len(between) > MOST_BETWEEN or not GIVES.search(before):
        return False
    return not any(chained(scene, reading, ground))


def since_last(scene: Scene, reading: Reading) -> str:
    """What stands between the number before, or the start of the sentence, and this one."""
    sentence = scene.sentence(reading.start)
    ends = [r.end for r in scene.within(sentence) if r.end <= reading.start]
    text = scene.document[max([sentence.start, *ends[-1:]]) : reading.start]
    return re.split(r"[:;]\s", text)[-1]


def is_claimed_elsewhere(scene: Scene, reading: Reading, tried: Attempt, first: Outcome) -> bool:
    """Whether another number of the sentence is what the words compute: "36 GB, 140 in FP16"."""
    for other in scene.within(scene.sentence(reading.start)):
        unit = other.unit(tried.dimension)
        if unit is None or other is reading or other.start in first.used or other.units[0] != unit:
            continue
        if agrees(said(other, unit, about=False, bound=0), [first.value]):
            return True
    return False


def is_before(reading: Reading, used: frozenset[int]) -> bool:
    """Whether the number comes before something that it would be computed from."""
    return max(used, default=0) > reading.start


def is_given_later(reading: Reading, first: Outcome, ground: Ground) -> bool:
    """Whether an input is only said after the number, in another part of the sentence."""
    last = max((at for at in first.used), default=0)
    return last > reading.start and not ground.tiers[0].holds(last)
