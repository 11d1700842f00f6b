"""The shape of a suite: independent cases in, JSON out, figures from all of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import isnan
from typing import Any, Protocol

import numpy as np

RESAMPLES = 1000
Measures = dict[str, Any]


@dataclass(frozen=True)
class Failure:
    """Something that should have been otherwise, side by side with what was."""

    expected: str
    got: str


@dataclass(frozen=True)
class Outcome:
    """What one case came to. `shown` is the transcript or answer that a reader wants to see."""

    failures: tuple[Failure, ...] = ()
    measures: Measures = field(default_factory=dict)
    shown: str = ""


@dataclass(frozen=True)
class Figure:
    """A measured value from `of` observations, with its interval at 95% where it has one."""

    value: float
    of: int
    interval: tuple[float, float] | None = None

    def __str__(self) -> str:
        value = "none" if isnan(self.value) else f"{self.value:.3f}"
        if self.interval is None or isnan(self.value):
            return value
        return f"{value} [{self.interval[0]:.3f}, {self.interval[1]:.3f}]"


Figures = dict[str, Figure]


class Suite(Protocol):
    """`run` gets an id of `cases` and an engine's name, and may be called in any process."""

    name: str
    about: str

    def cases(self) -> Sequence[str]: ...

    def run(self, case: str, engine: str) -> Outcome: ...

    def figures(self, outcomes: Mapping[str, Outcome]) -> Figures: ...


def mean(values: Iterable[float]) -> Figure:
    """The mean with an interval by resampling, the same in every run."""
    found = np.array([*values], dtype=float)
    if not len(found):
        return Figure(float("nan"), 0)
    dice = np.random.default_rng(0)
    means = dice.choice(found, (RESAMPLES, len(found))).mean(axis=1)
    low, high = np.quantile(means, [0.025, 0.975])
    return Figure(float(found.mean()), len(found), (float(low), float(high)))


def largest(values: Iterable[float]) -> Figure:
    found = [*values]
    return Figure(max(found, default=float("nan")), len(found))


def count(values: Iterable[bool]) -> Figure:
    """How many hold, of how many."""
    found = [*values]
    return Figure(float(sum(found)), len(found))
