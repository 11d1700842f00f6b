"""The events of a transcript, one JSON object a line.

A released format is never changed: a new field needs a default, anything else a new version
and a golden file in `tests/transcript/golden/`.
"""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from interviewer.levels import Level
from interviewer.rubric import Value

VERSION: Literal[1] = 1
QuestionKind = Literal["opening", "probe", "deeper", "clarify"]
Means = Literal["text", "voice", "skip"]
Verdict = Literal["met", "partly", "not_met"]
ClaimVerdict = Literal[
    "right", "right_rounded", "right_binary", "wrong", "needs_inputs", "not_checkable"
]
Reply = Literal["substantive", "empty", "off_topic", "dont_know", "asks_back", "asks_answer"]
Reason = Literal[
    "opening",
    "wrong_number",
    "misconception",
    "missing",
    "deeper",
    "guide",
    "find_out",
    "silence",
    "off_topic",
    "asks_back",
    "declined",
]
Vote = Literal["strong_no", "no", "yes", "strong_yes"]
Outcome = Literal["advance", "hold", "no"]


def now() -> str:
    """The time in UTC, to the millisecond, as transcripts write it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Event(Part):
    """What every line has. `key` names the moment, so that no moment is recorded twice."""

    v: Literal[1] = VERSION
    at: str = Field(default_factory=now)

    @property
    def key(self) -> str:
        raise TypeError(f"{type(self).__name__} has no key")


class Header(Event):
    """The first line: which interview this is.

    With `only` nothing else was to be asked. `content` is the version of all that judges;
    `content_folder` is where the candidate's own part of it lay, if there was any.
    """

    type: Literal["header"] = "header"
    session: str
    track: str
    level: Level
    rounds: tuple[str, ...]
    engine: str
    seed: int
    avoid: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    content: str
    content_folder: str = ""

    @property
    def key(self) -> str:
        return "header"


class PlannedRound(Part):
    round: str
    questions: tuple[str, ...]


class Planned(Event):
    type: Literal["planned"] = "planned"
    rounds: tuple[PlannedRound, ...]

    @property
    def key(self) -> str:
        return "planned"


class Used(Event):
    """One call of a language model; `cost_usd` is None where no price is known of it.

    `to` is the question that was asked or answered, `number` the event's place in the record.
    """

    type: Literal["used"] = "used"
    number: int = 0
    to: str = ""
    role: str
    provider: str
    model: str
    input: int = 0
    output: int = 0
    cached: int = 0
    written: int = 0
    cost_usd: float | None = None
    is_estimate: bool = False

    @property
    def key(self) -> str:
        return f"used {self.number}"


class EngineChanged(Event):
    """From here on another engine decides; `reason` says why, such as an outage."""

    type: Literal["engine_changed"] = "engine_changed"
    number: int = 0
    to: str = ""
    engine: str
    reason: str

    @property
    def key(self) -> str:
        return f"engine_changed {self.number}"


class RoundStarted(Event):
    type: Literal["round_started"] = "round_started"
    round: str
    title: str
    interviewer: str
    seat: str
    minutes: float
    opening: str

    @property
    def key(self) -> str:
        return f"round_started {self.round}"


class Target(Part):
    """What a follow-up aims at: a key point, a misconception, a rung or a claim, by id.

    One from the guide aims at a passage's probe, `paged-kv-cache#0`.
    """

    reason: Reason
    id: str | None = None


class Asked(Event):
    """Something the interviewer wants answered. `bank` is the question of the bank behind it."""

    type: Literal["asked"] = "asked"
    question: str
    round: str
    bank: str
    kind: QuestionKind
    target: Target
    text: str

    @property
    def key(self) -> str:
        return f"asked {self.question}"


class Answered(Event):
    """What the candidate said, verbatim. `seconds` is their own time on it."""

    type: Literal["answered"] = "answered"
    to: str
    text: str
    seconds: float = Field(ge=0)
    means: Means = "text"

    @property
    def key(self) -> str:
        return f"answered {self.to}"


class Heard(Event):
    """A stretch of speech as it was understood, kept as soon as it ends.

    `number` counts those of one question from 1, `start` and `end` are seconds since listening
    began, and `confidence` runs from 0 to 1. The answer may hold a correction of it.
    """

    type: Literal["heard"] = "heard"
    to: str
    number: int
    text: str
    start: float
    end: float
    confidence: float

    @property
    def key(self) -> str:
        return f"heard {self.to} {self.number}"


class Pause(Part):
    """A silence inside an answer; `after` is the last of what had been said by then."""

    at: float
    seconds: float
    after: str = ""


class Delivered(Event):
    """How an answer was spoken, in seconds of the candidate's own time; no part of any score.

    `first_word` is None if nothing was said. Fillers are at least as many as are counted.
    `number` counts those of one question from 1: a request to see something comes before.
    """

    type: Literal["delivered"] = "delivered"
    to: str
    number: int = 1
    first_word: float | None
    speaking: float
    pauses: tuple[Pause, ...] = ()
    words: int
    fillers: int = 0
    hedges: tuple[str, ...] = ()
    certainties: tuple[str, ...] = ()
    interviewer: float = 0.0

    @property
    def key(self) -> str:
        return f"delivered {self.to} {self.number}"


class Revealed(Event):
    """An artefact that the interviewer showed."""

    type: Literal["revealed"] = "revealed"
    to: str
    artefact: str
    title: str
    text: str

    @property
    def key(self) -> str:
        return f"revealed {self.to} {self.artefact}"


class Sketched(Event):
    """A whiteboard sketch, ASCII or Mermaid; `number` counts those of one question from 1."""

    type: Literal["sketched"] = "sketched"
    to: str
    number: int
    text: str

    @property
    def key(self) -> str:
        return f"sketched {self.to} {self.number}"


class Slip(Part):
    id: str
    explanation: str


class Claim(Part):
    """A number that the candidate said, recomputed. `text` is `answer[start:end]`.

    `second_verdict` is a language model's way to the number, where it came out otherwise.
    """

    text: str
    start: int
    end: int
    quantity: str
    claimed: float | None
    unit: str
    expected: float | None = None
    expected_range: tuple[float, float] | None = None
    verdict: ClaimVerdict
    slips: tuple[Slip, ...] = ()
    calculator: str | None = None
    inputs: dict[str, Any] = {}
    assumptions: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    source: str | None = None
    second_verdict: ClaimVerdict | None = None


class Checked(Event):
    type: Literal["checked"] = "checked"
    to: str
    claims: tuple[Claim, ...]

    @property
    def key(self) -> str:
        return f"checked {self.to}"


class Judgement(Part):
    """One criterion on one answer. `quote` stands verbatim in the answer, or is None."""

    criterion: str
    verdict: Verdict
    quote: str | None = None


class Judged(Event):
    """How one answer was heard: what kind of reply, and each criterion that it bears on.

    `not_graded` are the criteria for which no usable verdict was to be had.
    """

    type: Literal["judged"] = "judged"
    to: str
    reply: Reply
    judgements: tuple[Judgement, ...]
    not_graded: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return f"judged {self.to}"


class CriterionScore(Part):
    """A criterion of the round's rubric, 1 to 5, or None where nothing could show it."""

    criterion: str
    score: float | None
    quotes: tuple[str, ...] = ()


class QuestionScore(Part):
    """A question of the bank, 1 to 5, with the ids of what was shown and what was missing."""

    bank: str
    score: float | None
    shown: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    misconceptions: tuple[str, ...] = ()


class RoundScored(Event):
    """One interviewer's score and vote, from their own round's evidence only."""

    type: Literal["round_scored"] = "round_scored"
    round: str
    rubric: str
    score: float | None
    vote: Vote | None
    questions: tuple[QuestionScore, ...]
    criteria: tuple[CriterionScore, ...]
    values: dict[Value, CriterionScore]
    reason: str
    said: str

    @property
    def key(self) -> str:
        return f"round_scored {self.round}"


class Dissent(Part):
    """A vote against the majority, stated with its evidence, and how the committee weighed it."""

    round: str
    vote: Vote
    stated: str
    quote: str | None
    answered_by: tuple[str, ...]
    resolved: bool
    weighed: str


class Deliberated(Event):
    """What the committee decided; None when no round could be graded."""

    type: Literal["deliberated"] = "deliberated"
    outcome: Outcome | None
    reasons: tuple[str, ...]
    dissents: tuple[Dissent, ...] = ()

    @property
    def key(self) -> str:
        return "deliberated"


class Ended(Event):
    """The last line: the interview is over and its debrief can be written at any time."""

    type: Literal["ended"] = "ended"
    outcome: Outcome | None

    @property
    def key(self) -> str:
        return "ended"


AnyEvent = Annotated[
    Header
    | Planned
    | Used
    | EngineChanged
    | RoundStarted
    | Asked
    | Answered
    | Heard
    | Delivered
    | Revealed
    | Sketched
    | Checked
    | Judged
    | RoundScored
    | Deliberated
    | Ended,
    Field(discriminator="type"),
]
EVENT: TypeAdapter[AnyEvent] = TypeAdapter(AnyEvent)
