"""How a small model leans on one point: the log-odds of its yes.

For local servers that offer log-probabilities. What this is worth beside matching, and beside
the length of an answer, `python -m evals.judges` says.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, inf, log

from interviewer.engines.llm.fence import Fence
from interviewer.engines.llm.prompts import prompt
from interviewer.engines.llm.reading import replied
from interviewer.errors import CapabilityMissing
from interviewer.models.chat import ChatModel, Message, Request
from interviewer.questions import KeyPoint

# A word that is not among the alternatives that the server lists is less likely than all of them.
UNLISTED_LOG_PROBABILITY = -20.0


@dataclass(frozen=True)
class Weigher:
    """Asks `model` for one word on each point."""

    model: ChatModel
    fence: Fence

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
                f"{self.model.provider} gives no log-probabilities; measure with a server that does"
            )
        return log_odds(top)


def log_odds(top: Mapping[str, float]) -> float:
    """Of yes against no, whatever their spelling, from log-probabilities by token."""
    return said(top, "yes") - said(top, "no")


def said(top: Mapping[str, float], word: str) -> float:
    """The log-probability of a word in any spelling."""
    listed = [p for token, p in top.items() if token.strip().lower() == word and p > -inf]
    return log(sum(map(exp, listed))) if listed else UNLISTED_LOG_PROBABILITY


def logit(share: float) -> float:
    clipped = min(max(share, 0.001), 0.999)
    return log(clipped / (1 - clipped))
