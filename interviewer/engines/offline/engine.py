"""The offline engine: the same words in give the same decisions out."""

from collections.abc import AsyncIterator, Sequence

from interviewer.engines.engine import Brief, Hearing, Listened, Moment
from interviewer.engines.offline.planning import plan
from interviewer.engines.offline.wording import wording
from interviewer.listening.guards import is_no_answer, without_words_to_the_grader
from interviewer.listening.matching import Heard, Heeded
from interviewer.listening.replies import reply_kind
from interviewer.rubric import Signals
from interviewer.scoring.criteria import is_claim
from interviewer.transcript.events import Claim, Judgement, PlannedRound

# Behaviours can be heard in any sentence, so alone they don't make a reply one to the point.
TO_THE_POINT = ("key:", "wrong:", "rung:")


class OfflineEngine:
    name = "offline"

    async def plan(self, brief: Brief) -> tuple[PlannedRound, ...]:
        return plan(brief)

    async def utter(self, moment: Moment) -> AsyncIterator[str]:
        yield wording(moment)

    async def judge(self, heard: Listened, criteria: Sequence[tuple[str, Signals]]) -> Hearing:
        """Judges by matching; criteria of which nothing was heard are left out.

        What answers nothing by its form is graded, and earns nothing.
        """
        answer, _ = without_words_to_the_grader(heard.text)
        asked = heard.exchange.last.asked
        is_opening = asked.kind == "opening"
        if is_no_answer(answer, asked.text, heard.question, is_opening=is_opening):
            return Hearing("substantive", ())
        heeded = Heeded(answer, heard.question.text)
        judged = [(name, judgement(heeded, name, signals)) for name, signals in criteria]
        shown = tuple(
            Judgement(criterion=name, verdict=found.verdict, quote=found.quote)
            for name, found in judged
            if found.verdict != "not_met"
        )
        to_the_point = any(j.criterion.startswith(TO_THE_POINT) for j in shown)
        taught = heard.passage.text if heard.passage else ""
        reply = reply_kind(heeded, heard.question, taught, is_to_the_point=to_the_point)
        return Hearing(reply, shown if reply in ("substantive", "dont_know") else ())

    async def claims(self, heard: Listened) -> tuple[Claim, ...]:
        """The numbers of the answer, recomputed from it, the question and what was said before."""
        # Facts and calculators are read at the first answer, not before the first question.
        from interviewer.checking.claims import check

        return check(heard.text, said_before(heard))

    def notes(self) -> tuple[()]:
        """Nothing is called, so nothing is used."""
        return ()

    async def close(self) -> None:
        """There is no connection."""


def said_before(heard: Listened) -> str:
    """The question and the turns of its exchange, oldest first, without the last answer."""
    *before, last = heard.exchange.turns
    answered = [(turn.asked.text, turn.answered.text) for turn in before if turn.answered]
    return "\n".join([*(text for pair in answered for text in pair), last.asked.text])


def judgement(heeded: Heeded, name: str, signals: Signals) -> Heard:
    return heeded.claimed(signals) if is_claim(name) else heeded.heard(signals)
