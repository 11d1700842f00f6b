"""The judges beside each other: length alone, what is heard, the model alone, and both weighed."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from evals.grading_set import Part
from evals.judges.judgements import PointJudgement, judgements
from evals.judges.leanings import replayed
from evals.judges.weighing import logit
from interviewer.content import Content
from interviewer.listening.matching import Heeded

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
# Enough to keep the weights of separable data finite.
RIDGE = 0.05
NEWTON_STEPS = 50
RESAMPLES = 2000


@dataclass(frozen=True)
class Evidence:
    """A column for each source of evidence on the judgements of one part, and the labels."""

    length: Floats
    heard: Floats
    leaning: Floats
    is_made: Bools
    is_matched: Bools


JUDGES: dict[str, Callable[[Evidence], Floats]] = {
    "length alone": lambda e: columns(e.length),
    "heard by the offline engine": lambda e: columns(e.heard),
    "the model alone": lambda e: columns(e.leaning),
    "both, weighed": lambda e: columns(e.heard, e.leaning),
}


@dataclass(frozen=True)
class Result:
    """One judge on one choice of held-out judgements; the interval is of the accuracy."""

    judge: str
    accuracy: float
    interval: tuple[float, float]
    auc: float


def columns(*values: Floats) -> Floats:
    return np.stack([np.ones_like(values[0]), *values], axis=1)


@cache
def evidence(part: Part, model: str) -> Evidence:
    content = Content()
    wanted = judgements(part)
    return Evidence(
        length=np.array([each.row.words / 100 for each in wanted]),
        heard=np.array([logit(strength(each, content)) for each in wanted]),
        leaning=np.array(replayed(model, content, wanted)),
        is_made=np.array([each.is_made for each in wanted]),
        is_matched=np.array([each.is_matched for each in wanted]),
    )


def strength(each: PointJudgement, content: Content) -> float:
    heard = Heeded(each.row.answer, each.question(content).text).heard(each.point(content))
    return 0.0 if heard.is_denied else heard.strength


def results(model: str, *, matched_only: bool) -> list[Result]:
    """Each judge, fitted to the development part and held to the held-out one."""
    learnt, tried = evidence("development", model), evidence("held_out", model)
    chosen = tried.is_matched if matched_only else np.ones_like(tried.is_matched)
    found = []
    for name, of in JUDGES.items():
        odds = (of(tried) @ fitted(of(learnt), learnt.is_made))[chosen]
        made = tried.is_made[chosen]
        right = (odds > 0) == made
        found.append(Result(name, float(right.mean()), interval(right), auc(odds, made)))
    return found


def fitted(x: Floats, made: Bools) -> Floats:
    """The weights of a logistic regression, by Newton's method."""
    weights = np.zeros(x.shape[1])
    for _ in range(NEWTON_STEPS):
        chance = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (chance - made) + RIDGE * weights
        bend = (x * (chance * (1 - chance))[:, None]).T @ x + RIDGE * np.eye(len(weights))
        weights = weights - np.linalg.solve(bend, slope)
    return weights


def auc(odds: Floats, made: Bools) -> float:
    """How often a point that was made is ranked above one that was not."""
    high, low = odds[made][:, None], odds[~made]
    return float(((high > low) + 0.5 * (high == low)).mean())


def interval(right: Bools) -> tuple[float, float]:
    """95% by resampling, always the same."""
    dice = np.random.default_rng(0)
    means = dice.choice(right, (RESAMPLES, len(right))).mean(axis=1)
    low, high = np.quantile(means, [0.025, 0.975])
    return float(low), float(high)
