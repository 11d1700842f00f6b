"""Passages of the guide: Markdown with a TOML head, one subject each."""

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from pydantic import Field

from interviewer.loader import Written
from interviewer.rubric import Id, Signals, Text

Status = Literal["fact", "advice", "anecdote"]


class Source(Written):
    title: Text
    date: Text
    ref: str = ""


class Probe(Written):
    """One open question that somebody who has read the passage could answer.

    It holds nothing of the answer. It comes most naturally after an answer that says one of the
    words in `about`.
    """

    about: tuple[Text, ...] = Field(min_length=1)
    ask: Annotated[str, Field(pattern=r"\?$")]


class Error(Signals):
    """Something wrong that is often told: how it sounds, and what is true instead.

    Beside any of the words in `unless` it is no error.
    """

    claim: Text
    correction: Text
    unless: tuple[Text, ...] = ()


class Passage(Written):
    """`corpus/guide/<id>.md`. A number about pay or process carries its source and date.

    `figures` say where a number of the text comes from: a fact, a calculator or arithmetic, see
    `interviewer.checking.figures`. `given` are the numbers that an example assumes or a source
    reports. `asked_as` is how people ask for what it teaches; only the search uses it.
    `commonly_said` are errors that it puts right.
    """

    id: Id
    title: Text
    tracks: tuple[Id, ...] = Field(min_length=1)
    rounds: tuple[Id, ...] = Field(min_length=1)
    topics: tuple[Id, ...] = Field(min_length=1)
    status: Status
    asked_as: tuple[Text, ...] = ()
    covers: tuple[Text, ...] = ()
    sources: tuple[Source, ...] = Field(min_length=1)
    figures: dict[Text, Text] = Field(default_factory=dict)
    given: tuple[Text, ...] = ()
    commonly_said: tuple[Error, ...] = ()
    probes: tuple[Probe, ...] = ()
    text: Text

    def named_probes(self) -> Iterator[tuple[str, Probe]]:
        """Each probe with its name, `paged-kv-cache#0`."""
        return ((f"{self.id}#{number}", probe) for number, probe in enumerate(self.probes))


def probed(passages: Iterable[Passage], name: str | None) -> tuple[Passage, Probe] | None:
    """The passage and the probe of that name, if they are there."""
    named = ((p, key, probe) for p in passages for key, probe in p.named_probes())
    return next(((passage, probe) for passage, key, probe in named if key == name), None)


class Subjects(Written):
    """`corpus/subjects.toml`: how many subjects of each letter the passages must cover."""

    lines: dict[str, int]

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(
            f"{letter}{n}" for letter, count in self.lines.items() for n in range(1, count + 1)
        )
