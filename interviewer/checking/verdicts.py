"""Whether a number said agrees with what was computed, at the precision with which it was said.

A slip between GB and GiB is 7.4%, more than most rounding: binary units are a verdict of their
own, so that neither is punished as the other.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from interviewer.checking.readings import Reading
from interviewer.checking.units import Unit
from interviewer.transcript.events import ClaimVerdict

EXACT = 0.005
ABOUT = 0.05
ROUND_NUMBER = 0.055
ONE_DIGIT = 0.12
TWO_DIGITS = 0.06
ABOUT_ONE_DIGIT = 0.15
BINARY_SLACK = 0.008


@dataclass(frozen=True, slots=True)
class Said:
    """A number as it was said, in base units of the dimension in which it is judged.

    `bound` is 1 for "more than", -1 for "less than"; `binary` the ratio of a binary prefix to the
    decimal one, 1 where there is none.
    """

    low: float
    high: float
    half_step: float
    digits: int
    round_tail: bool
    about: bool
    bound: int
    binary: float

    @property
    def value(self) -> float:
        return (self.low + self.high) / 2

    @property
    def tolerance(self) -> float:
        """How far off a rounded number may be, as a share."""
        if not self.value:
            return 0.0
        half = self.half_step / abs(self.value)
        if self.round_tail:
            cap = 0.1 if self.about else ROUND_NUMBER
        elif self.digits == 1:
            cap = ABOUT_ONE_DIGIT if self.about else ONE_DIGIT
        else:
            cap = TWO_DIGITS
        rounded = min(half * 1.001, cap)
        return max(rounded, ABOUT) if self.about else rounded


def said(reading: Reading, unit: Unit, *, about: bool, bound: int) -> Said:
    return Said(
        low=reading.low * unit.factor,
        high=reading.high * unit.factor,
        half_step=reading.step * unit.factor / 2,
        digits=reading.digits,
        round_tail=reading.round_tail,
        about=about or reading.is_word,
        bound=bound,
        binary=1.024 if is_kilo(reading, unit) else binary_ratio(unit),
    )


def is_kilo(reading: Reading, unit: Unit) -> bool:
    """Whether "128k tokens" may be 131,072."""
    return reading.kilo and unit.dimension in ("count", "tokens")


def binary_ratio(unit: Unit) -> float:
    """1.024 for KB, 1.0486 for MB and so on; 1 for a unit without such a prefix."""
    if unit.dimension != "bytes" or unit.factor < 1000:
        return 1.0
    power = 0
    size = unit.factor
    while size >= 1000:
        size, power = size / 1000, power + 1
    return 1.024**power


def agrees(claim: Said, expected: Iterable[float]) -> tuple[ClaimVerdict, float] | None:
    """The kindest verdict on any of the values that count as right, and that value."""
    best: tuple[ClaimVerdict, float] | None = None
    for value in expected:
        verdict = agreement(claim, value)
        if verdict == "right":
            return "right", value
        if verdict and (best is None or (verdict == "right_rounded" != best[0])):
            best = verdict, value
    return best


def agreement(claim: Said, value: float) -> ClaimVerdict | None:
    """right, right_rounded or right_binary against one value; None if it does not agree."""
    if near(claim, value, EXACT):
        return "right"
    if binary(claim, value):
        return "right_binary"
    if near(claim, value, claim.tolerance) or is_cut_off(claim, value):
        return "right_rounded"
    if claim.bound and is_beyond(claim, value):
        return "right_rounded"
    return None


def near(claim: Said, value: float, tolerance: float) -> bool:
    low = claim.low - abs(claim.low) * tolerance
    high = claim.high + abs(claim.high) * tolerance
    return low <= value <= high


def is_cut_off(claim: Said, value: float) -> bool:
    """Whether the rest of the digits was left off rather than rounded: 95 for 95.7."""
    cut = claim.digits >= 2 and claim.high <= value < claim.high + 2 * claim.half_step
    return cut and value <= claim.high * 1.05


def binary(claim: Said, value: float) -> bool:
    """Whether the number is right once its prefix is taken as the other kind."""
    if claim.binary == 1.0:
        return False
    slack = max(BINARY_SLACK, min(claim.tolerance, 0.02))
    return any(near(claim, value * ratio, slack) for ratio in (claim.binary, 1 / claim.binary))


def is_beyond(claim: Said, value: float) -> bool:
    """ "Over 100 GB" is right for 140 GB, not for 1,400."""
    if claim.bound > 0:
        return claim.value * 0.99 <= value <= claim.value * 1.6
    return claim.value * 0.6 <= value <= claim.value * 1.01
