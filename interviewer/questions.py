"""The bank: questions with what a good answer holds, what trips people, and where to go next."""

from typing import Annotated, Literal

from pydantic import Field

from interviewer.levels import Level
from interviewer.loader import Written
from interviewer.rubric import Criterion, Id, Signals, Text, Value

Kind = Literal["technical", "design", "behavioural", "coding"]
Topic = Id
Ask = Annotated[str, Field(min_length=1, pattern=r"[?.!]$")]


class KeyPoint(Criterion):
    """Something a good answer holds. `probes` ask for it without giving it away."""

    from_level: Level = "entry"
    probes: tuple[Ask, ...] = Field(min_length=1)


class Misconception(Signals):
    """A wrong claim that candidates make; `probe` lets them find the fault themselves."""

    id: Id
    claim: Text
    correction: Text
    probe: Ask


class Rung(Signals):
    """One step deeper: asked while the answers stay good."""

    ask: Ask
    point: Text


class Flag(Signals):
    """A manner of thinking, good or bad, that the debrief names."""

    id: Id
    what: Text


class Artefact(Written):
    """Something the interviewer can show: a trace, a log, a table, a sketch."""

    id: Id
    title: Text
    asked_as: tuple[Text, ...] = Field(min_length=1)
    text: Text


class PlantedIncident(Written):
    """A generated incident whose artefacts the question shows: see `interviewer incident`."""

    fault: Id
    hardware: Text
    workload: Id
    seed: int = Field(ge=0)
    level: Level = "senior"


class ExpectedNumber(Written):
    """A figure that a good answer may state, by the calculator that gives it."""

    quantity: Text
    value: float
    unit: Text
    calculator: Id
    inputs: dict[str, float | int | str | bool]


class ModelAnswer(Written):
    entry: Text
    senior: Text
    staff: Text


class Question(Written):
    """One question of one round. `restated` is the same question in other words."""

    id: Id
    title: Text
    kind: Kind
    text: Ask
    restated: Ask
    minutes: float = Field(gt=0, le=60)
    levels: tuple[Level, ...] = Field(min_length=1)
    topics: tuple[Topic, ...] = Field(min_length=1)
    values: tuple[Value, ...] = Field(min_length=1)
    passages: tuple[Id, ...] = Field(min_length=1)
    covers: tuple[Text, ...] = ()
    key_points: tuple[KeyPoint, ...] = Field(min_length=4, max_length=8)
    misconceptions: tuple[Misconception, ...] = Field(min_length=2)
    deeper: tuple[Rung, ...] = Field(min_length=3, max_length=3)
    red_flags: tuple[Flag, ...] = ()
    green_flags: tuple[Flag, ...] = ()
    numbers: tuple[ExpectedNumber, ...] = ()
    artefacts: tuple[Artefact, ...] = ()
    incident: PlantedIncident | None = None
    model_answer: ModelAnswer
