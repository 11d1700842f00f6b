"""Speaks by a model: what comes next is decided, the model words it, and code listens first."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass

from interviewer.engines.engine import Moment
from interviewer.engines.llm.fence import Fence
from interviewer.engines.llm.leaks import Secrets
from interviewer.engines.llm.manner import (
    is_double,
    is_out_of_role,
    is_question,
    is_verdict,
    sentences,
    unlabelled,
    unrepeated,
)
from interviewer.engines.llm.requests import bridge, due, follow_up
from interviewer.engines.offline.wording import opening_line, wording
from interviewer.errors import (
    BudgetReached,
    ContextTooLong,
    KeyMissing,
    ModelError,
    ReplyUnusable,
)
from interviewer.listening.clauses import WORD, content_stems
from interviewer.listening.matching import pattern
from interviewer.models.chat import ChatModel, Finished, Piece, Request, Said

ATTEMPTS = 2
MOST_WORDS = 75
MOST_BRIDGE_WORDS = 30
# A bridge is made of the candidate's words and of words for going on.
MOST_BROUGHT = 5


@dataclass(frozen=True)
class Speaker:
    """Says the next thing sentence by sentence; no sentence before it has been checked.

    A sentence that gives something away or falls out of the role ends the attempt. The next one
    goes on where it ended, and after that the bank's own words do.
    """

    model: ChatModel
    fence: Fence

    async def utter(self, moment: Moment) -> AsyncIterator[str]:
        """Raises what stands in the way of a reply only before the first word."""
        if moment.move.target.reason != "opening":
            async for piece in spaced(self.probing(moment)):
                yield piece
        elif moment.previous is None:
            yield wording(moment)
        else:
            async for piece in spaced(self.opening(moment)):
                yield piece

    async def opening(self, moment: Moment) -> AsyncIterator[str]:
        """A sentence that leads over, and the bank's question word for word."""
        yield await self.led_over(moment) or opening_line(moment, moment.round.script)
        yield moment.question.text

    async def led_over(self, moment: Moment) -> str:
        """The model's sentence, or nothing if there is none that can be said."""
        assert moment.previous is not None
        secrets = Secrets(moment.question, moment.previous, "")
        try:
            async with aclosing(self.said(bridge(moment, self.fence))) as said:
                line = unlabelled(await anext(said, ""), moment.round.persona.name)
                return line if is_bridge(line, secrets) else ""
        except (ReplyUnusable, ContextTooLong):
            return ""

    async def probing(self, moment: Moment) -> AsyncIterator[str]:
        """A reaction and one question; whatever the model lacks, the bank's words make good."""
        spoken: list[str] = []
        fault, is_short = "", False
        for _ in range(ATTEMPTS):
            heard = Listener(moment, spoken)
            try:
                so_far = " ".join(spoken)
                request = follow_up(moment, self.fence, so_far, fault, is_short=is_short)
                async with aclosing(self.said(request)) as said:
                    async for sentence in said:
                        if line := heard.passed(sentence):
                            spoken.append(line)
                            yield line
                        if heard.is_done or heard.fault:
                            break
            except ReplyUnusable:
                heard.fault = "it could not be used"
            except ContextTooLong:
                is_short = True
            except (ModelError, KeyMissing, BudgetReached):
                if not spoken:
                    raise
            if heard.is_done:
                return
            fault = heard.fault
        yield due(moment) if spoken else wording(moment)

    async def said(self, request: Request) -> AsyncGenerator[str, None]:
        """The sentences of a reply; one that was cut short is left out."""
        async with aclosing(self.model.respond(request)) as pieces:
            async for sentence in sentences(texts(pieces)):
                yield sentence


@dataclass
class Listener:
    """Hears a model's sentences before the candidate does."""

    moment: Moment
    spoken: list[str]
    fault: str = ""
    is_done: bool = False

    def passed(self, sentence: str) -> str:
        """What may be said of a sentence, perhaps nothing; sets `fault` if the attempt is over."""
        said = " ".join(self.spoken)
        line = unrepeated(unlabelled(sentence, self.moment.round.persona.name), said)
        if not WORD.search(line) or (is_verdict(line) and not is_question(line)):
            return ""
        self.fault = self.fault_of(line, said) or ""
        if self.fault:
            return ""
        self.is_done = is_question(line)
        return line

    def fault_of(self, line: str, said: str) -> str | None:
        if is_verdict(line):
            return "you let the candidate know whether they were right"
        if is_out_of_role(line):
            return "you fell out of your role"
        if len(said.split()) + len(line.split()) > MOST_WORDS:
            return "you spoke for too long"
        if is_double(line):
            return "you asked more than one question"
        if is_question(line) and not is_to_the_point(line, self.moment):
            return "your question asked for something else than you were told to ask"
        secrets = Secrets(self.moment.question, self.moment.exchange, due(self.moment))
        return secrets.fault(line)


def is_bridge(line: str, secrets: Secrets) -> bool:
    """Whether a sentence asks nothing, judges nothing, and brings next to nothing of its own."""
    is_short = 0 < len(line.split()) <= MOST_BRIDGE_WORDS and not is_question(line)
    brought = content_stems(line) - content_stems(secrets.known)
    is_plain = not is_verdict(line) and not is_out_of_role(line) and not secrets.fault(line)
    return is_short and is_plain and len(brought) <= MOST_BROUGHT


def is_to_the_point(line: str, moment: Moment) -> bool:
    """Whether a question shares a word with what is due, or with the point it asks for."""
    aimed = content_stems(due(moment)) | content_stems(moment.move.quote or "")
    for point in moment.question.key_points:
        if moment.move.target.reason == "missing" and point.id == moment.move.target.id:
            aimed |= pattern(point.cue_groups, point.phrasings).vocabulary
    return bool(content_stems(line) & aimed)


async def texts(pieces: AsyncIterator[Piece]) -> AsyncIterator[str]:
    """The text of a reply as it comes. Raises ReplyUnusable for one declined or cut short."""
    async for piece in pieces:
        match piece:
            case Said():
                yield piece.text
            case Finished(reason="stop" | "calls"):
                return
            case Finished():
                raise ReplyUnusable(f"{piece.model} ended with {piece.reason}; try again")
    raise ReplyUnusable("the reply broke off without an end; try again")


async def spaced(lines: AsyncIterator[str]) -> AsyncIterator[str]:
    """The lines as pieces of one utterance, a space between them."""
    is_first = True
    async for line in lines:
        yield line if is_first else f" {line}"
        is_first = False
