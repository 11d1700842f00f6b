"""A scripted candidate with what is expected of the interview: one TOML file each."""

from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from evals.grading_set import Part, labelled
from interviewer.errors import ContentError
from interviewer.levels import Level
from interviewer.loader import Written, load
from interviewer.rubric import Id, Text, Value
from interviewer.transcript.events import ClaimVerdict, Outcome, QuestionKind, Reason, Vote

FOLDER = Path(__file__).parent / "scenarios"
PARTS: tuple[Part, ...] = ("development", "held_out")
Band = tuple[Annotated[float, Field(ge=1, le=5)], Annotated[float, Field(ge=1, le=5)]]
Manner = Literal["scripted", "model_answer", "echo", "stuffing", "silence", "asks_answer"]


class Line(Written):
    """What the candidate says: a `text`, or the labelled `answer` of evals/grading by its id.

    Without `to` it answers whatever is asked; `to` is a question of the bank, `kind` and
    `target` narrow it to openings, probes for one point and so on. The first line that fits and
    has not been said yet is said.
    """

    to: Id | None = None
    kind: QuestionKind | None = None
    target: Id | None = None
    text: str | None = None
    answer: Text | None = None
    seconds: float = Field(60, ge=0)

    @model_validator(mode="after")
    def words_come_from_one_place(self) -> Self:
        if (self.text is None) == (self.answer is None):
            raise ValueError("needs text or answer, and not both")
        return self

    @property
    def words(self) -> str:
        """Raises ContentError for an answer that is not there."""
        return answer(self.answer) if self.answer else str(self.text)


class ClaimExpected(Written):
    """A number that must be judged so; `span` stands in what the candidate said."""

    span: Text
    verdict: ClaimVerdict
    slip: Text | None = None


class AskExpected(Written):
    """A follow-up. `within` counts the candidate's answers to that question, from 1."""

    question: Id | None = None
    reason: Reason
    id: Text | None = None
    within: int | None = Field(None, ge=1)


class Expected(Written):
    """What must hold besides what always must (see evals/always.py).

    Numbers that are not listed in `claims` must not be called wrong.
    """

    claims: tuple[ClaimExpected, ...] = ()
    asked: tuple[AskExpected, ...] = ()
    absent: tuple[AskExpected, ...] = ()
    questions: dict[Id, Band] = Field(default_factory=dict)
    rounds: dict[Id, Band] = Field(default_factory=dict)
    values: dict[Value, Band] = Field(default_factory=dict)
    votes: dict[Id, tuple[Vote, ...]] = Field(default_factory=dict)
    outcome: tuple[Outcome, ...] = ()
    not_graded: tuple[Id, ...] = ()
    says: tuple[Text, ...] = ()


class Scenario(Written):
    """`questions` are those that each round may ask, in the file's order of rounds."""

    id: Id
    about: Text
    traits: tuple[Id, ...] = Field(min_length=1)
    track: Id
    level: Level = "senior"
    seed: int = 7
    manner: Manner = "scripted"
    questions: dict[Id, tuple[Id, ...]] = Field(min_length=1)
    lines: tuple[Line, ...] = ()
    otherwise: tuple[str, ...] = ()
    expect: Expected

    @model_validator(mode="after")
    def somebody_speaks(self) -> Self:
        if self.manner == "scripted" and not (self.lines or self.otherwise):
            raise ValueError("a scripted candidate needs lines, or what they say otherwise")
        return self


def answer(id_: str) -> str:
    if id_ not in answers():
        raise ContentError(f"evals/grading has no answer {id_!r}; give the id of one that it has")
    return answers()[id_]


@cache
def answers() -> dict[str, str]:
    """The labelled answers, whichever part they belong to."""
    rows = (row for part in PARTS for row in labelled(part))
    return {row.id: row.answer for row in rows}


@cache
def scenarios() -> tuple[Scenario, ...]:
    """All of them by id; ContentError names file and field of what is off."""
    return tuple(read(path) for path in sorted(FOLDER.glob("*.toml")))


def read(path: Path) -> Scenario:
    return load(path, Scenario)
