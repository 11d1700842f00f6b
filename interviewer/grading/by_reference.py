"""Grades an answer by what comes with it: a reference answer, or key points in plain words."""

from interviewer.grading.overlap import Text, overlap
from interviewer.grading.overlap import share as shared
from interviewer.grading.records import CriterionGrade, Feedback, Submission
from interviewer.grading.verdict import Found, verdict_of
from interviewer.transcript.events import Verdict

# Medians: answers to other questions 0.22, full-mark answers 0.58, as few say all of a reference.
CHANCE, FULL = 0.2, 0.7
CONFIDENCE = 0.5
CONFIDENCE_PER_EXAMPLE, MOST_EXAMPLES = 0.05, 4
SAID: dict[Verdict, str] = {"met": "Said", "partly": "Half said", "not_met": "Not said"}


def found(submission: Submission, answer: str) -> Found:
    criteria = tuple(graded(id_, text, answer) for id_, text in wanted(submission))
    missing = [one for one in criteria if one.verdict == "not_met"]
    examples = min(len(submission.examples), MOST_EXAMPLES)
    return Found(
        share=share(submission, answer),
        confidence=CONFIDENCE + CONFIDENCE_PER_EXAMPLE * examples,
        criteria=criteria,
        values={},
        feedback=tuple(Feedback(text=one.reason) for one in missing[:3]),
    )


def wanted(submission: Submission) -> list[tuple[str, str]]:
    """What is looked for, each with an id."""
    if submission.key_points:
        return [(f"key_point_{n}", text) for n, text in enumerate(submission.key_points, 1)]
    return [("reference", submission.reference or "")]


def share(submission: Submission, answer: str) -> float:
    """The share of full marks, 0 to 1: the mean over what is looked for."""
    shares = [made(text, answer) for _, text in wanted(submission)]
    return sum(shares) / len(shares)


def made(text: str, answer: str) -> float:
    return min(1.0, max(0.0, (overlap(answer, text) - CHANCE) / (FULL - CHANCE)))


def graded(id_: str, text: str, answer: str) -> CriterionGrade:
    got = made(text, answer)
    verdict = verdict_of(got)
    evidence = nearest_sentence(text, answer) if verdict != "not_met" else None
    return CriterionGrade(
        id=id_,
        verdict=verdict,
        points=round(got, 2),
        weight=1.0,
        evidence=evidence,
        reason=f"{SAID[verdict]}: {text}",
    )


def nearest_sentence(text: str, answer: str) -> str:
    """The sentence of the answer, verbatim, that shares most words with a text."""
    words = Text(text).words
    return max(Text(answer).sentences, key=lambda one: shared(Text(one).words, words))
