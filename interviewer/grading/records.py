"""What is handed in to be graded, and what comes back: one JSON object each."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from interviewer.grading.scheme import PlainPoint, PlainQuestion
from interviewer.rubric import Value
from interviewer.transcript.events import Claim, Verdict

SCHEMA_VERSION = 1
Basis = Literal["bank", "reference", "key_points", "guide", "none"]
Flag = Literal[
    "keyword_stuffing",
    "injection",
    "echo",
    "off_topic",
    "too_short",
    "verbose",
    "pasted_model_answer",
    "contradiction",
    "low_confidence",
]


def without_blanks(value: Any) -> Any:
    """A blank cell of a table is a missing value."""
    return None if isinstance(value, str) and not value.strip() else value


def as_point(value: Any) -> Any:
    """A key point may come as its text alone."""
    return {"text": value} if isinstance(value, str) else value


OptionalText = Annotated[str | None, BeforeValidator(without_blanks)]
OptionalNumber = Annotated[float | None, BeforeValidator(without_blanks)]
Point = Annotated[PlainPoint, BeforeValidator(as_point)]


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", coerce_numbers_to_str=True)


class Example(Part):
    """An answer that a person has graded, on the submission's own scale."""

    answer: str = Field(min_length=1)
    score: float


class Submission(Part):
    """An answer with what it is to be graded by. Scores of people run from 0 to `max_score`.

    `scheme` is the coach's own question, which comes before everything else.
    """

    id: str = Field(min_length=1)
    answer: str
    question: OptionalText = None
    question_id: OptionalText = None
    track: OptionalText = None
    round: OptionalText = None
    reference: OptionalText = None
    key_points: tuple[Point, ...] = ()
    max_score: OptionalNumber = Field(default=None, gt=0)
    human_score: OptionalNumber = None
    examples: tuple[Example, ...] = ()
    scheme: PlainQuestion | None = None


class CriterionGrade(Part):
    """One criterion: `points` of `weight`, the candidate's words for it, and why."""

    id: str
    verdict: Verdict
    points: float
    weight: float
    evidence: str | None
    reason: str


class Feedback(Part):
    text: str
    quote: str | None = None
    passage_id: str | None = None


class Grade(Part):
    """`score` is 1.0 to 5.0; None, with the reason, for what can't be graded."""

    schema_version: int = SCHEMA_VERSION
    id: str
    question_id: str | None
    basis: Basis
    score: float | None
    graded: bool
    reason_not_graded: str | None = None
    criteria: tuple[CriterionGrade, ...] = ()
    values: dict[Value, float] = {}
    claims: tuple[Claim, ...] = ()
    flags: tuple[Flag, ...] = ()
    feedback: tuple[Feedback, ...] = ()
    confidence: float = Field(ge=0, le=1)
    engine: str
