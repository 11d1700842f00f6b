"""An engine with others standing by: an outage in mid-interview is a choice, not the end."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from interviewer.engines.engine import Brief, Engine, Hearing, Listened, Moment
from interviewer.errors import InterviewerError, KeyMissing, ModelError
from interviewer.rubric import Signals
from interviewer.transcript.events import Claim, EngineChanged, PlannedRound, Used

T = TypeVar("T")
WAIT = "wait"
# What the candidate wants to do about a trouble: `wait`, or the name of another engine.
Choose = Callable[[InterviewerError, Sequence[str]], Awaitable[str]]
TROUBLES = (ModelError, KeyMissing)


@dataclass
class Standby:
    """Decides by `engine` until it can't; then whoever is asked by `choose` names the next.

    `others` make the engines that stand by. What a budget forbids is no trouble of this kind.
    """

    engine: Engine
    others: Mapping[str, Callable[[], Engine]]
    choose: Choose
    name: str = ""
    untold: list[Used | EngineChanged] = field(default_factory=list)
    retired: list[Engine] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.name = self.name or self.engine.name

    async def plan(self, brief: Brief) -> tuple[PlannedRound, ...]:
        return await self.tried(lambda engine: engine.plan(brief))

    async def utter(self, moment: Moment) -> AsyncIterator[str]:
        """An engine fails before its first word or not at all, so none is said twice."""
        begun = await self.tried(lambda engine: begin(engine.utter(moment)))
        async for piece in begun:
            yield piece

    async def judge(self, heard: Listened, criteria: Sequence[tuple[str, Signals]]) -> Hearing:
        return await self.tried(lambda engine: engine.judge(heard, criteria))

    async def claims(self, heard: Listened) -> tuple[Claim, ...]:
        return await self.tried(lambda engine: engine.claims(heard))

    def notes(self) -> tuple[Used | EngineChanged, ...]:
        untold, self.untold = self.untold, []
        return (*untold, *self.engine.notes())

    async def close(self) -> None:
        for engine in (*self.retired, self.engine):
            await engine.close()

    async def tried(self, decide: Callable[[Engine], Awaitable[T]]) -> T:
        while True:
            try:
                return await decide(self.engine)
            except TROUBLES as trouble:
                await self.settle(trouble)

    async def settle(self, trouble: InterviewerError) -> None:
        """Waits or changes the engine, as is chosen; an engine that can't be had is a trouble."""
        names = [name for name in self.others if name != self.engine.name]
        choice = await self.choose(trouble, (WAIT, *names))
        if choice == WAIT:
            return
        try:
            following = self.others[choice]()
        except TROUBLES as another:
            await self.settle(another)
            return
        self.untold += self.engine.notes()
        self.untold.append(EngineChanged(engine=following.name, reason=str(trouble)))
        self.retired.append(self.engine)
        self.engine = following


async def begin(pieces: AsyncIterator[str]) -> AsyncIterator[str]:
    """The pieces, once there is a first one; what fails before it is raised here."""
    first = await anext(pieces, "")

    async def all_pieces() -> AsyncIterator[str]:
        yield first
        async for piece in pieces:
            yield piece

    return all_pieces()
