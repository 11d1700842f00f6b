"""Keeps an interviewer from giving away what the candidate has yet to say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from interviewer.listening.clauses import clauses, content_stems
from interviewer.listening.matching import Heeded
from interviewer.questions import KeyPoint, Question, Rung
from interviewer.transcript.exchanges import Exchange

FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
# Measured on the bank: probes for a point score below 0.41 against it in 95 of 100 cases, its
# phrasings above it; with the words of the question and of the probe given, the gap is wider.
MOST_STRENGTH = 0.45
# Of what a sentence brings, how much may come from a model answer.
FEWEST_ANSWERING, MOST_ANSWERING_SHARE = 3, 0.6
# Of a clause of a correction, how much a sentence may say.
FEWEST_CORRECTING, MOST_CORRECTING_SHARE = 2, 0.5


@dataclass(frozen=True)
class Secrets:
    """What is not to be said about one question while it is open, and what is known already.

    `allowed` are further words of ours that may be said: the probe that is due.
    """

    question: Question
    exchange: Exchange | None
    allowed: str

    @cached_property
    def known(self) -> str:
        """All that was asked and answered so far; repeating it gives nothing away."""
        turns = self.exchange.turns if self.exchange else ()
        said = [text for turn in turns for text in (turn.asked.text, answered(turn.answered))]
        return "\n".join([self.question.text, self.question.restated, self.allowed, *said])

    @cached_property
    def figures(self) -> frozenset[str]:
        return frozenset(FIGURE.findall(self.known))

    @cached_property
    def unearned(self) -> tuple[KeyPoint | Rung, ...]:
        """The points and rungs that the candidate hasn't made."""
        turns = self.exchange.turns if self.exchange else ()
        met = {j.criterion for turn in turns for j in turn.judgements if j.verdict == "met"}
        points = [p for p in self.question.key_points if f"key:{p.id}" not in met]
        rungs = [r for n, r in enumerate(self.question.deeper) if f"rung:{n}" not in met]
        return (*points, *rungs)

    @cached_property
    def answers(self) -> frozenset[str]:
        """The meaningful stems of the model answers."""
        texts = map(str, vars(self.question.model_answer).values())
        return frozenset().union(*map(content_stems, texts))

    @cached_property
    def corrections(self) -> list[frozenset[str]]:
        """The meaningful stems of each clause that says what is right about a mistake."""
        texts = [wrong.correction for wrong in self.question.misconceptions]
        return [clause.content for text in texts for clause in clauses(text)]

    def fault(self, sentence: str) -> str | None:
        """What a sentence would give away, as a model is told it; None for nothing."""
        return next(self.faults(sentence), None)

    def faults(self, sentence: str) -> Iterator[str]:
        if new := [f for f in FIGURE.findall(sentence) if f not in self.figures]:
            yield f"you said a figure that nobody had said ({new[0]})"
        heeded = Heeded(sentence, self.known)
        if any(heeded.heard(point).strength > MOST_STRENGTH for point in self.unearned):
            yield "you said a part of the answer that the candidate has yet to say"
        brought = content_stems(sentence) - heeded.given
        told = brought & self.answers
        if len(told) >= FEWEST_ANSWERING and len(told) / len(brought) > MOST_ANSWERING_SHARE:
            yield "you said a part of the answer that the candidate has yet to say"
        if any(self.corrects(brought, clause - heeded.given) for clause in self.corrections):
            yield "you said what is right, and the candidate has yet to find it"

    def corrects(self, brought: frozenset[str], clause: frozenset[str]) -> bool:
        shared = len(brought & clause)
        return shared >= FEWEST_CORRECTING and shared / len(clause) >= MOST_CORRECTING_SHARE


def answered(answer: object) -> str:
    return str(getattr(answer, "text", ""))
