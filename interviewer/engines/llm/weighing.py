"""Judges points by a small model: how much it leans to yes, weighed with what was heard.

For local servers that offer log-probabilities. A small model invents quotes and agrees too
readily, but how strongly it leans to "yes" tells something that matching does not hear. The
quote is always the words that were heard; a point of which none were is not made.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import exp, inf, log

from interviewer.engines.llm.fence import Fence
from interviewer.engines.llm.prompts import prompt
from interviewer.engines.llm.reading import replied
from interviewer.errors import CapabilityMissing
from interviewer.listening.matching import Heard, Heeded
from interviewer.models.chat import ChatModel, Message, Request
from interviewer.questions import KeyPoint

# A logistic fit to labelled judgements of evals/grading/development by a 1.5B model
# (`python -m evals.judges`); what it is worth on others stands in docs/llm.md.
BIAS, HEARD_WEIGHT, LEANING_WEIGHT = -0.52, 1.42, 0.60
# So that no single source can decide alone.
MOST_LOG_ODDS = 7.0
# A word that is not among the alternatives that the server lists is less likely than all of them.
UNLISTED_LOG_PROBABILITY = -20.0


@dataclass(frozen=True)
class Weigher:
    """Asks `model` for one word on each point."""

    model: ChatModel
    fence: Fence

    async def heard(self, heeded: Heeded, question: str, point: KeyPoint) -> Heard:
        """How strongly a point was made, with the words in which it was heard."""
        found = heeded.heard(point)
        if found.quote is None or found.is_denied:
            return found
        leaning = await self.leaning(heeded.answer, question, point)
        return replace(found, strength=weighed(found.strength, leaning))

    async def leaning(self, answer: str, question: str, point: KeyPoint) -> float:
        """The log-odds of the model's yes. Raises CapabilityMissing without log-probabilities."""
        values = {"question": question, "answer": answer, "point": point.point}
        system, user = prompt("point").filled(self.fence, values)
        request = Request(
            system=system,
            messages=(Message("user", user),),
            most_tokens=1,
            temperature=0.0,
            first_token=True,
        )
        top = (await replied(self.model, request)).finished.top
        if not top:
            raise CapabilityMissing(
                f"{self.model.provider} gives no log-probabilities, which weighing needs; "
                "judge by verdicts with --judging verdicts"
            )
        return log_odds(top)


def log_odds(top: Mapping[str, float]) -> float:
    """Of yes against no, whatever their spelling, from log-probabilities by token."""
    return said(top, "yes") - said(top, "no")


def said(top: Mapping[str, float], word: str) -> float:
    """The log-probability of a word in any spelling."""
    listed = [p for token, p in top.items() if token.strip().lower() == word and p > -inf]
    return log(sum(map(exp, listed))) if listed else UNLISTED_LOG_PROBABILITY


def weighed(strength: float, leaning: float) -> float:
    """0 to 1, from what was heard (0 to 1) and how the model leans (log-odds)."""
    heard = HEARD_WEIGHT * within(logit(strength)) + LEANING_WEIGHT * within(leaning)
    return 1 / (1 + exp(-within(BIAS + heard)))


def logit(share: float) -> float:
    clipped = min(max(share, 0.001), 0.999)
    return log(clipped / (1 - clipped))


def within(log_odds: float) -> float:
    return max(-MOST_LOG_ODDS, min(MOST_LOG_ODDS, log_odds))
