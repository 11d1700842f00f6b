"""Grades one submission by the best basis there is, criterion by criterion, each with a quote."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from interviewer.content import Content
from interviewer.engines.engine import Engine
from interviewer.grading import by_bank, by_reference
from interviewer.grading.asked import Bank, Place
from interviewer.grading.guards import flags, without_words_to_the_grader
from interviewer.grading.records import Basis, Flag, Grade, Submission
from interviewer.grading.severity import Graded, adjusted, share_of_marks
from interviewer.grading.verdict import Found, score_of
from interviewer.levels import Level

# No argument was made, so form alone says what it is worth: nearly nothing.
WORTHLESS: frozenset[Flag] = frozenset({"keyword_stuffing", "echo", "off_topic"})
MOST_FOR_WORTHLESS = 0.1
DOUBTFUL: frozenset[Flag] = WORTHLESS | {"injection", "pasted_model_answer"}
DOUBT = 0.6
SHORT_DOUBT = 0.85
MOST_EXAMPLES_KNOWN = 4_096


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

    async def grade(self, submission: Submission) -> Grade:
        """Never raises for what an answer says; UsageError for a question id that isn't there."""
        place = self.bank.find(submission)
        basis = basis_of(submission, place)
        reason = why_not(submission, basis)
        if reason:
            return not_graded(submission, place, basis, reason, self.engine.name)
        answer, is_addressed = without_words_to_the_grader(submission.answer)
        found = await self.found(submission, place, answer)
        raised: list[Flag] = ["injection"] if is_addressed else []
        raised += flags(answer, asked(submission, place), place.question if place else None)
        raised += found.flags
        share = await self.severity(submission, place, found.share, answer)
        if WORTHLESS & set(raised):
            share = min(share, MOST_FOR_WORTHLESS)
        return Grade(
            id=submission.id,
            question_id=place.question.id if place else None,
            basis=basis,
            score=score_of(share),
            graded=True,
            criteria=found.criteria,
            values=found.values,
            claims=found.claims,
            flags=tuple(dict.fromkeys(raised)),
            feedback=found.feedback,
            confidence=confidence(found.confidence, raised),
            engine=self.engine.name,
        )

    async def found(self, submission: Submission, place: Place | None, answer: str) -> Found:
        if place:
            return await by_bank.found(self.content, self.engine, place, answer, self.level)
        return by_reference.found(submission, answer)

    async def severity(
        self, submission: Submission, place: Place | None, share: float, answer: str
    ) -> float:
        """Moved towards the person whose grades came as examples."""
        if not submission.examples:
            return share
        full = submission.max_score or max(1.0, *(one.score for one in submission.examples))
        graded = [
            Graded(
                one.answer,
                share_of_marks(one, full),
                await self.own_share(submission, place, one.answer),
            )
            for one in submission.examples
        ]
        return adjusted(share, answer, graded)

    async def own_share(self, submission: Submission, place: Place | None, example: str) -> float:
        """What we would give an example, on the submission's own basis; judged once by the bank."""
        if not place:
            return by_reference.share(submission, example)
        key = (place.track, place.round, place.question.id, example)
        if key not in self.known:
            if len(self.known) >= MOST_EXAMPLES_KNOWN:
                self.known.clear()
            self.known[key] = (await self.found(submission, place, example)).share
        return self.known[key]


def basis_of(submission: Submission, place: Place | None) -> Basis:
    if place:
        return "bank"
    if submission.key_points:
        return "key_points"
    return "reference" if submission.reference else "none"


def why_not(submission: Submission, basis: Basis) -> str | None:
    """Why a submission can't be graded, with what to do about it; None if it can."""
    if not submission.answer.strip():
        return "the answer is empty"
    if basis == "none":
        return (
            "there is nothing to grade it by: its question is not in the bank and it comes with "
            "neither a reference nor key points; add one of these columns or a question_id"
        )
    return None


def not_graded(
    submission: Submission, place: Place | None, basis: Basis, reason: str, engine: str
) -> Grade:
    return Grade(
        id=submission.id,
        question_id=place.question.id if place else None,
        basis=basis,
        score=None,
        graded=False,
        reason_not_graded=reason,
        confidence=0.0,
        engine=engine,
    )


def asked(submission: Submission, place: Place | None) -> str:
    return submission.question or (place.question.text if place else "")


def confidence(base: float, raised: Sequence[Flag]) -> float:
    """The basis's own confidence, less for what is suspect and for what is short."""
    signs = set(raised)
    doubted = base * (DOUBT if signs & DOUBTFUL else 1.0)
    return round(doubted * (SHORT_DOUBT if "too_short" in signs else 1.0), 2)
