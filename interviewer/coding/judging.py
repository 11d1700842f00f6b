"""Judges returned values against the cases: expected values are made here, in the parent."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from interviewer.coding.cases import Case
from interviewer.coding.comparing import difference, shown
from interviewer.coding.problem import Problem
from interviewer.coding.running import Ran, Returned, run
from interviewer.coding.sandbox import Sandbox


@dataclass(frozen=True)
class Outcome:
    """One case; `found` is what was wrong, empty if it passed."""

    case: Case
    found: str

    @property
    def passed(self) -> bool:
        return not self.found

    def called(self, names: Sequence[str]) -> str:
        """The inputs as they are shown, a line each, and the calls if it is a class."""
        given = zip(names, self.case.arguments, strict=False)
        lines = [f"{name} = {beside(shown(value), len(name) + 3)}" for name, value in given]
        for method, inputs in self.case.calls or ():
            lines.append(f".{method}({', '.join(map(shown, inputs))})")
        return "\n".join(lines)


def beside(text: str, columns: int) -> str:
    """A text of several lines set beside a name."""
    return text.replace("\n", "\n" + " " * columns)


@dataclass(frozen=True)
class Tried:
    """A run over some cases."""

    ran: Ran
    outcomes: tuple[Outcome, ...]

    @property
    def passed(self) -> int:
        return sum(outcome.passed for outcome in self.outcomes)

    @property
    def is_right(self) -> bool:
        return self.passed == len(self.outcomes)

    @property
    def first_failure(self) -> Outcome | None:
        return next((outcome for outcome in self.outcomes if not outcome.passed), None)


def tried(problem: Problem, source: str, cases: Sequence[Case], sandbox: Sandbox) -> Tried:
    """Runs the code on all cases at once, then compares what came back."""
    inputs = [case.inputs for case in cases]
    ran = run(sandbox, source, problem.said.entry, inputs, problem.said.within_s)
    return Tried(ran, compared(problem, cases, ran))


def compared(problem: Problem, cases: Sequence[Case], ran: Ran) -> tuple[Outcome, ...]:
    if ran.load_failure:
        return tuple(Outcome(case, str(ran.load_failure)) for case in cases)
    ended = ran.ended or "it ended before it returned anything"
    return tuple(
        Outcome(case, fault(problem, case, ran.returned[n]) if n in ran.returned else ended)
        for n, case in enumerate(cases)
    )


def fault(problem: Problem, case: Case, returned: Returned) -> str:
    """What is wrong with one value; empty if nothing is."""
    if returned.failure:
        return str(returned.failure)
    if case.by_reference and (
        found := difference(returned.value, expected(problem, case), case.tolerance)
    ):
        return found
    if case.holds and (found := held(case, returned.value)):
        return found
    if returned.changed_inputs and not case.may_change_inputs:
        return "the inputs were changed: the caller still needs them"
    return ""


def held(case: Case, value: Any) -> str:
    """A property of a value that may be anything: a wrong kind is a failure, not ours."""
    assert case.holds
    try:
        return case.holds(value)
    except (TypeError, ValueError, IndexError, KeyError, AttributeError, OverflowError) as error:
        return f"the result is {shown(value)}, which can't be checked ({error})"


def expected(problem: Problem, case: Case) -> Any:
    """What the reference gives, on inputs of its own."""
    inputs = copy.deepcopy(case.arguments)
    made = problem.reference()(*inputs)
    if case.calls is None:
        return made
    return [getattr(made, name)(*copy.deepcopy(given)) for name, given in case.calls]
