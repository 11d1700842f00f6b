"""Written answers with a reader's labels, graded: agreement, order, attacks, length."""

from collections.abc import Mapping, Sequence
from functools import cache

from evals.grading_figures import figures as grading_figures
from evals.grading_set import Labelled, Marked, Part, labelled, submission
from evals.suites.graded import graded
from evals.suites.suite import Failure, Figure, Figures, Outcome
from interviewer.grading.records import Grade

ADJACENT = 1.0
REPORTED = (
    "criterion_accuracy",
    "qwk",
    "strong_above_weak",
    "strong_above_medium",
    "medium_above_weak",
    "short_strong_above_long_weak",
    "stuffing_mean",
    "echo_mean",
    "negation_mean",
    "injection_mean",
    "other_question_mean",
    "other_question_max",
    "padding_shift_mean",
    "padding_shift_max",
    "length_given_labels",
    "pasted_flagged",
    "verbatim",
)


class Answers:
    name = "answers"
    about = (
        "labelled written answers, held out from fitting; some failures among them were looked at"
    )

    def __init__(self, part: Part = "held_out") -> None:
        self.part = part

    def cases(self) -> Sequence[str]:
        return [*rows(self.part)]

    def run(self, case: str, engine: str) -> Outcome:
        row = rows(self.part)[case]
        grade = graded(submission(row), engine)
        found = {one.id: one.verdict for one in grade.criteria}
        failures = tuple(
            Failure(f"{id_}: {verdict}", str(found[id_]))
            for id_, verdict in row.criteria.items()
            if id_ in found and (found[id_] == "not_met") != (verdict == "not_met")
        )
        shown = f"{row.question_id}, {row.band}\n{row.answer}\n\nscore {grade.score}"
        return Outcome(failures, {"grade": grade.model_dump(mode="json")}, shown)

    def figures(self, outcomes: Mapping[str, Outcome]) -> Figures:
        marks = [
            Marked(rows(self.part)[case], Grade.model_validate(outcome.measures["grade"]))
            for case, outcome in outcomes.items()
        ]
        found = grading_figures(marks)
        return {
            name.replace("_", " "): Figure(found[name], len(marks))
            for name in REPORTED
            if name in found
        }


@cache
def rows(part: Part) -> dict[str, Labelled]:
    return {row.id: row for row in labelled(part)}
