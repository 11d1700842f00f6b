"""Grades a few rows, in this process or in one of several; the same either way."""

import asyncio
import json
import os
from collections.abc import Sequence
from functools import cache
from multiprocessing import parent_process
from threading import Thread
from typing import Any, NamedTuple

from interviewer.content import Content
from interviewer.engines.offline import OfflineEngine
from interviewer.errors import CapabilityMissing, UsageError
from interviewer.front.batch.ledger import Dead, Graded
from interviewer.grading.asked import Bank, Place
from interviewer.grading.grader import Grader, not_graded
from interviewer.grading.overlap import Text, share
from interviewer.grading.records import Grade, Submission
from interviewer.levels import Level

LONGEST_EXCERPT_CHARACTERS = 600
LONGEST_QUESTION_CHARACTERS = 200
FEWEST_FAULTS_FOR_A_BUG = 4


class Task(NamedTuple):
    row: int
    submission: Submission


@cache
def grader(level: Level) -> Grader:
    """Made once a process, since the bank and the embedding model stay loaded."""
    content = Content()
    return Grader(content, Bank(content), OfflineEngine(), level)


def end_with_parent() -> None:
    """Nothing else would end a process that only grades, once the one that feeds it is killed."""
    Thread(target=wait_for_parent, daemon=True).start()


def wait_for_parent() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)


def graded(tasks: Sequence[Task], level: Level) -> list[Graded | Dead]:
    return asyncio.run(_graded(tasks, grader(level)))


async def _graded(tasks: Sequence[Task], by: Grader) -> list[Graded | Dead]:
    """Raises what the grader raised if it failed on all of several rows: then it is no row's."""
    faults: list[Exception] = []
    found = [await one(task, by, faults) for task in tasks]
    if len(faults) == len(tasks) >= FEWEST_FAULTS_FOR_A_BUG:
        raise faults[-1]
    return found


async def one(task: Task, by: Grader, faults: list[Exception]) -> Graded | Dead:
    """A row's result. A fault of ours in one row is kept with its name and spares the others."""
    row, submission = task
    try:
        grade, place = await judged(submission, by)
        return Graded(row, as_json(plain(grade)), as_json(aside(submission, grade, place, by)))
    except CapabilityMissing:
        raise
    except Exception as error:
        faults.append(error)
        reason = f"the grader failed on it ({type(error).__name__}: {error}); please report this"
        return Dead(row, submission.id, reason, submission.answer)


async def judged(submission: Submission, by: Grader) -> tuple[Grade, Place | None]:
    """An id that the bank doesn't know is the table's own, if anything else can be graded by."""
    try:
        return await by.grade(submission), by.bank.find(submission)
    except UsageError as error:
        reason = str(error)
    own = submission.model_copy(update={"question_id": None})
    if not (own.question or own.reference or own.key_points):
        return not_graded(submission, None, "none", reason, by.engine.name), None
    grade = await by.grade(own)
    place = by.bank.find(own)
    return grade if place else renamed(grade, submission.question_id), place


def renamed(grade: Grade, question_id: str | None) -> Grade:
    return grade.model_copy(update={"question_id": question_id})


def plain(grade: Grade) -> dict[str, Any]:
    """As the output has it: optional fields without a value are left out."""
    values = grade.model_dump(mode="json")
    if values["reason_not_graded"] is None:
        del values["reason_not_graded"]
    for claim in values["claims"]:
        if claim["expected_range"] is None:
            del claim["expected_range"]
    return values


def aside(submission: Submission, grade: Grade, place: Place | None, by: Grader) -> dict[str, Any]:
    """What the report and the comparison with a person's scores want beside the grade."""
    answer = submission.answer
    asked = place.question.text if place else submission.question or submission.question_id or ""
    return {
        "question": grade.question_id or submission.question_id or asked,
        "asked": asked[:LONGEST_QUESTION_CHARACTERS],
        "answer": answer[:LONGEST_EXCERPT_CHARACTERS],
        "words": len(answer.split()),
        "recall": recall(submission, place, by.level),
        "human_score": submission.human_score,
        "max_score": submission.max_score,
    }


def recall(submission: Submission, place: Place | None, level: Level) -> float:
    """The share of the wanted words that the answer has: what a grader must be better than."""
    if place:
        wanted = str(getattr(place.question.model_answer, level))
    else:
        wanted = "\n".join(submission.key_points) or submission.reference or ""
    return round(share(Text(submission.answer).words, Text(wanted).words), 4)


def as_json(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False)
