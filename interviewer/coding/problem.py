"""A coding problem: what is asked, its cases, hints, and the questions after the code."""

import inspect
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from interviewer.coding.quiz import Quiz
from interviewer.data import data, shown
from interviewer.errors import ContentError, UsageError
from interviewer.levels import Level
from interviewer.loader import Written, load, read
from interviewer.questions import Ask
from interviewer.rubric import Id, Signals, Text

if TYPE_CHECKING:
    import numpy as np

    from interviewer.coding.cases import Case

FOLDER = "corpus/coding/problems"


class Hint(Written):
    """`cost` is in points of the score, which goes from 1 to 5."""

    text: Text
    cost: float = Field(gt=0, le=1)


class FollowUp(Written):
    """A question about the candidate's own code, asked when the code has these `features`.

    `{line}` in `ask` becomes the line on which the first of the features stands.
    """

    features: tuple[Text, ...] = ()
    lacks: tuple[Text, ...] = ()
    ask: Ask
    point: Signals
    because: Text


class Statement(Written):
    """What `problem.toml` holds."""

    id: Id
    title: Text
    level: Level
    rounds: tuple[Literal["online-assessment", "ml-depth"], ...] = Field(min_length=1)
    minutes: float = Field(gt=0, le=120)
    topics: tuple[Id, ...] = Field(min_length=1)
    entry: Text
    signature: Text
    statement: Text
    within_s: float = Field(10.0, gt=0, le=60)
    hints: tuple[Hint, ...] = Field(min_length=2)
    questions: tuple[Quiz, ...] = Field(min_length=2)
    follow_ups: tuple[FollowUp, ...] = Field(min_length=2)


class Problem:
    """A folder of the bank: its statement, and the Python files beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.said = load(folder / "problem.toml", Statement)
        if self.said.id != folder.name:
            raise ContentError(
                f"{shown(folder)}: the id must be the folder's name (found {self.said.id!r})"
            )

    @property
    def starter(self) -> str:
        return (self.folder / "starter.py").read_text(encoding="utf-8")

    def reference(self) -> Callable[..., Any]:
        """Ours; it stays in this process."""
        found: Callable[..., Any] = getattr(module(self.folder / "reference.py"), self.said.entry)
        return found

    @property
    def names(self) -> tuple[str, ...]:
        """What the entry calls its inputs."""
        return tuple(inspect.signature(self.reference()).parameters)

    def examples(self) -> "Sequence[Case]":
        """The visible cases: always the same."""
        return list(module(self.folder / "checks.py").examples())

    def cases(self, rng: "np.random.Generator") -> "Sequence[Case]":
        """The hidden cases, drawn afresh."""
        return list(module(self.folder / "checks.py").cases(rng))

    def wrong(self) -> Iterator[Path]:
        """Solutions with a typical fault each."""
        yield from sorted((self.folder / "wrong").glob("*.py"))


def module(path: Path) -> ModuleType:
    """A Python file of the bank, run afresh: nothing is kept between runs, or beside the file."""
    made = ModuleType(f"bank_{path.parent.name}_{path.stem}")
    exec(compile(read(path), str(path), "exec"), made.__dict__)
    return made


@cache
def problems() -> tuple[Problem, ...]:
    """All of the bank, in the order of their ids."""
    return tuple(Problem(path.parent) for path in sorted(data(FOLDER).glob("*/problem.toml")))


def problem(name: str) -> Problem:
    """By its id; UsageError names those that there are."""
    for each in problems():
        if each.said.id == name:
            return each
    known = ", ".join(each.said.id for each in problems())
    raise UsageError(f"{name!r} is no problem of the bank; write one of {known}")
