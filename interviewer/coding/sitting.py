"""One candidate at one problem: runs of the examples, hints, the submission, the questions."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from interviewer.coding.attempts import Attempt, Attempts
from interviewer.coding.comparing import shown
from interviewer.coding.features import fitting
from interviewer.coding.judging import Outcome, Tried, expected, tried
from interviewer.coding.problem import Hint, Problem
from interviewer.coding.quiz import Marked, Quiz
from interviewer.coding.sandbox import Sandbox
from interviewer.coding.scoring import Score, scored

MOST_FOLLOW_UPS = 2


@dataclass
class Sitting:
    """`seed` makes the hidden cases the same again; without it they are drawn afresh."""

    problem: Problem
    attempts: Attempts
    sandbox: Sandbox
    seed: int | None = None
    attempt: Attempt = field(init=False)

    def __post_init__(self) -> None:
        self.attempt = self.attempts.open(self.problem.said.id)

    @property
    def hints(self) -> tuple[Hint, ...]:
        """Those taken."""
        return self.problem.said.hints[: self.attempt.hints_taken]

    def examples(self, source: str) -> Tried:
        self.attempt.runs += 1
        self.attempts.keep(self.attempt)
        return tried(self.problem, source, self.problem.examples(), self.sandbox)

    def submitted(self, source: str) -> "Submission":
        """Runs the hidden cases. Their seed is drawn only now."""
        import numpy as np

        seed = secrets.randbits(32) if self.seed is None else self.seed
        cases = self.problem.cases(np.random.default_rng(seed))
        result = tried(self.problem, source, cases, self.sandbox)
        return Submission(self.problem, source, seed, result, self.hints)


def hint(problem: Problem, attempts: Attempts) -> Hint | None:
    """The next hint, noted as taken; None when there are no more."""
    attempt = attempts.open(problem.said.id)
    if attempt.hints_taken == len(problem.said.hints):
        return None
    attempt.hints_taken += 1
    attempts.keep(attempt)
    return problem.said.hints[attempt.hints_taken - 1]


@dataclass
class Submission:
    """What was handed in, how its cases went, and the answers given about it."""

    problem: Problem
    source: str
    seed: int
    tried: Tried
    hints: tuple[Hint, ...]
    questions: list[Marked] = field(default_factory=list)
    follow_ups: list[Marked] = field(default_factory=list)

    def to_ask(self) -> Iterator[tuple[Quiz, list[Marked]]]:
        """Each question with the list that takes its mark."""
        for quiz in self.problem.said.questions:
            yield quiz, self.questions
        for ask, each in fitting(self.problem.said.follow_ups, self.source, MOST_FOLLOW_UPS):
            yield Quiz(ask=ask, because=each.because, point=each.point), self.follow_ups

    @property
    def score(self) -> Score:
        return scored(self.tried, self.hints, self.questions, self.follow_ups)

    def as_dict(self) -> dict[str, Any]:
        """All of it for a program, and for the record."""
        score = self.score
        return {
            "title": self.problem.said.title,
            "seed": self.seed,
            "source": self.source,
            "score": score.value,
            "score_covers": list(score.covers),
            "hints_cost": score.hints_cost,
            "passed": self.tried.passed,
            "cases": [of_outcome(self.problem, outcome) for outcome in self.tried.outcomes],
            "ended": self.tried.ran.ended,
            "seconds_run": round(self.tried.ran.seconds, 3),
            "questions": [mark.__dict__ for mark in self.questions],
            "follow_ups": [mark.__dict__ for mark in self.follow_ups],
        }


def of_outcome(problem: Problem, outcome: Outcome) -> dict[str, Any]:
    values: dict[str, Any] = {"name": outcome.case.name, "passed": outcome.passed}
    if not outcome.passed:
        values |= {"called_with": outcome.called(problem.names), "found": outcome.found}
        values |= {"expected": expectation(problem, outcome), "teaches": outcome.case.teaches}
    return values


def expectation(problem: Problem, outcome: Outcome) -> str | None:
    """What the reference gives, where it decides."""
    return shown(expected(problem, outcome.case)) if outcome.case.by_reference else None
