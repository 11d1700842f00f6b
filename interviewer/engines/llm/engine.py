"""The llm engine: plans as the offline engine does; a model words, judges and finds claims."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from interviewer.engines.engine import Brief, Hearing, Listened, Moment
from interviewer.engines.llm.claiming import Checker
from interviewer.engines.llm.fence import Fence
from interviewer.engines.llm.judging import Heard, Judge
from interviewer.engines.llm.speaking import Speaker
from interviewer.engines.llm.spending import Spending
from interviewer.engines.offline.engine import TO_THE_POINT, OfflineEngine, said_before
from interviewer.listening.matching import Heeded
from interviewer.listening.replies import reply_kind
from interviewer.models.chat import ChatModel
from interviewer.models.usage import Ledger
from interviewer.rubric import Signals
from interviewer.transcript.events import Claim, PlannedRound, Reply, Used

# What code alone can tell, and no model has to be asked about.
NOTHING_TO_JUDGE = ("empty", "asks_back", "asks_answer", "dont_know")


@dataclass(frozen=True)
class LlmEngine:
    """Each role may have a model of its own. `name` is the kind of provider.

    `shut` lets go of the connections that the roles share.
    """

    name: str
    interviewer: ChatModel
    grader: ChatModel
    checker: ChatModel
    spending: Spending = field(default_factory=lambda: Spending(Ledger()))
    shut: Callable[[], Awaitable[None]] | None = None
    fence: Fence = field(default_factory=Fence)
    offline: OfflineEngine = field(default_factory=OfflineEngine)

    async def plan(self, brief: Brief) -> tuple[PlannedRound, ...]:
        """By code: which questions are asked must not hang on a model's taste."""
        return await self.offline.plan(brief)

    async def utter(self, moment: Moment) -> AsyncIterator[str]:
        async for piece in Speaker(self.interviewer, self.fence).utter(moment):
            yield piece

    async def judge(self, heard: Listened, criteria: Sequence[tuple[str, Signals]]) -> Hearing:
        """The model's verdicts that hold. What kind of reply it is, is told by code.

        A model that gave no usable verdict says nothing of the kind either.
        """
        offline = await self.offline.judge(heard, criteria)
        if offline.reply in NOTHING_TO_JUDGE:
            return offline
        graded = await Judge(self.grader, self.fence).graded(as_heard(heard), criteria)
        shown = [judgement.criterion for judgement in graded.judgements]
        if any(name.startswith(TO_THE_POINT) for name in graded.not_graded) and not shown:
            reply = offline.reply
        else:
            reply = kind(heard, shown)
        if reply != "substantive":
            return Hearing(reply, ())
        return Hearing(reply, graded.judgements, graded.not_graded)

    async def claims(self, heard: Listened) -> tuple[Claim, ...]:
        """Those found by pattern, and those that the model adds to them."""
        ours = await self.offline.claims(heard)
        return await Checker(self.checker, self.fence).claims(as_heard(heard), ours)

    def notes(self) -> tuple[Used, ...]:
        """The calls that were made."""
        return self.spending.fresh()

    async def close(self) -> None:
        if self.shut:
            await self.shut()


def kind(heard: Listened, shown: Sequence[str]) -> Reply:
    """What kind of reply it is, given the criteria that it shows."""
    is_to_the_point = any(name.startswith(TO_THE_POINT) for name in shown)
    taught = heard.passage.text if heard.passage else ""
    heeded = Heeded(heard.text, heard.question.text)
    return reply_kind(heeded, heard.question, taught, is_to_the_point=is_to_the_point)


def as_heard(heard: Listened) -> Heard:
    """The question in the bank's words; what was said since is the candidate's, and fenced."""
    return Heard(heard.question.text, said_before(heard), heard.text)
