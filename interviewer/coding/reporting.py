"""What a code round says: the statement, runs of the examples, the result and what it teaches."""

from collections.abc import Iterator, Sequence
from textwrap import fill, indent

from interviewer.coding.comparing import shown
from interviewer.coding.judging import Outcome, Tried, beside, expected
from interviewer.coding.kernels import Kernel
from interviewer.coding.problem import Problem
from interviewer.coding.quiz import Marked
from interviewer.coding.sitting import Submission, expectation

WIDTH = 88
WORDS = {"met": "right", "partly": "in part", "not_met": "not right"}
PRINTED_CHARACTERS = 2_000


def statement(problem: Problem) -> str:
    """What is asked, with the visible cases and what they give."""
    said = problem.said
    head = f"{said.title} ({said.level}, {said.minutes:g} minutes)"
    lines = [head, "", said.statement, "", indent(said.signature, "    "), ""]
    for case in problem.examples():
        outcome = Outcome(case, "")
        lines += ["Example", indent(outcome.called(problem.names), "    ")]
        lines += [indent(f"gives {beside(shown(expected(problem, case)), 6)}", "    "), ""]
    return "\n".join(lines).rstrip()


def of_kernel(kernel: Kernel) -> str:
    said = kernel.said
    head = f"{said.title} ({said.level}, {said.minutes:g} minutes)"
    return "\n".join([head, "", said.statement, "", indent(kernel.snippet.rstrip(), "    ")])


def of_examples(problem: Problem, tried: Tried) -> str:
    """Each visible case, with what was printed."""
    lines = [f"Examples: {tried.passed} of {len(tried.outcomes)} pass."]
    for outcome in tried.outcomes:
        lines += of_outcome(problem, outcome) if outcome.found else ()
    return "\n".join([*lines, *printed(tried)])


def of_outcome(problem: Problem, outcome: Outcome) -> Iterator[str]:
    """A case that failed: its inputs, what came and what was expected."""
    yield f"  {outcome.case.name}: {outcome.found}"
    yield indent(outcome.called(problem.names), "    ")
    if (wanted := expectation(problem, outcome)) is not None:
        yield indent(f"expected {beside(wanted, 9)}", "    ")


def printed(tried: Tried) -> Iterator[str]:
    if text := tried.ran.printed.strip():
        cut = "" if len(text) <= PRINTED_CHARACTERS else " (the beginning)"
        yield f"Printed{cut}:"
        yield indent(text[:PRINTED_CHARACTERS], "  ")


def of_cases(submission: Submission) -> str:
    """How the hidden cases went; the first that failed is shown whole, with what it teaches."""
    result = submission.tried
    lines = [f"Hidden cases: {result.passed} of {len(result.outcomes)} pass."]
    failed = [outcome.case.name for outcome in result.outcomes if not outcome.passed]
    if first := result.first_failure:
        lines += of_outcome(submission.problem, first)
        lines.append(indent(fill(first.case.teaches, WIDTH - 4), "    "))
    if failed[1:]:
        lines.append(f"  Also failing: {', '.join(failed[1:])}")
    return "\n".join([*lines, *printed(result)])


def of_score(submission: Submission) -> str:
    """The score, what it is made of, and the answers."""
    score = submission.score
    made_of = f"from {', '.join(score.covers)}"
    hints = f", hints −{score.hints_cost:g}" if score.hints_cost else ""
    lines = [f"Score {score.value:.1f} of 5 ({made_of}{hints})"]
    if "questions" not in score.covers:
        lines.append("The questions about the code were not answered and are not in the score.")
    lines += of_marks([*submission.questions, *submission.follow_ups])
    again = f"interviewer code {submission.problem.said.id} --submit --seed {submission.seed}"
    return "\n".join([*lines, f"The same cases again: {again} --file FILE"])


def of_marks(marks: Sequence[Marked]) -> Iterator[str]:
    for mark in marks:
        yield ""
        yield fill(mark.ask, WIDTH)
        yield indent(fill(f"you: {mark.said or '(nothing)'}", WIDTH - 2), "  ")
        because = mark.reason if mark.expected == mark.reason else f"{mark.expected}. {mark.reason}"
        yield indent(fill(f"{WORDS[mark.verdict]}: {because}", WIDTH - 2), "  ")
