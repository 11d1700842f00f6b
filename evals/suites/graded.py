"""Grades single answers in a suite, each process with one grader."""

import asyncio
from functools import cache

from evals.engines import engine as engine_of
from evals.grading_set import LEVEL
from interviewer.content import Content
from interviewer.grading.asked import Bank
from interviewer.grading.grader import Grader
from interviewer.grading.records import Grade, Submission
from interviewer.questions import Question


@cache
def content() -> Content:
    return Content()


@cache
def grader(engine: str) -> Grader:
    return Grader(content(), Bank(content()), engine_of(engine), LEVEL)


def graded(submission: Submission, engine: str) -> Grade:
    return asyncio.run(grader(engine).grade(submission))


def score(submission: Submission, answer: str, engine: str) -> float:
    """1.0 to 5.0 for other words in the same place; 1.0 for what can't be graded."""
    found = graded(submission.model_copy(update={"answer": answer}), engine)
    return found.score if found.score is not None else 1.0


def question(submission: Submission) -> Question:
    track, round_, id_ = submission.track, submission.round, submission.question_id
    assert track is not None, "a labelled answer names its track"
    assert round_ is not None, "and its round"
    assert id_ is not None, "and its question"
    return content().question(track, round_, id_)
