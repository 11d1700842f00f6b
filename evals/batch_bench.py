"""What grading in bulk costs: CPU time an answer, and memory as the table grows."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

from interviewer.content import Content
from interviewer.grading.asked import Bank, Place

GRADE = (sys.executable, "-m", "interviewer", "grade")
ANSWERS, ANSWER_WORDS = 400, 120
FEW_ROWS, MANY_ROWS, ROW_WORDS = 1_000, 20_000, 12


class Cost(NamedTuple):
    """`peak_bytes` is of the largest of the processes."""

    cpu_s: float
    peak_bytes: float


def cpu_s_per_answer(folder: Path) -> float:
    """Of answers of 120 words to questions of the bank, starting included."""
    table = folder / "answers.jsonl"
    written(table, ANSWERS, ANSWER_WORDS)
    return graded(table).cpu_s / ANSWERS


def growth(folder: Path) -> float:
    """How many times the memory of 1,000 rows 20,000 take; short answers, none like another."""
    peaks = []
    for rows in (FEW_ROWS, MANY_ROWS):
        table = folder / f"{rows}.jsonl"
        written(table, rows, ROW_WORDS)
        peaks.append(graded(table).peak_bytes)
    few, many = peaks
    return many / few


def written(path: Path, rows: int, words: int) -> None:
    """Submissions made of the bank's own model answers, each to some other question."""
    places = Bank(Content()).places
    spoken = cycle(said(places))
    with path.open("w", encoding="utf-8") as file:
        for number, place in zip(range(rows), cycle(places), strict=False):
            text = " ".join(next(spoken) for _ in range(words - 1))
            row = {
                "id": f"row {number}",
                "answer": f"{text} {number}",
                "question_id": place.question.id,
                "track": place.track,
                "round": place.round,
                "human_score": number % 6,
                "max_score": 5,
            }
            file.write(json.dumps(row) + "\n")


def said(places: Sequence[Place]) -> Iterator[str]:
    for place in places:
        yield from place.question.model_answer.senior.split()


def graded(table: Path) -> Cost:
    """Runs the command on a table to its end, with a ledger, an output and a report."""
    process = subprocess.Popen(
        [*GRADE, str(table), "--output", f"{table}.out", "--report", f"{table}.html"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(GRADE)} ended with {process.returncode}")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)
