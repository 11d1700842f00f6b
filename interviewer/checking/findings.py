"""A verdict on one number, with what is needed to choose among several."""

from dataclasses import dataclass

from interviewer.checking.manner import bound, is_about
from interviewer.checking.readings import Reading
from interviewer.checking.scene import Scene
from interviewer.checking.units import Unit
from interviewer.checking.verdicts import Said, said
from interviewer.transcript.events import Claim

RIGHT = ("right", "right_rounded", "right_binary")
# A word such as "doubling" this near to a number says the same as the number.
SAME_BREATH = 60


@dataclass(frozen=True)
class Finding:
    """A verdict on a reading and how far the words for it stand from the number.

    It is `explained` by a slip of its own (2), by one that any quantity is prone to (1), or not.
    `used` are the places of the numbers from which it was computed.
    """

    claim: Claim
    distance: int
    explained: int
    used: frozenset[int] = frozenset()
    weak: bool = False
    is_word: bool = False

    @property
    def is_right(self) -> bool:
        return self.claim.verdict in RIGHT

    @property
    def order(self) -> tuple[int, bool, int]:
        """Right, then wrong by a known slip, then the rest; of equals the nearest."""
        kind = 0 if self.is_right else 3 - self.explained
        return kind, self.weak, self.distance


def stands(at: int, finding: Finding, found: dict[int, Finding]) -> bool:
    """Whether a claim is one: not an input of another, taken for its result."""
    if finding.is_right:
        return True
    if finding.is_word and any(at < place < at + SAME_BREATH for place in found):
        return False
    for place, other in found.items():
        if at in other.used and place != at:
            if other.is_right and not finding.explained:
                return False
            mutual = place in finding.used
            if mutual and (finding.explained, at) < (other.explained, place):
                return False
            if finding.claim.verdict == "needs_inputs":
                return False
    return True


def said_as(scene: Scene, reading: Reading, dimension: str) -> tuple[Said, Unit]:
    unit = next(unit for unit in reading.units if unit.dimension == dimension)
    if reading.start not in scene.hedges:
        scene.hedges[reading.start] = is_about(scene, reading), bound(scene, reading)
    about, limit = scene.hedges[reading.start]
    return said(reading, unit, about=about, bound=limit), unit


def placed(scene: Scene, reading: Reading) -> dict[str, object]:
    start, end = reading.start - scene.offset, reading.end - scene.offset
    return {"text": scene.verbatim[reading.start : reading.end], "start": start, "end": end}
