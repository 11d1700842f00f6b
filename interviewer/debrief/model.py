"""The debrief as data: what Markdown, JSON and every later format are made from."""

from pydantic import BaseModel, ConfigDict

from interviewer.questions import PlantedIncident
from interviewer.rubric import Value
from interviewer.transcript.events import Claim, Dissent, Outcome, Verdict, Vote

SCHEMA_VERSION = 1


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Shown(Part):
    """A point that was made, with the candidate's words."""

    point: str
    verdict: Verdict
    was_prompted: bool
    quote: str | None


class Missing(Part):
    point: str
    why: str


class Misconceived(Part):
    claim: str
    correction: str
    quote: str | None
    was_corrected: bool


class PassageRef(Part):
    """A passage of the guide, with the paragraph of it that matters here."""

    id: str
    title: str
    sources: tuple[str, ...]
    excerpt: str


class FromGuide(Part):
    """What was asked from a passage of the guide; it is on no rubric by itself."""

    asked: str
    passage: PassageRef


class Note(Part):
    """What a stretch of an answer was taken for, written beside it; `quote` stands in it."""

    quote: str
    what: str
    speaks_for: bool


class TurnDebrief(Part):
    """What was asked, what was answered, and what was heard in it."""

    asked: str
    answered: str
    notes: tuple[Note, ...]


class QuestionDebrief(Part):
    """`incident` names the planted fault, so it is left out until the session is over."""

    id: str
    title: str
    text: str
    score: float | None
    seconds: float
    shown: tuple[Shown, ...]
    missing: tuple[Missing, ...]
    misconceptions: tuple[Misconceived, ...]
    good_habits: tuple[str, ...]
    bad_habits: tuple[str, ...]
    claims: tuple[Claim, ...]
    from_guide: tuple[FromGuide, ...] = ()
    sketches: tuple[str, ...]
    model_answer: str
    turns: tuple[TurnDebrief, ...] = ()
    incident: PlantedIncident | None = None


class CriterionDebrief(Part):
    """A rubric's criterion; `anchor` is what the rounded score looks like."""

    point: str
    score: float | None
    anchor: str | None
    quotes: tuple[str, ...]


class RoundDebrief(Part):
    id: str
    title: str
    interviewer: str
    seat: str
    minutes: float
    seconds: float
    score: float | None
    vote: Vote | None
    reason: str
    rubric: str
    questions: tuple[QuestionDebrief, ...]
    not_reached: tuple[str, ...]
    criteria: tuple[CriterionDebrief, ...]


class ValueDebrief(Part):
    id: Value
    name: str
    looked_for: str
    score: float | None
    anchor: str | None
    quotes: tuple[str, ...]


class NextStep(Part):
    """One thing to do next, why, and the passage of the guide that teaches it."""

    action: str
    why: str
    passage: PassageRef


class Measure(Part):
    """A measure of this session, and the median of the candidate's own earlier ones."""

    name: str
    now: float
    earlier: float | None


class DeliveryRemark(Part):
    """Advice, with the words that it is about and when they were said: `q3, 0:12`."""

    advice: str
    quote: str | None = None
    at: str | None = None


class DeliveryDebrief(Part):
    """How the answers were spoken; no part of any score."""

    answers: int
    compared_with: int
    measures: tuple[Measure, ...]
    remarks: tuple[DeliveryRemark, ...]
    passage: str


class Debrief(Part):
    schema_version: int = SCHEMA_VERSION
    session: str
    track: str
    role: str
    level: str
    began: str
    engine: str
    content: str
    is_over: bool
    outcome: Outcome | None
    committee_chair: str
    reasons: tuple[str, ...]
    dissents: tuple[Dissent, ...]
    rounds: tuple[RoundDebrief, ...]
    values: tuple[ValueDebrief, ...]
    next_steps: tuple[NextStep, ...]
    delivery: DeliveryDebrief | None = None
