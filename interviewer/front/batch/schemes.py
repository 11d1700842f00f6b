"""A marking scheme joined to the submissions of its questions."""

from dataclasses import dataclass
from pathlib import Path

from interviewer.errors import UsageError
from interviewer.grading.records import Submission
from interviewer.grading.scheme import Scheme
from interviewer.loader import load

SUFFIX = ".toml"


@dataclass(frozen=True)
class Schemes:
    """At most one; without one, submissions stay as they are."""

    given: Scheme | None = None

    def joined(self, to: Submission) -> Submission:
        """With its question, and that question's maximum where the row has none of its own."""
        found = self.given.find(to.question_id, to.question) if self.given else None
        if found is None:
            return to
        full = to.max_score or found.max_score
        return to.model_copy(update={"scheme": found, "max_score": full})


def read(path: Path) -> Schemes:
    """Raises ContentError for what is not as it must be, UsageError for what is no TOML file."""
    if path.suffix.lower() != SUFFIX:
        raise UsageError(
            f"--rubric {path.name!r} is no TOML file; docs/grading.md shows how a rubric is "
            "written (key points of each row can also stand in a column 'key points')"
        )
    return Schemes(load(path, Scheme))
