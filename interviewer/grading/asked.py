"""Which question of the bank a submission answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from interviewer.content import Content
from interviewer.errors import UsageError
from interviewer.grading.overlap import dice, stems
from interviewer.grading.records import Submission
from interviewer.grading.scheme import SAME_QUESTION_SHARE
from interviewer.questions import Question


@dataclass(frozen=True)
class Place:
    track: str
    round: str
    question: Question


class Bank:
    """The questions of all tracks, found by id or by what was asked."""

    def __init__(self, content: Content) -> None:
        self.content = content

    @cached_property
    def places(self) -> tuple[Place, ...]:
        return tuple(self._read())

    def _read(self) -> Iterator[Place]:
        for track in self.content.track_ids:
            for round_ in self.content.track(track).rounds:
                for id_ in self.content.question_ids(track, round_):
                    yield Place(track, round_, self.content.question(track, round_, id_))

    def find(self, submission: Submission) -> Place | None:
        """By id, else by the nearest text; None if no question is near enough.

        Raises UsageError for an id that is in no bank, or in several places.
        """
        if submission.question_id:
            return self.by_id(submission.question_id, submission.track, submission.round)
        return self.by_text(submission.question) if submission.question else None

    def by_id(self, id_: str, track: str | None, round_: str | None) -> Place:
        found = [
            place
            for place in self.places
            if place.question.id == id_.rsplit("/", 1)[-1]
            and track in (None, place.track)
            and round_ in (None, place.round)
        ]
        if len(found) != 1:
            how_many = "no question" if not found else f"{len(found)} questions"
            raise UsageError(
                f"the bank has {how_many} {id_!r}; give its track and round too, or the "
                "question's text"
            )
        return found[0]

    def by_text(self, asked: str) -> Place | None:
        wanted = frozenset(stems(asked))
        best = max(self.places, key=lambda place: likeness(place.question, wanted), default=None)
        is_same = best and likeness(best.question, wanted) >= SAME_QUESTION_SHARE
        return best if is_same else None


def likeness(question: Question, wanted: frozenset[str]) -> float:
    return max(dice(frozenset(stems(text)), wanted) for text in (question.text, question.restated))
