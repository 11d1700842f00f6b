"""Grades a few rows, in this process or in one of several; the same either way."""

import asyncio
import json
import os
from collections.abc import Sequence
from functools import cache
from multiprocessing import parent_process
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple

from interviewer.content import Content
from interviewer.engines.engine import Engine
from interviewer.engines.offline import OfflineEngine
from interviewer.errors import (
    BudgetReached,
    CapabilityMissing,
    KeyMissing,
    ModelError,
    UsageError,
)
from interviewer.front.batch.ledger import Dead, Graded
from interviewer.grading.asked import Bank
from interviewer.grading.by_reference import wanted
from interviewer.grading.grader import Grader, Ground, not_graded
from interviewer.grading.overlap import Text, share
from interviewer.grading.records import Grade, Submission
from interviewer.levels import Level
from interviewer.sentences import excerpt
from interviewer.settings import Settings

LONGEST_EXCERPT_CHARACTERS = 600
LONGEST_QUESTION_CHARACTERS = 200
FEWEST_FAULTS_FOR_A_BUG = 4


class Terms(NamedTuple):
    """What all rows are graded by: the level expected, a folder of the user's content, and the
    settings of an engine with models, if one is to judge."""

    level: Level
    content: Path | None = None
    models: Settings | None = None


class Task(NamedTuple):
    row: int
    submission: Submission


@cache
def grader(terms: Terms) -> Grader:
    """Made once a process, since the bank and the embedding model stay loaded."""
    content = Content.with_added(terms.content)
    return Grader(content, Bank(content), engine(terms), terms.level)


def engine(terms: Terms) -> Engine:
    if terms.models is None:
        return OfflineEngine()
    from interviewer.engines.llm.making import llm_engine

    return llm_engine(terms.models)


def end_with_parent() -> None:
    """Nothing else would end a process that only grades, once the one that feeds it is killed."""
    Thread(target=wait_for_parent, daemon=True).start()


def wait_for_parent() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)


def graded(tasks: Sequence[Task], terms: Terms) -> list[Graded | Dead]:
    return asyncio.run(_graded(tasks, grader(terms)))


async def _graded(tasks: Sequence[Task], by: Grader) -> list[Graded | Dead]:
    """Raises what the grader raised if it failed on all of several rows: then it is no row's.

    Rows are begun together: where a model judges them, that is waiting for the most part.
    """
    faults: list[Exception] = []
    try:
        found = await asyncio.gather(*(one(task, by, faults) for task in tasks))
    finally:
        await by.engine.close()
    if len(faults) == len(tasks) >= FEWEST_FAULTS_FOR_A_BUG:
        raise faults[-1]
    return found


async def one(task: Task, by: Grader, faults: list[Exception]) -> Graded | Dead:
    """A row's result. A fault of ours in one row is kept with its name and spares the others."""
    row, submission = task
    try:
        grade, ground = await judged(submission, by)
        return Graded(row, as_json(plain(grade)), as_json(aside(submission, grade, ground, by)))
    except (CapabilityMissing, ModelError, KeyMissing, BudgetReached):
        raise
    except Exception as error:
        faults.append(error)
        reason = f"the grader failed on it ({type(error).__name__}: {error}); please report this"
        return Dead(row, submission.id, reason, submission.answer)


async def judged(submission: Submission, by: Grader) -> tuple[Grade, Ground]:
    """An id that the bank doesn't know is the table's own, if anything else can be graded by."""
    try:
        return await by.grade(submission), by.ground(submission)
    except UsageError as error:
        reason = str(error)
    own = submission.model_copy(update={"question_id": None})
    if not (own.question or own.reference or own.key_points):
        nothing = Ground("none")
        return not_graded(submission, nothing, reason, by.engine.name), nothing
    grade, ground = await by.grade(own), by.ground(own)
    return grade if ground.place else renamed(grade, submission.question_id), ground


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


def aside(submission: Submission, grade: Grade, ground: Ground, by: Grader) -> dict[str, Any]:
    """What the report and the comparison with a person's scores want beside the grade."""
    answer = submission.answer
    own = ground.place.question if ground.place else submission.scheme
    asked = own.text if own else submission.question or submission.question_id or ""
    return {
        "question": grade.question_id or submission.question_id or asked,
        "asked": excerpt(asked, LONGEST_QUESTION_CHARACTERS),
        "answer": excerpt(answer, LONGEST_EXCERPT_CHARACTERS),
        "words": len(answer.split()),
        "recall": recall(submission, ground, by.level),
        "human_score": submission.human_score,
        "max_score": submission.max_score,
    }


def recall(submission: Submission, ground: Ground, level: Level) -> float:
    """The share of the wanted words that the answer has: what a grader must be better than."""
    if ground.place:
        expected = str(getattr(ground.place.question.model_answer, level))
    elif ground.known:
        expected = "\n".join(quote.text for quote in ground.known.quotes)
    else:
        expected = "\n".join(point.text for point in wanted(submission).points)
    return round(share(Text(submission.answer).words, Text(expected).words), 4)


def as_json(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False)
