"""Agreement with people on a public set of short answers, one JSON object a line (SAF's fields).

Fields: `qid`, `reference`, `answer`, `score` (0 to 1); answers below eight words are left out.
"""

import asyncio
import json
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

import numpy as np

from interviewer.content import Content
from interviewer.engines.offline import OfflineEngine
from interviewer.grading.agreement import pearson
from interviewer.grading.asked import Bank
from interviewer.grading.grader import Grader
from interviewer.grading.records import Example, Submission

FEWEST_WORDS = 8
FEWEST_ANSWERS = 5
EXAMPLES = 3
SEEDS = (1, 2, 3, 4)


@dataclass(frozen=True)
class Short:
    """One answer with the score that a person gave it, 0 to 1."""

    id: str
    reference: str
    answer: str
    score: float


def figures(path: Path) -> dict[str, float]:
    """The mean over questions of Pearson's r: without examples, and with three of each."""
    questions = read(path)
    grader = Grader(content := Content(), Bank(content), OfflineEngine(), "senior")
    taught = [mean_r(grader, questions, EXAMPLES, seed) for seed in SEEDS]
    return {
        "saf_r_without_examples": mean_r(grader, questions, 0, 0),
        "saf_r_with_three_examples": fmean(taught),
    }


def read(path: Path) -> list[list[Short]]:
    """The answers of each question that has enough of them."""
    found: dict[str, list[Short]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        row: dict[str, Any] = json.loads(line)
        if len(row["answer"].split()) >= FEWEST_WORDS:
            short = Short(row["id"], row["reference"], row["answer"], row["score"])
            found[row["qid"]].append(short)
    return [answers for answers in found.values() if len(answers) >= FEWEST_ANSWERS + EXAMPLES]


def mean_r(grader: Grader, questions: Iterable[Sequence[Short]], examples: int, seed: int) -> float:
    """Questions whose answers all have one score are left out: no r is defined for them."""
    rs = [one_r(grader, answers, examples, seed) for answers in questions]
    return fmean(r for r in rs if np.isfinite(r))


def one_r(grader: Grader, answers: Sequence[Short], examples: int, seed: int) -> float:
    shuffled = random.Random(seed).sample(answers, len(answers))
    taught, asked = shuffled[:examples], shuffled[examples:]
    scores = np.array(asyncio.run(graded(grader, asked, taught)))
    given = np.array([one.score for one in asked])
    return pearson(scores, given, np.ones_like(scores))


async def graded(grader: Grader, asked: Sequence[Short], taught: Sequence[Short]) -> list[float]:
    examples = tuple(Example(answer=one.answer, score=one.score) for one in taught)
    grades = [await grader.grade(submission(one, examples)) for one in asked]
    return [grade.score or 1.0 for grade in grades]


def submission(one: Short, examples: tuple[Example, ...]) -> Submission:
    return Submission(
        id=one.id,
        answer=one.answer,
        reference=one.reference,
        max_score=1.0,
        examples=examples,
    )
