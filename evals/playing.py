"""Plays a scenario through a real session: the graph, the record, the debrief."""

import asyncio
import tempfile
from dataclasses import dataclass
from pathlib import Path

from evals.scenario import Scenario
from evals.scripts import Script
from interviewer.content import Content
from interviewer.debrief.building import build_debrief
from interviewer.debrief.model import Debrief
from interviewer.engines.engine import Engine
from interviewer.errors import ContentError
from interviewer.session import Session, Store, begin
from interviewer.transcript.record import Record


class Chosen(Content):
    """The content with a bank of just the questions that a scenario names."""

    def __init__(self, questions: dict[str, tuple[str, ...]]) -> None:
        super().__init__()
        self.questions = questions

    def question_ids(self, track_id: str, round_id: str) -> tuple[str, ...]:
        known = super().question_ids(track_id, round_id)
        wanted = self.questions.get(round_id, known)
        if unknown := sorted({*wanted} - {*known}):
            raise ContentError(
                f"{track_id}/{round_id} has no question {unknown[0]!r}; it has {', '.join(known)}"
            )
        return wanted


@dataclass(frozen=True)
class Played:
    """An interview that has come to its end."""

    scenario: Scenario
    content: Content
    record: Record
    debrief: Debrief
    unsaid: tuple[str, ...]


def played(scenario: Scenario, engine: Engine) -> Played:
    content = Chosen(scenario.questions)
    script = Script(scenario, content)
    with tempfile.TemporaryDirectory() as folder:
        session = begin(
            Store(Path(folder)),
            content,
            engine,
            track=scenario.track,
            level=scenario.level,
            rounds=tuple(scenario.questions),
            seed=scenario.seed,
        )
        asyncio.run(talk(session, script))
        record = session.record
    unsaid = tuple(line.words for line in script.unsaid())
    return Played(scenario, content, record, build_debrief(record, content), unsaid)


async def talk(session: Session, script: Script) -> None:
    async with session:
        async for _ in session.advance():
            pass
        while asked := session.open_question:
            line = script.reply(asked)
            answer = session.answer(to=asked.question, text=line.words, seconds=line.seconds)
            async for _ in answer:
                pass
