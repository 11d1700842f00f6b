"""Graded examples from a file of their own, joined to the submissions of the same question."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from interviewer.errors import UsageError
from interviewer.front.batch.cells import BadRow, submission
from interviewer.front.batch.tables import table
from interviewer.grading.records import Example, Submission
from interviewer.words import normalised

# Beyond this a question's examples cost time and change nothing.
MOST_PER_QUESTION = 12
EVERY_QUESTION = ""


@dataclass(frozen=True)
class Examples:
    """By question; those that name no question are for every one. `full` is their maximum."""

    by_question: Mapping[str, tuple[Example, ...]] = field(default_factory=dict)
    full: Mapping[str, float] = field(default_factory=dict)

    def joined(self, to: Submission) -> Submission:
        """With the examples of its question, on the submission's own scale; its own ones win."""
        key = next((key for key in (key_of(to), EVERY_QUESTION) if key in self.by_question), None)
        if key is None or to.examples:
            return to
        full = self.full[key]
        wanted = to.max_score or full
        examples = [
            Example(answer=one.answer, score=one.score * wanted / full)
            for one in self.by_question[key]
        ]
        return to.model_copy(update={"examples": tuple(examples), "max_score": wanted})


def key_of(one: Submission) -> str:
    return one.question_id or " ".join(normalised(one.question or "").split())


def read(path: Path) -> Examples:
    """A table with an answer and a score a row. Raises UsageError for a row that has none."""
    found: dict[str, list[Example]] = defaultdict(list)
    full: dict[str, float] = {}
    rows = table(path, {}).rows()
    for row in rows:
        one = example(path, row.number, dict(row.values), row.fault)
        key = key_of(one)
        if len(found[key]) < MOST_PER_QUESTION:
            score = one.human_score or 0.0
            found[key].append(Example(answer=one.answer, score=score))
            full[key] = max(full.get(key, 0.0), one.max_score or max(1.0, score))
    return Examples({key: tuple(examples) for key, examples in found.items()}, full)


def example(path: Path, number: int, values: dict[str, object], fault: str | None) -> Submission:
    try:
        if fault:
            raise BadRow(fault)
        one = submission(values, "example")
    except BadRow as reason:
        raise UsageError(f"{path.name}: row {number}: {reason}; mend the row") from None
    if one.human_score is None or not one.answer.strip():
        raise UsageError(
            f"{path.name}: row {number} has no answer or no score; an example needs both, in "
            "columns such as 'answer' and 'score'"
        )
    return one
