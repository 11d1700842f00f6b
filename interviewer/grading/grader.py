"""Grades one submission by the best basis there is, criterion by criterion, each with a quote."""

from dataclasses import dataclass, field
from functools import cached_property

from interviewer.content import Content
from interviewer.engines.engine import Engine
from interviewer.errors import ReplyUnusable
from interviewer.grading import by_bank, by_guide, by_reference
from interviewer.grading.asked import Bank, Place
from interviewer.grading.confidence import confidence
from interviewer.grading.records import Basis, Flag, Grade, Submission
from interviewer.grading.severity import Graded, adjusted, share_of_marks
from interviewer.grading.signs import flags
from interviewer.grading.verdict import Found, score_of
from interviewer.levels import Level
from interviewer.listening.guards import without_words_to_the_grader

# No argument was made, so form alone says what it is worth: nearly nothing.
WORTHLESS: frozenset[Flag] = frozenset({"keyword_stuffing", "echo", "off_topic"})
MOST_FOR_WORTHLESS = 0.1
MOST_EXAMPLES_KNOWN = 4_096


@dataclass(frozen=True)
class Ground:
    """What one submission is graded by: a place of the bank, passages, or what came with it."""

    basis: Basis
    place: Place | None = None
    known: by_guide.Known | None = None


@dataclass(frozen=True)
class Grader:
    """Holds what all submissions share: the content, the engine and the level expected."""

    content: Content
    bank: Bank
    engine: Engine
    level: Level
    known: dict[tuple[str, str, str, str], float] = field(
        default_factory=dict, repr=False, compare=False
    )

    @cached_property
    def guide(self) -> by_guide.Guide:
        return by_guide.Guide(self.content)

    async def grade(self, submission: Submission) -> Grade:
        """Never raises for what an answer says; UsageError for a question id that isn't there."""
        ground = self.ground(submission)
        reason = why_not(submission, ground.basis)
        if reason:
            return not_graded(submission, ground, reason, self.engine.name)
        answer, is_addressed = without_words_to_the_grader(submission.answer)
        try:
            found = await self.found(submission, ground, answer)
        except ReplyUnusable as unusable:
            return not_graded(submission, ground, str(unusable), self.engine.name)
        raised: list[Flag] = ["injection"] if is_addressed else []
        question = ground.place.question if ground.place else None
        raised += flags(answer, asked(submission, ground.place), question)
        raised += found.flags
        share = await self.severity(submission, ground, found.share, answer)
        if WORTHLESS & set(raised):
            share = min(share, MOST_FOR_WORTHLESS)
        return Grade(
            id=submission.id,
            question_id=question_id(submission, ground),
            basis=ground.basis,
            score=score_of(share),
            graded=True,
            criteria=found.criteria,
            values=found.values,
            claims=found.claims,
            flags=tuple(dict.fromkeys(raised)),
            feedback=found.feedback,
            confidence=confidence(ground.basis, share, raised),
            engine=self.engine.name,
        )

    def ground(self, submission: Submission) -> Ground:
        """The coach's own question, the bank, what came with the row, and last the guide."""
        if submission.scheme:
            return Ground("key_points")
        if place := self.bank.find(submission):
            return Ground("bank", place)
        if submission.key_points:
            return Ground("key_points")
        if submission.reference:
            return Ground("reference")
        known = self.guide.known(submission.question) if submission.question else None
        return Ground("guide", known=known) if known else Ground("none")

    async def found(self, submission: Submission, ground: Ground, answer: str) -> Found:
        if ground.place:
            return await by_bank.found(self.content, self.engine, ground.place, answer, self.level)
        if ground.known:
            return by_guide.found(self.guide, ground.known, answer)
        return by_reference.found(by_reference.wanted(submission), answer)

    async def severity(
        self, submission: Submission, ground: Ground, share: float, answer: str
    ) -> float:
        """Moved towards the person whose grades came as examples."""
        if not submission.examples:
            return share
        full = submission.max_score or max(1.0, *(one.score for one in submission.examples))
        graded = [
            Graded(
                one.answer,
                share_of_marks(one, full),
                await self.own_share(submission, ground, one.answer),
            )
            for one in submission.examples
        ]
        return adjusted(share, answer, graded)

    async def own_share(self, submission: Submission, ground: Ground, example: str) -> float:
        """What we would give an example, on the submission's own basis; judged once by the bank."""
        if ground.known:
            return by_guide.share(self.guide, ground.known, example)
        if not ground.place:
            return by_reference.share(by_reference.wanted(submission), example)
        place = ground.place
        key = (place.track, place.round, place.question.id, example)
        if key not in self.known:
            if len(self.known) >= MOST_EXAMPLES_KNOWN:
                self.known.clear()
            self.known[key] = (await self.found(submission, ground, example)).share
        return self.known[key]


def why_not(submission: Submission, basis: Basis) -> str | None:
    """Why a submission can't be graded, with what to do about it; None if it can."""
    if not submission.answer.strip():
        return "the answer is empty"
    if basis == "none":
        return (
            "there is nothing to grade it by: its question is neither in the bank nor in the "
            "guide and it comes with neither a reference nor key points; add one of these "
            "columns, a question_id or a --rubric"
        )
    return None


def not_graded(submission: Submission, ground: Ground, reason: str, engine: str) -> Grade:
    return Grade(
        id=submission.id,
        question_id=question_id(submission, ground),
        basis=ground.basis,
        score=None,
        graded=False,
        reason_not_graded=reason,
        confidence=0.0,
        engine=engine,
    )


def question_id(submission: Submission, ground: Ground) -> str | None:
    if submission.scheme:
        return submission.scheme.id
    return ground.place.question.id if ground.place else None


def asked(submission: Submission, place: Place | None) -> str:
    if submission.scheme:
        return submission.scheme.text
    return submission.question or (place.question.text if place else "")
