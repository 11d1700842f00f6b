"""Where a model's calculator calls are handed in: looked through, settled, or sent back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from interviewer.checking.proposals import Proposal, Proposals
from interviewer.engines.llm.judging import Heard
from interviewer.engines.llm.quoting import located
from interviewer.errors import UsageError
from interviewer.models.chat import Called
from interviewer.transcript.events import Claim, ClaimVerdict


class SentBack(Exception):
    """A call that can't be settled, with the sentence that the model is told."""


@dataclass
class Desk:
    """The calls on one answer. What was sent back and not mended stays undecided."""

    NOTED: ClassVar[str] = "noted"

    heard: Heard
    proposals: Proposals
    offered: frozenset[str]
    settled: dict[int, Claim] = field(default_factory=dict)
    undecided: dict[int, Claim] = field(default_factory=dict)

    @property
    def claims(self) -> list[Claim]:
        return list(({**self.undecided, **self.settled}).values())

    def taken(self, call: Called) -> str:
        """What the model is answered: noted, or what to mend. Never what the number should be."""
        try:
            arguments = read(call, self.offered)
            start, end = self.place(arguments.get("claim", ""))
        except SentBack as fault:
            return str(fault)
        inputs = {name: text for name, text in arguments.items() if name != "claim"}
        try:
            self.settle(Proposal(start, end, call.tool, self.as_said(inputs, start)))
        except SentBack as fault:
            self.leave(start, end, str(fault), "needs_inputs")
            return str(fault)
        except UsageError as error:
            self.leave(start, end, str(error), "not_checkable")
            return f"error: {error}"
        return self.NOTED

    def settle(self, proposal: Proposal) -> None:
        claim = self.proposals.settled(proposal)
        self.undecided.pop(proposal.start, None)
        if claim and proposal.start not in self.settled:
            self.settled[proposal.start] = claim

    def leave(self, start: int, end: int, why: str, verdict: ClaimVerdict) -> None:
        if claim := self.proposals.undecided(start, end, why, verdict):
            self.undecided[start] = claim

    def place(self, claim: str) -> tuple[int, int]:
        """Where the number stands in the answer."""
        words = located(claim, self.heard.answer)
        if words is None:
            raise SentBack("error: `claim` must be copied letter by letter from the answer")
        start = self.heard.answer.index(words)
        return start, start + len(words)

    def as_said(self, inputs: Mapping[str, str], claim_start: int) -> dict[str, str]:
        """The inputs, each in the words that were said; the claimed number is none of them."""
        answer, before = self.heard.answer, f"{self.heard.question}\n{self.heard.before}"
        found: dict[str, str] = {}
        for name, text in inputs.items():
            words = located(text, answer) or located(text, before)
            if words is None:
                raise SentBack(f"{name} was not said as {text!r}; leave it out unless it was said")
            if words in answer and answer.index(words) == claim_start:
                raise SentBack(f"{name} is the claimed number itself; leave it out")
            found[name] = words
        return found


def read(call: Called, offered: frozenset[str]) -> dict[str, str]:
    """The arguments of a call, as texts; those left empty were not given."""
    if call.tool not in offered:
        raise SentBack(f"error: there is no calculator {call.tool!r} here")
    try:
        values = json.loads(call.arguments)
    except (ValueError, RecursionError):
        raise SentBack("error: the arguments are no JSON") from None
    if not isinstance(values, dict) or not isinstance(values.get("claim"), str):
        raise SentBack("error: the arguments need `claim`, the number as it was said")
    return {name: str(value) for name, value in values.items() if value not in (None, "")}
