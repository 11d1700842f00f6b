"""The seam between an interview and whoever makes its decisions."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

from interviewer.guide.passages import Passage
from interviewer.levels import Level
from interviewer.questions import Question
from interviewer.rounds import Round
from interviewer.rubric import Signals
from interviewer.transcript.events import (
    Claim,
    EngineChanged,
    Judgement,
    PlannedRound,
    QuestionKind,
    Reply,
    Target,
    Used,
)
from interviewer.transcript.exchanges import Exchange


@dataclass(frozen=True)
class Brief:
    """What a plan is made from. Questions in `avoid` were asked in earlier sessions; with `only`
    nothing else is asked."""

    track: str
    level: Level
    rounds: Sequence[Round]
    banks: Sequence[Sequence[Question]]
    seed: int
    avoid: frozenset[str] = frozenset()
    only: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Move:
    """What to do next in a question; code decides this, an engine only words it."""

    kind: QuestionKind
    target: Target
    quote: str | None = None


@dataclass(frozen=True)
class Moment:
    """Everything an engine may look at to word the next utterance.

    `exchange` is the one going on, `previous` the one before it in the round. `turn` counts
    the utterances of the round from 0; `remaining_seconds` is the round's clock. `passages` are
    those that the question names, for a follow-up that is founded on one.
    """

    round: Round
    question: Question
    exchange: Exchange | None
    previous: Exchange | None
    move: Move
    turn: int
    remaining_seconds: float
    seed: int
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True)
class Listened:
    """One answer in its setting: what the engine is asked to judge.

    `passage` is the one that the last question was founded on, if any was.
    """

    question: Question
    exchange: Exchange
    text: str
    passage: Passage | None = None


@dataclass(frozen=True)
class Spoken:
    """A piece of an utterance on its way to the candidate; the whole comes as an `Asked`."""

    text: str


class Hearing(NamedTuple):
    """How an answer was heard; `not_graded` are criteria without a usable verdict."""

    reply: Reply
    judgements: tuple[Judgement, ...]
    not_graded: tuple[str, ...] = ()


EngineName = Literal["offline", "openai", "anthropic", "compatible"]


class Engine(Protocol):
    """Two exist: `offline` (deterministic) and `llm` (the same decisions by prompts)."""

    @property
    def name(self) -> str: ...

    async def plan(self, brief: Brief) -> tuple[PlannedRound, ...]:
        """Which questions each round asks, in order."""
        ...

    def utter(self, moment: Moment) -> AsyncIterator[str]:
        """The next thing to say, in pieces as they come. Never an answer given away."""
        ...

    async def judge(self, heard: Listened, criteria: Sequence[tuple[str, Signals]]) -> Hearing:
        """What kind of reply this is, and each criterion that it bears on, quoted verbatim."""
        ...

    async def claims(self, heard: Listened) -> tuple[Claim, ...]:
        """The numbers said, recomputed."""
        ...

    def notes(self) -> Sequence[Used | EngineChanged]:
        """What has happened since this was last asked and belongs into the record."""
        ...

    async def close(self) -> None:
        """Lets go of connections."""
        ...
