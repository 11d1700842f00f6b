"""The grader's own labelled answers, graded: `evals/grading/development` and `…/held_out`."""

import asyncio
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from interviewer.content import Content
from interviewer.engines.offline import OfflineEngine
from interviewer.grading.asked import Bank
from interviewer.grading.grader import Grader
from interviewer.grading.records import Grade, Submission
from interviewer.levels import Level
from interviewer.transcript.events import Verdict

FOLDER = Path(__file__).parent / "grading"
LEVEL: Level = "senior"
Part = Literal["development", "held_out"]
Band = Literal[
    "strong",
    "medium",
    "weak",
    "stuffing",
    "echo",
    "negation",
    "injection",
    "other_question",
    "padding",
    "pasted",
]
HONEST: tuple[Band, ...] = ("strong", "medium", "weak")
ATTACKS: tuple[Band, ...] = ("stuffing", "echo", "negation", "injection", "other_question")


class Labelled(BaseModel):
    """An answer with a reader's verdicts; `of` is the answer that this one was made from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    question_id: str
    track: str
    round: str
    band: Band
    answer: str
    criteria: dict[str, Verdict]
    of: str | None = None

    @property
    def words(self) -> int:
        return len(self.answer.split())


@dataclass(frozen=True)
class Marked:
    """A labelled answer beside what the grader gave it."""

    row: Labelled
    grade: Grade

    @property
    def score(self) -> float:
        """1.0 to 5.0; an answer that was not graded earns nothing."""
        return self.grade.score if self.grade.score is not None else 1.0

    @cached_property
    def verdicts(self) -> list[tuple[str, Verdict, Verdict]]:
        """Each labelled criterion that the level expects: its id, wanted and found."""
        found = {one.id: one.verdict for one in self.grade.criteria}
        wanted = self.row.criteria.items()
        return [(id_, verdict, found[id_]) for id_, verdict in wanted if id_ in found]

    @property
    def is_verbatim(self) -> bool:
        quotes = [one.evidence for one in self.grade.criteria]
        quotes += [one.quote for one in self.grade.feedback]
        return all(quote in self.row.answer for quote in quotes if quote)


def labelled(part: Part) -> Iterator[Labelled]:
    for path in sorted((FOLDER / part).glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield Labelled.model_validate(json.loads(line))


def marked(rows: Iterable[Labelled]) -> list[Marked]:
    return asyncio.run(_marked(rows))


async def _marked(rows: Iterable[Labelled]) -> list[Marked]:
    content = Content()
    grader = Grader(content, Bank(content), OfflineEngine(), LEVEL)
    return [Marked(row, await grader.grade(submission(row))) for row in rows]


def submission(row: Labelled) -> Submission:
    return Submission(
        id=row.id,
        answer=row.answer,
        question_id=row.question_id,
        track=row.track,
        round=row.round,
    )
