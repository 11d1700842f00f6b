"""Claims by a model: it says which calculator a number comes from, code settles the rest."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from interviewer.checking.proposals import Proposals
from interviewer.engines.llm.desk import Desk
from interviewer.engines.llm.fence import Fence
from interviewer.engines.llm.judging import Heard
from interviewer.engines.llm.offering import offered, tool
from interviewer.engines.llm.prompts import prompt
from interviewer.engines.llm.reading import replied
from interviewer.errors import ContextTooLong, ReplyUnusable
from interviewer.models.chat import ChatModel, Message, Request, Tool
from interviewer.transcript.events import Claim

# One to call, one to mend what was off.
MOST_STEPS = 2
MOST_CALLS = 12
MOST_TOKENS = 1500


@dataclass(frozen=True)
class Checker:
    """Asks for calls, settles them, and sends back once what was off."""

    model: ChatModel
    fence: Fence

    async def claims(self, heard: Heard, found: Sequence[Claim]) -> tuple[Claim, ...]:
        """The claims `found` by pattern with those of the model; where both judge, ours holds.

        What was settled before a reply that can't be used stands.

        Raises the kinds of ModelError that say that the model can't be had.
        """
        proposals = Proposals(heard.answer, f"{heard.question}\n{heard.before}")
        tools = tuple(tool(entry) for entry in offered(f"{heard.question} {heard.answer}"))
        if not proposals.has_numbers or not tools:
            return tuple(found)
        desk = Desk(heard, proposals, frozenset(each.name for each in tools))
        with suppress(ReplyUnusable, ContextTooLong):
            await self.called(self.request(heard, tools), desk)
        return merged(found, desk.claims)

    def request(self, heard: Heard, tools: tuple[Tool, ...]) -> Request:
        values = {
            "question": heard.question,
            "before": heard.before or "(nothing)",
            "answer": heard.answer,
        }
        system, user = prompt("claims").filled(self.fence, values)
        return Request(
            system=system,
            messages=(Message("user", user),),
            tools=tools,
            most_tokens=MOST_TOKENS,
            temperature=0.0,
        )

    async def called(self, request: Request, desk: Desk) -> None:
        """Every call is answered; after a step without a fault there is no other."""
        for _ in range(MOST_STEPS):
            reply = await replied(self.model, request)
            calls = reply.calls[:MOST_CALLS]
            said = [desk.taken(call) for call in calls]
            if all(answer == desk.NOTED for answer in said):
                return
            answers = [
                Message("tool", answer, to=call.id)
                for call, answer in zip(calls, said, strict=True)
            ]
            asked = Message("assistant", reply.text, calls=calls)
            request = replace(request, messages=(*request.messages, asked, *answers))


def merged(ours: Sequence[Claim], theirs: Sequence[Claim]) -> tuple[Claim, ...]:
    """All claims in the order of the answer, each number once; a second verdict is noted."""
    kept = [with_second(claim, theirs) for claim in ours]
    new = [claim for claim in theirs if not any(overlap(claim, other) for other in ours)]
    return tuple(sorted([*kept, *new], key=lambda claim: claim.start))


def with_second(claim: Claim, others: Sequence[Claim]) -> Claim:
    for other in others:
        if overlap(claim, other) and stance(other) != stance(claim):
            return claim.model_copy(update={"second_verdict": other.verdict})
    return claim


def overlap(one: Claim, other: Claim) -> bool:
    return one.start < other.end and other.start < one.end


def stance(claim: Claim) -> str:
    """The verdict without its shade: right in whatever way, wrong, or undecided."""
    return "right" if claim.verdict.startswith("right") else claim.verdict
