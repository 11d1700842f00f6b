"""A radar of scores from 1 to 5: an axis for each, the first one upwards."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

LOWEST, HIGHEST = 1.0, 5.0
SIZE = 320
RADIUS = 100.0
LABEL_RADIUS = 118.0
# Labels this far from the middle, as a share of the radius, stand beside it and not above.
BESIDE = 0.2


@dataclass(frozen=True)
class Axis:
    """A label with its score; None where nothing could be graded."""

    label: str
    score: float | None

    @property
    def share(self) -> float:
        """0 in the middle, 1 at the rim; what was not graded stays in the middle."""
        return 0.0 if self.score is None else (self.score - LOWEST) / (HIGHEST - LOWEST)

    @property
    def words(self) -> str:
        return f"{self.label}: " + ("not graded" if self.score is None else f"{self.score:.1f}")


@dataclass(frozen=True)
class Label:
    x: float
    y: float
    anchor: str
    text: str
    score: str


@dataclass(frozen=True)
class Radar:
    """Geometry in a square of SIZE, its middle at SIZE / 2; colours come from the page."""

    axes: Sequence[Axis]

    @property
    def title(self) -> str:
        """The whole drawing in words, for those who don't see it."""
        return "; ".join(axis.words for axis in self.axes)

    @property
    def rings(self) -> list[str]:
        """A polygon for each whole score from 2 to 5."""
        return [self.polygon([n / 4] * len(self.axes)) for n in (1, 2, 3, 4)]

    @property
    def shape(self) -> str:
        return self.polygon([axis.share for axis in self.axes])

    @property
    def dots(self) -> list[tuple[float, float]]:
        """Where the scores stand; none for what was not graded."""
        graded = ((n, axis) for n, axis in enumerate(self.axes) if axis.score is not None)
        return [self.point(n, RADIUS * axis.share) for n, axis in graded]

    @property
    def rims(self) -> list[tuple[float, float]]:
        return [self.point(n, RADIUS) for n in range(len(self.axes))]

    @property
    def labels(self) -> list[Label]:
        return [self.label(n, axis) for n, axis in enumerate(self.axes)]

    def label(self, number: int, axis: Axis) -> Label:
        x, y = self.point(number, LABEL_RADIUS)
        side = (x - SIZE / 2) / RADIUS
        anchor = "middle" if abs(side) < BESIDE else "start" if side > 0 else "end"
        return Label(x, y, anchor, axis.label, axis.words.rpartition(": ")[2])

    def polygon(self, shares: Sequence[float]) -> str:
        points = (self.point(n, RADIUS * share) for n, share in enumerate(shares))
        return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)

    def point(self, number: int, radius: float) -> tuple[float, float]:
        angle = 2 * math.pi * number / len(self.axes) - math.pi / 2
        middle = SIZE / 2
        return round(middle + radius * math.cos(angle), 1), round(
            middle + radius * math.sin(angle), 1
        )
