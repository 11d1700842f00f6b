"""Claims that somebody else found: which number, which calculator, which inputs; settled here.

A proposal says what a number is and from what it follows. The number is computed here, from
inputs as they were said, and held against the claim in the same way as those found by pattern.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from interviewer.checking.calculators import Answer, answer
from interviewer.checking.fillable import KINDS
from interviewer.checking.findings import placed, said_as
from interviewer.checking.manner import Manner, is_told
from interviewer.checking.readings import Reading
from interviewer.checking.scene import Scene, scene_of
from interviewer.checking.slots import cached_manner
from interviewer.checking.units import named
from interviewer.checking.verdicts import Said, agrees, near
from interviewer.transcript.events import Claim, ClaimVerdict

# Two ways of counting the same thing, such as dies with or without a rim, differ by less.
CONVENTIONS_DIFFER = 0.1
# Stricter than for numbers found by pattern, whose words stand close around them.
DENIED = re.compile(r"\b(?:not|never|cannot|no)\b|n['’]t\b", re.IGNORECASE)
CHOSEN = "a language model chose the calculator; the number was computed from what was said"


@dataclass(frozen=True)
class Proposal:
    """`text[start:end]` holds the number; `inputs` are as said, with names under KINDS."""

    start: int
    end: int
    calculator: str
    inputs: Mapping[str, str]


class Proposals:
    """A text whose proposed claims are settled one after the other."""

    def __init__(self, text: str, context: str = "") -> None:
        self.scene: Scene = scene_of(text, context)

    @property
    def has_numbers(self) -> bool:
        return any(reading.start >= self.scene.offset for reading in self.scene.readings)

    def settled(self, proposal: Proposal) -> Claim | None:
        """The verdict; None for what is no claim of the candidate's.

        Raises UsageError for an unknown calculator, and for inputs that it can't take.
        """
        reading = self.reading(proposal.start, proposal.end)
        if reading is None or not self.is_claimed(reading):
            return None
        given = {k: v for k, v in proposal.inputs.items() if k not in KINDS}
        names = {k: v for k, v in proposal.inputs.items() if k in KINDS}
        return self.judged(reading, answer(proposal.calculator, given, **names))

    def reading(self, start: int, end: int) -> Reading | None:
        """The number that stands in `text[start:end]`, the first if there are several."""
        offset = self.scene.offset
        return next((r for r in self.scene.readings if start <= r.start - offset < end), None)

    def is_claimed(self, reading: Reading) -> bool:
        """Whether it is the candidate's own claim, and not of a past project."""
        is_own = cached_manner(self.scene, reading) is Manner.claimed
        is_denied = DENIED.search(self.scene.before(reading))
        return is_own and not is_denied and not is_told(self.scene, reading)

    def judged(self, reading: Reading, found: Answer) -> Claim | None:
        """None where the number said is of another kind than the calculator's."""
        dimension = dimension_of(found.result.unit)
        if reading.unit(dimension) is None:
            return None
        claim, unit = said_as(self.scene, reading, dimension)
        return Claim(
            **placed(self.scene, reading),
            quantity=found.entry.name.replace("-", " "),
            claimed=reading.value,
            unit=unit.symbol,
            expected=found.result.value / unit.factor,
            verdict=verdict(claim, found),
            calculator=found.entry.name,
            inputs=dict(found.result.inputs),
            assumptions=(CHOSEN, *found.assumptions),
            steps=found.result.steps,
            source="; ".join(source.title for source in found.sources) or "derived",
        )

    def undecided(self, start: int, end: int, why: str, verdict: ClaimVerdict) -> Claim | None:
        """A number that was found and can't be settled, with what it lacks."""
        reading = self.reading(start, end)
        if reading is None or not self.is_claimed(reading):
            return None
        return Claim(
            **placed(self.scene, reading),
            quantity="a number",
            claimed=reading.value,
            unit=reading.units[0].symbol if reading.units else "",
            verdict=verdict,
            assumptions=(why,),
        )


def verdict(claim: Said, found: Answer) -> ClaimVerdict:
    """Wrong only by verified facts, by far, and if no secondary value of the calculator agrees."""
    if agreed := agrees(claim, [found.result.value]):
        return agreed[0]
    value = found.result.value
    is_near = near(claim, value, CONVENTIONS_DIFFER)
    if is_near or claim.bound or agrees(claim, found.result.parts.values()):
        return "not_checkable"
    return "wrong" if all(cited.fact.verified for cited in found.cited) else "not_checkable"


def dimension_of(symbol: str) -> str:
    """The dimension of a calculator's unit; things without a unit of their own are counted."""
    units = named(symbol)
    return "ratio" if symbol == "1" else units[0].dimension if units else "count"
