"""Every problem of the bank: its reference passes, typical faults fail and teach, nothing cheap
passes. The bank's own code is trusted, so that most of this runs without a sandbox.
"""

import re
import warnings
from collections.abc import Callable, Sequence
from functools import cache
from math import nan
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from interviewer.coding import child
from interviewer.coding.cases import Case
from interviewer.coding.judging import Outcome, compared, expected, tried
from interviewer.coding.ladder import safest
from interviewer.coding.problem import Problem, problems
from interviewer.coding.quiz import marked
from interviewer.coding.running import Failure, Ran, Returned
from interviewer.listening.matching import Heeded

FEWEST_WRONG = 6
BANK = {problem.said.id: problem for problem in problems()}
WRONG = [(name, path) for name, problem in BANK.items() for path in problem.wrong()]
every_problem = pytest.mark.parametrize("problem", BANK.values(), ids=BANK)


@cache
def hidden(problem: Problem) -> Sequence[Case]:
    return problem.cases(np.random.default_rng(7))


def here(problem: Problem, source: str, cases: Sequence[Case]) -> tuple[Outcome, ...]:
    """What the child does, in this process."""
    target = child.loaded(source, problem.said.entry)
    ran = Ran()
    for n, case in enumerate(cases):
        # The sandbox prints warnings, and doesn't raise them as these tests do.
        with warnings.catch_warnings(action="ignore"):
            said = child.answered(target, case.inputs.encoded())
        failed = said.get("error")
        ran.returned[n] = (
            Returned(failure=Failure(failed["kind"], failed["message"], failed["line"]))
            if failed
            else Returned(child.decoded(said["returned"]), changed_inputs=said["changed"])
        )
    return compared(problem, cases, ran)


def source(problem: Problem) -> str:
    return (problem.folder / "reference.py").read_text()


def test_the_bank_has_eighteen_problems_or_more() -> None:
    assert len(BANK) >= 18


@every_problem
def test_the_reference_passes(problem: Problem) -> None:
    for seed in range(3):
        cases = [*problem.examples(), *problem.cases(np.random.default_rng(seed))]
        outcomes = here(problem, source(problem), cases)
        assert [(o.case.name, o.found) for o in outcomes if not o.passed] == []


@every_problem
def test_there_are_enough_wrong_solutions(problem: Problem) -> None:
    assert len(list(problem.wrong())) >= FEWEST_WRONG


@pytest.mark.parametrize(("name", "path"), WRONG, ids=[f"{n}-{p.stem}" for n, p in WRONG])
def test_a_wrong_solution_fails_where_it_must_and_is_told_why(name: str, path: Path) -> None:
    problem, text = BANK[name], path.read_text()
    stated = re.match(r'"""Fails at ([\w-]+)\."""', text)
    assert stated
    first = next(o for o in here(problem, text, hidden(problem)) if not o.passed)
    assert first.case.name == stated[1], first.found
    assert first.found
    assert len(first.case.teaches) > 40


CHEAP: dict[str, Callable[[Any, Case], Any]] = {
    "zeros": lambda value, _: replaced(value, 0.0),
    "NaN": lambda value, _: replaced(value, nan),
    "None": lambda *_: None,
    "the first input": lambda _, case: case.arguments[0],
    "all inputs": lambda _, case: case.arguments,
}


def replaced(value: Any, number: float) -> Any:
    """The same shape with one number everywhere; where NaN has no place, 0."""
    if isinstance(value, np.ndarray):
        return np.full_like(value, number if value.dtype.kind == "f" else 0)
    if isinstance(value, (list, tuple)):
        return type(value)(replaced(each, number) for each in value)
    return number if type(value) is float else value and type(value)(0)


@every_problem
@pytest.mark.parametrize("cheap", CHEAP)
def test_nothing_cheap_passes(problem: Problem, cheap: str) -> None:
    cases = hidden(problem)
    values = {
        n: Returned(CHEAP[cheap](expected(problem, case), case)) for n, case in enumerate(cases)
    }
    outcomes = compared(problem, cases, Ran(values))
    passed = sum(o.passed for o in outcomes)
    assert passed <= len(outcomes) // 3, [o.case.name for o in outcomes if o.passed]


@every_problem
def test_a_starter_defines_the_entry_and_passes_nothing(problem: Problem) -> None:
    assert f"def {problem.said.entry}(" in problem.starter or f"class {problem.said.entry}" in (
        problem.starter
    )
    assert not any(o.passed for o in here(problem, problem.starter, hidden(problem)))


@every_problem
def test_the_answers_of_all_questions_are_right_by_their_own_judge(problem: Problem) -> None:
    for quiz in problem.said.questions:
        said = quiz.point.phrasings[0] if quiz.point else quiz.expected
        assert marked(quiz, said).verdict == "met", quiz.ask


@every_problem
def test_a_question_handed_back_is_no_answer(problem: Problem) -> None:
    for quiz in problem.said.questions:
        for said in ("", quiz.ask, "987654321 furlongs"):
            assert marked(quiz, said).verdict == "not_met", (quiz.ask, said)


@every_problem
def test_follow_ups_hear_their_own_phrasings_and_not_their_question(problem: Problem) -> None:
    for follow_up in problem.said.follow_ups:
        for phrasing in follow_up.point.phrasings:
            heard = Heeded(phrasing, follow_up.ask).heard(follow_up.point)
            assert heard.verdict == "met", phrasing
        assert Heeded(follow_up.ask, follow_up.ask).heard(follow_up.point).verdict != "met"


@pytest.mark.slow
@every_problem
def test_the_reference_passes_in_the_sandbox(problem: Problem) -> None:
    result = tried(problem, source(problem), hidden(problem), safest())
    assert result.is_right, result.first_failure
