"""A roofline chart: the roof of one part, workloads under it, and where they lie on log axes.

Attainable FLOP/s are min(P, I·B), Williams et al. 2009; both axes are logarithmic and end at
whole decades.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from interviewer.checking.quantities import quantity
from interviewer.errors import UsageError

SYMBOLS = ((1e18, "E"), (1e15, "P"), (1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k"), (1.0, ""))
# The chart shows as much as this beyond its outermost point.
MARGIN = 2.0


@dataclass(frozen=True)
class Roof:
    """What one part can reach: dense peak in FLOP/s, memory bandwidth in B/s."""

    name: str
    peak_flops: float
    bytes_per_s: float

    @property
    def ridge(self) -> float:
        """FLOP/B from which on the peak is the limit."""
        return self.peak_flops / self.bytes_per_s

    def attainable(self, intensity: float) -> float:
        return min(self.peak_flops, intensity * self.bytes_per_s)


@dataclass(frozen=True)
class Workload:
    """A kernel or phase: its FLOP/B, and FLOP/s if it was measured."""

    name: str
    intensity: float
    measured: float | None = None

    def height(self, roof: Roof) -> float:
        return self.measured or roof.attainable(self.intensity)

    def bound(self, roof: Roof) -> str:
        return "memory-bound" if self.intensity < roof.ridge else "compute-bound"

    def said(self, roof: Roof) -> str:
        """The point in words."""
        limit = roof.attainable(self.intensity)
        text = (
            f"{self.name}: {self.intensity:,.4g} FLOP/B, {self.bound(roof)}, at most {rate(limit)}"
        )
        if not self.measured:
            return text
        if self.measured > limit:
            return f"{text}; {rate(self.measured)} measured is above the roof: recount the bytes"
        return f"{text}; {rate(self.measured)} measured, {self.measured / limit:.0%} of that"


@dataclass(frozen=True)
class Axis:
    """A logarithmic axis over whole decades."""

    low: float
    high: float

    @classmethod
    def around(cls, values: Iterable[float]) -> "Axis":
        known = list(values)
        low = 10.0 ** math.floor(math.log10(min(known) / MARGIN))
        high = 10.0 ** math.ceil(math.log10(max(known) * MARGIN))
        return cls(low, high)

    def share(self, value: float) -> float:
        """0 at the low end, 1 at the high one."""
        return math.log10(value / self.low) / math.log10(self.high / self.low)

    def value(self, share: float) -> float:
        return self.low * float((self.high / self.low) ** share)

    @property
    def decades(self) -> list[float]:
        first, last = round(math.log10(self.low)), round(math.log10(self.high))
        return [10.0**power for power in range(first, last + 1)]


@dataclass(frozen=True)
class Chart:
    """A roof with workloads; `x` in FLOP/B, `y` in FLOP/s."""

    roof: Roof
    workloads: tuple[Workload, ...]
    x: Axis = field(init=False)
    y: Axis = field(init=False)

    def __post_init__(self) -> None:
        intensities = [work.intensity for work in self.workloads]
        x = Axis.around([*intensities, self.roof.ridge])
        heights = [work.height(self.roof) for work in self.workloads]
        y = Axis.around([*heights, self.roof.attainable(x.low), self.roof.peak_flops])
        object.__setattr__(self, "x", x)
        object.__setattr__(self, "y", y)

    @property
    def title(self) -> str:
        peak, bandwidth = rate(self.roof.peak_flops), f"{amount(self.roof.bytes_per_s)}B/s"
        return f"{self.roof.name}: {peak} dense, {bandwidth}"

    @property
    def corners(self) -> tuple[tuple[float, float], ...]:
        """The roof's line: along the bandwidth up to the ridge, then along the peak."""
        roof = self.roof
        return (
            (self.x.low, roof.attainable(self.x.low)),
            (roof.ridge, roof.peak_flops),
            (self.x.high, roof.peak_flops),
        )

    @property
    def legend(self) -> list[str]:
        ridge = f"ridge point: {self.roof.ridge:,.4g} FLOP/B"
        return [ridge, *(work.said(self.roof) for work in self.workloads)]

    def as_dict(self) -> dict[str, object]:
        """The roof and its points as plain JSON values."""
        points = [
            {
                "name": work.name,
                "intensity_flops_per_byte": work.intensity,
                "attainable_flops_per_s": self.roof.attainable(work.intensity),
                "measured_flops_per_s": work.measured,
                "bound": work.bound(self.roof).removesuffix("-bound"),
            }
            for work in self.workloads
        ]
        return {"ridge_flops_per_byte": self.roof.ridge, "points": points}


def workload(text: str) -> Workload:
    """Reads `decode=1` (FLOP/B) or `decode=1@3TFLOPS`; UsageError says how it is written."""
    name, equals, rest = text.rpartition("=")
    intensity, _, measured = rest.partition("@")
    if not (equals and name.strip()):
        raise UsageError(
            f"--point: {text!r} has no name; write it like decode=1 or decode=1@3TFLOPS"
        )
    try:
        found = quantity(intensity, "FLOP/B"), quantity(measured, "FLOP/s") if measured else None
    except UsageError as error:
        raise UsageError(f"--point: {error}") from None
    if found[0] <= 0 or (found[1] is not None and found[1] <= 0):
        raise UsageError(f"--point: {text!r} must have numbers above 0")
    return Workload(name.strip(), *found)


def amount(value: float) -> str:
    """With an SI prefix and three digits: `989 T`, `3.35 T`."""
    for scale, symbol in SYMBOLS:
        if value >= scale:
            return f"{value / scale:.3g} {symbol}"
    return f"{value:.3g} "


def rate(value: float) -> str:
    return f"{amount(value)}FLOP/s"
