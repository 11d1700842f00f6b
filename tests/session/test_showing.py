"""A message that only asks to see something is answered by showing it, and is no answer."""

import shutil
from pathlib import Path

import pytest

from interviewer.content import Content
from interviewer.engines.offline import OfflineEngine
from interviewer.session import Session, Store, begin
from interviewer.transcript.events import Answered, Revealed
from tests.conftest import TEA, advanced, answered

PLANTED = """
incident = { fault = "thermal", hardware = "8xh100", workload = "training", seed = 3 }
"""


@pytest.fixture
def session(store: Store, tmp_path: Path) -> Session:
    """The toy track, each technical question with an incident in it."""
    folder = tmp_path / "tea"
    shutil.copytree(TEA, folder)
    for path in folder.glob("corpus/questions/*/*/*.toml"):
        first, rest = path.read_text().split("\n", 1)
        path.write_text(f"{first}{PLANTED}{rest}")
    return begin(store, Content(folder), OfflineEngine(), track="tea")


async def test_a_request_is_shown_and_the_question_waits_on(session: Session) -> None:
    async with session:
        await advanced(session)
        waiting = session.open_question
        await answered(session, "Can I see dmon, and what's the batch size?")
        assert session.open_question == waiting
        shown = session.record.of(Revealed)
        assert [event.artefact for event in shown] == ["told-batch", "dmon"]
        assert "pclk" in shown[1].text
        assert not session.record.of(Answered)


async def test_an_answer_that_also_asks_is_an_answer(session: Session) -> None:
    async with session:
        await advanced(session)
        await answered(
            session,
            "I let the water cool to seventy five degrees first, and I use three grams per cup."
            " I steep it for two minutes and taste it. Can I see dmon?",
        )
        assert len(session.record.of(Answered)) == 1


async def test_what_the_command_reveals_is_the_incident_too(session: Session) -> None:
    async with session:
        await advanced(session)
        assert session.open_question
        shown = session.reveal(to=session.open_question.question, wanted="nccl-tests")
        assert shown
        assert "busbw" in shown.text
