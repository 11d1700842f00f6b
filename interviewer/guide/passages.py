"""Passages of the guide: Markdown with a TOML head, one subject each."""

from typing import Literal

from pydantic import Field

from interviewer.loader import Written
from interviewer.rubric import Id, Text

Status = Literal["fact", "advice", "anecdote"]


class Source(Written):
    title: Text
    date: Text
    ref: str = ""


class Passage(Written):
    """`corpus/guide/<id>.md`. A number about pay or process carries its source and date.

    `figures` say where a number of the text comes from: a fact, a calculator or arithmetic, see
    `interviewer.checking.figures`. `given` are the numbers that an example assumes or a source
    reports.
    """

    id: Id
    title: Text
    tracks: tuple[Id, ...] = Field(min_length=1)
    rounds: tuple[Id, ...] = Field(min_length=1)
    topics: tuple[Id, ...] = Field(min_length=1)
    status: Status
    covers: tuple[Text, ...] = ()
    sources: tuple[Source, ...] = Field(min_length=1)
    figures: dict[Text, Text] = Field(default_factory=dict)
    given: tuple[Text, ...] = ()
    text: Text


class Subjects(Written):
    """`corpus/subjects.toml`: how many subjects of each letter the passages must cover."""

    lines: dict[str, int]

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(
            f"{letter}{n}" for letter, count in self.lines.items() for n in range(1, count + 1)
        )
