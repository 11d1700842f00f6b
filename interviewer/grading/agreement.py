"""How well scores agree with a person's: four figures, each with an interval by question."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Measure = Callable[[Floats, Floats, Floats], float]

LOWEST, HIGHEST = 1, 5
SEED = 20_261
BOOTSTRAPS = 1_000
# Bounds the time: a thousand resamplings of 5,000 answers.
MOST_RESAMPLED_ANSWERS = 5_000_000
FEWEST_BOOTSTRAPS = 100
FEWEST_ANSWERS = 5
INTERVAL = (2.5, 97.5)


@dataclass(frozen=True)
class Figure:
    """A value with the 95 % interval of its bootstrap; None where it is not defined."""

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Agreement:
    """Of one way of scoring. RMSE counts points of the scale from 1 to 5."""

    name: str
    pearson: Figure
    spearman: Figure
    kappa: Figure
    rmse: Figure


def agreements(
    ours: Sequence[float],
    theirs: Sequence[float],
    questions: Sequence[int],
    baselines: dict[str, Sequence[float]],
) -> list[Agreement]:
    """Ours first, then each baseline, against scores of people from 1 to 5.

    `questions` numbers each answer's question. A baseline is fitted to the very scores that it
    is held against, by least squares, which flatters it. Questions are resampled, or answers
    where all belong to one question, with a fixed seed. Empty below five answers, which agree
    with anything.
    """
    if len(theirs) < FEWEST_ANSWERS:
        return []
    human = np.asarray(theirs, np.float64)
    draws = Draws(clusters(questions))
    rows = {"interviewer": np.asarray(ours, np.float64)}
    rows |= {name: fitted(np.asarray(values, np.float64), human) for name, values in
             baselines.items()}  # fmt: skip
    return [agreement(name, scores, human, draws) for name, scores in rows.items()]


def agreement(name: str, ours: Floats, theirs: Floats, draws: "Draws") -> Agreement:
    def figure(measure: Measure) -> Figure:
        return with_interval(measure, ours, theirs, draws)

    return Agreement(name, figure(pearson), figure(spearman), figure(kappa), figure(rmse))


def clusters(questions: Sequence[int]) -> NDArray[np.int64]:
    """Each answer's question as a number; its own number where there is only one question."""
    numbers = np.unique(np.asarray(questions), return_inverse=True)[1].astype(np.int64)
    return numbers if numbers.max(initial=0) > 0 else np.arange(len(questions))


@dataclass(frozen=True)
class Draws:
    """Whole groups drawn with replacement, the same ones on every pass, one draw at a time."""

    groups: NDArray[np.int64]

    def __iter__(self) -> Iterator[Floats]:
        """How often each answer is drawn."""
        random = np.random.default_rng(SEED)
        count = int(self.groups.max()) + 1
        even = np.full(count, 1.0 / count)
        for _ in range(self.many):
            yield random.multinomial(count, even).astype(np.float64)[self.groups]

    @property
    def many(self) -> int:
        affordable = MOST_RESAMPLED_ANSWERS // len(self.groups)
        return min(BOOTSTRAPS, max(FEWEST_BOOTSTRAPS, affordable))


def with_interval(measure: Measure, ours: Floats, theirs: Floats, draws: Draws) -> Figure:
    value = measure(ours, theirs, np.ones_like(ours))
    drawn = np.array([measure(ours, theirs, weight) for weight in draws])
    drawn = drawn[np.isfinite(drawn)]
    if not np.isfinite(value) or not len(drawn):
        return Figure(None, None, None)
    low, high = np.percentile(drawn, INTERVAL)
    return Figure(round(value, 4), round(float(low), 4), round(float(high), 4))


def pearson(x: Floats, y: Floats, weight: Floats) -> float:
    """The linear correlation; NaN where either is constant."""
    x, y = x - np.average(x, weights=weight), y - np.average(y, weights=weight)
    spread = float(np.sqrt((weight * x * x).sum() * (weight * y * y).sum()))
    return float((weight * x * y).sum()) / spread if spread > 1e-12 else float("nan")


def spearman(x: Floats, y: Floats, weight: Floats) -> float:
    """The correlation of ranks; equal values share their mean rank."""
    return pearson(ranks(x, weight), ranks(y, weight), weight)


def ranks(values: Floats, weight: Floats) -> Floats:
    place = np.unique(values, return_inverse=True)[1]
    counts = np.bincount(place, weights=weight)
    mean_ranks: Floats = np.cumsum(counts) - (counts - 1) / 2
    return mean_ranks[place]


def kappa(x: Floats, y: Floats, weight: Floats) -> float:
    """Quadratic weighted kappa of whole points 1 to 5 (Cohen 1968)."""
    seen = np.zeros((HIGHEST, HIGHEST))
    np.add.at(seen, (points(x), points(y)), weight)
    chance = np.outer(seen.sum(axis=1), seen.sum(axis=0)) / seen.sum()
    scale = np.arange(HIGHEST)
    distance = (scale[:, None] - scale[None, :]) ** 2
    expected = float((distance * chance).sum())
    return 1 - float((distance * seen).sum()) / expected if expected > 0 else float("nan")


def points(scores: Floats) -> NDArray[np.int64]:
    """Rounded, half up, and counted from 0."""
    return np.floor(np.clip(scores, LOWEST, HIGHEST) + 0.5).astype(np.int64) - LOWEST


def rmse(x: Floats, y: Floats, weight: Floats) -> float:
    return float(np.sqrt(np.average((x - y) ** 2, weights=weight)))


def fitted(values: Floats, to: Floats) -> Floats:
    """The line through `values` that comes nearest to `to`."""
    spread = float(((values - values.mean()) ** 2).sum())
    slope = float(((values - values.mean()) * (to - to.mean())).sum()) / spread if spread else 0.0
    return np.asarray(to.mean() + slope * (values - values.mean()), np.float64)
