"""What a number refers to: itself claimed, or given, repeated, or said of another thing."""

import re

from interviewer.checking.manner import TAKEN_BACK
from interviewer.checking.readings import Reading
from interviewer.checking.scene import LONGEST_SENTENCE, Scene, Span
from interviewer.checking.slots import Ground

GIVEN = re.compile(
    r"\b(?:with|at|given|for|over|using|across|of|from|assuming|on|per|by|in|through|divided by)\s+"
    r"(?:an? |about |around |roughly |only |the |some )?$",
    re.IGNORECASE,
)
OTHER_ONE = re.compile(
    r"\bthe (?:(?!is\b|are\b|has\b|have\b)\S+ ){1,4}(?<!of )(?<!for )(?<!per )(?<!in )(?<!on )"
    r"(?<!with )(?<!over )ones?\b(?! (?:point|hundred|thousand|million|billion|oh|sequence|request"
    r"|token|user|GPU|card|device|layer|step)\b)"
    r"|\bthe (?:other|former|latter|older|newer|previous|next|bigger"
    r"|smaller"
    r")\b|\b(?:another|other) (?:part|card|model|GPU|variant)|\bpredecessor|\bsuccessor",
    re.IGNORECASE,
)
RESPECTIVELY = re.compile(r"\brespectively\b|\bin that order\b", re.IGNORECASE)
FROM = re.compile(r"\bfrom (?:about |roughly |around )?$", re.IGNORECASE)
FROM_TO = re.compile(
    r"\bfrom [^.;]{0,30}\bto (?:about |roughly |around |only |just )?$", re.IGNORECASE
)
TO = re.compile(r"^[^.;]{0,30}?\b(?:to|towards)\b", re.IGNORECASE)
COMPARED_WITH = re.compile(
    r"\b(?:against|versus|vs\.?|compared (?:to|with)|instead of|rather than) (?:an? |the )?$",
    re.IGNORECASE,
)
AGAINST = re.compile(r"^\s*,? ?(?:against|versus|vs\.?|compared (?:to|with)) (?:an?|the)\b")
BECOMES = re.compile(
    r"^[^.,;]{0,30}?(?:\bbecomes?\b|\bturns? into\b|\b(?:shrinks?|drops?|falls?|goes|go"
    r"|comes?) (?:down )?"
    r"to\b|→|->|\bis split\b|\bsplit\b|\bspread\b|\bsharded\b|\bdivided\b)",
    re.IGNORECASE,
)
# "130 ms is half of it" sets the number against another.
IS_SHARE = re.compile(
    r"\s(?:is|are|would be) (?:about |only |just |roughly |nearly )?"
    r"(?:half|a third|a quarter|twice|double|\d+ ?(?:%|percent|x\b|times))",
    re.IGNORECASE,
)
ASSERTING = re.compile(
    r"[:=≈,]|\b(?:is|are|was|were|be|has|have|had|having|[a-z]+(?:es|ts|ds|ns|rs|ps|ks|ls|ms|ws"
    r"|ys)|do"
    r"|get|got|take|need|give|make|come|reach|hold|cost|mean|so|about|around|roughly|than|think"
    r"|believe"
    r"|remember|can|could|may|might|will|would|should|must)\b|'s\b",
    re.IGNORECASE,
)


def given_before(scene: Scene, reading: Reading) -> bool:
    """Whether the question already said the number: then it is not the candidate's claim."""
    mine = {(unit.dimension, reading.value * unit.factor) for unit in reading.units}
    return any(
        (unit.dimension, other.value * unit.factor) in mine
        for other in scene.readings
        if other.start < scene.offset
        for unit in other.units
    )


# In a sentence with more numbers than this, which belongs to which is too much of a guess.
MOST_WITH_OWN_SLIP = 7
MOST_WITH_ANY_SLIP = 5
MOST_WITHOUT_SLIP = 3
IN_THE_SENTENCE = 2
SHORT_TEXT = 240


def is_plain_enough(
    scene: Scene,
    reading: Reading,
    distance: int,
    *,
    explained: int,
    bare: bool,
    is_far: bool = False,
) -> bool:
    """Whether words and number stand close enough together to call the number wrong.

    The more numbers a sentence has, the more a slip must explain; a bare count needs a slip of
    its own, and what an earlier sentence named holds for a short text or a context alone.
    """
    count = len(scene.within(scene.sentence(reading.start)))
    if (bare or reading.is_range) and explained < 2:
        return False
    if distance > IN_THE_SENTENCE or is_far:
        is_short = len(scene.document) - scene.offset <= SHORT_TEXT
        return count <= (2 if distance > IN_THE_SENTENCE else 4) and is_short
    most = (MOST_WITHOUT_SLIP, MOST_WITH_ANY_SLIP, MOST_WITH_OWN_SLIP)[explained]
    return count <= most


VARIANT = re.compile(
    r"\b(?:SXM\d?|PCIe|NVL|s x m|p c i e)\b(?:'s| (?:one|part|version|variant|card))?",
    re.IGNORECASE,
)


def is_of_other_variant(scene: Scene, reading: Reading) -> bool:
    """Whether a variant's word stands alone at the number: "half of the SXM's 700 W"."""
    first, last = scene.sentence(reading.start).start, reading.end + len(" for the one of SXM")
    return any(
        not any(m.start <= word.start() < m.end for m in scene.mentions if m.kind == "gpu")
        for word in VARIANT.finditer(scene.document, first, last)
    )


def is_corrected(scene: Scene, reading: Reading) -> bool:
    """Whether the sentence takes something back before the number: of what it is said is open."""
    return bool(TAKEN_BACK.search(scene.before(reading, LONGEST_SENTENCE)))


def is_sole(scene: Scene, reading: Reading) -> bool:
    """Whether only one model and one part were named so far, so that no other can be meant."""
    before = [m for m in scene.mentions if m.start < reading.start]
    return all(
        len({mention.candidates for mention in before if mention.kind == kind}) <= 1
        for kind in ("model", "gpu")
    )


def is_accounted_for(
    scene: Scene, reading: Reading, used: frozenset[int], distance: int, least: int
) -> bool:
    """Whether all `least` or more numbers before it in its sentence are what it was computed from.

    Then the sentence is a calculation, and the number can be nothing but its result.
    """
    *others, last = [r.start for r in scene.within(scene.sentence(reading.start))]
    near_enough = distance <= (IN_THE_SENTENCE if len(others) > least else 0)
    ends = last == reading.start and near_enough and not reading.is_range
    return ends and len(others) >= least and used.issuperset(others)


def is_crowded(scene: Scene, reading: Reading) -> bool:
    """Whether so many numbers stand beside it that none can be called wrong."""
    return len(scene.within(scene.sentence(reading.start))) > MOST_WITH_OWN_SLIP


def is_alone_enough(scene: Scene, reading: Reading) -> bool:
    """Whether few other numbers stand beside it, so that asking back makes sense."""
    return len(scene.within(scene.sentence(reading.start))) <= MOST_WITHOUT_SLIP


def is_input_like(scene: Scene, reading: Reading) -> bool:
    """Whether it is introduced as something given, with the result still to come."""
    last = scene.within(scene.sentence(reading.start))[-1].start
    return last > reading.start and bool(GIVEN.search(scene.before(reading)))


def is_elsewhere(scene: Scene, reading: Reading) -> bool:
    """Whether the words point to another thing than the one named, or to what was before."""
    if reading.start not in scene.elsewhere:
        scene.elsewhere[reading.start] = points_elsewhere(scene, reading)
    return scene.elsewhere[reading.start]


def points_elsewhere(scene: Scene, reading: Reading) -> bool:
    clause = Ground(scene, reading).unnamed_clause
    sentence = scene.text(scene.sentence(reading.start))
    return bool(
        OTHER_ONE.search(clause)
        or RESPECTIVELY.search(sentence)
        or BECOMES.match(scene.after(reading))
        or IS_SHARE.match(scene.after(reading))
        or is_part_of_another(scene, reading)
        or not is_asserted(scene, reading)
        or COMPARED_WITH.search(scene.before(reading))
        or AGAINST.match(scene.after(reading))
        or (FROM.search(scene.before(reading)) and TO.match(scene.after(reading)))
    )


def is_end_of_change(scene: Scene, reading: Reading) -> bool:
    """Whether it is what another number became: "from 64 to 32 GB"."""
    return bool(FROM_TO.search(scene.before(reading)))


def is_part_of_another(scene: Scene, reading: Reading) -> bool:
    """Whether it is the 5 mm² of "5 mm² of the 814 mm²", which is given, not claimed."""
    if not re.match(r"\s*(?:out )?of\b", scene.after(reading)):
        return False
    mine = {unit.dimension for unit in reading.units}
    following = scene.within(Span(reading.end, reading.end + 60))
    return any(mine & {unit.dimension for unit in other.units} for other in following)


def is_asserted(scene: Scene, reading: Reading) -> bool:
    """Whether something is said of it: a verb or a colon before it, or nothing after it."""
    sentence = scene.sentence(reading.start)
    if scene.within(sentence)[-1] is reading:
        return True
    return bool(ASSERTING.search(scene.document[sentence.start : reading.start]))
