"""What each figure must reach, from one file."""

from functools import cache
from math import isnan
from pathlib import Path
from typing import Self

from pydantic import RootModel, model_validator

from evals.suites.suite import Figures
from interviewer.loader import Written, load

PATH = Path(__file__).with_suffix(".toml")


class Threshold(Written):
    at_least: float | None = None
    at_most: float | None = None

    @model_validator(mode="after")
    def one_bound(self) -> Self:
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError("needs at_least or at_most, and not both")
        return self

    def __str__(self) -> str:
        if self.at_least is not None:
            return f"at least {self.at_least:g}"
        return f"at most {self.at_most:g}"

    def is_met(self, value: float) -> bool:
        if isnan(value):
            return False
        if self.at_least is not None:
            return value >= self.at_least
        return self.at_most is not None and value <= self.at_most


class Thresholds(RootModel[dict[str, dict[str, Threshold]]]):
    pass


@cache
def thresholds(suite: str) -> dict[str, Threshold]:
    return load(PATH, Thresholds).root.get(suite, {})


def below(suite: str, figures: Figures) -> list[str]:
    """A sentence for each figure that doesn't reach its threshold, or isn't there."""
    found = []
    for name, threshold in thresholds(suite).items():
        figure = figures.get(name)
        if figure is None:
            found.append(f"{suite}: there is no figure {name!r}; thresholds.toml asks for one")
        elif not threshold.is_met(figure.value):
            found.append(f"{suite}: {name} is {figure}, must be {threshold}")
    return found
