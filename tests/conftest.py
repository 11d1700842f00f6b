"""What many tests share: a toy track that is read at a glance, and a folder for sessions."""

from collections.abc import Callable
from pathlib import Path

import pytest

from interviewer.content import Content
from interviewer.engines.offline import OfflineEngine
from interviewer.session import Session, Store, begin

TEA = Path(__file__).parent / "tea"
STRONG = (
    "I let the water cool to seventy five degrees, three grams per cup. I steep it for two "
    "minutes and taste it before I serve it."
)
STORY = (
    "It was at a wedding for sixty guests. I changed the water myself and complaints fell from "
    "ten to two. Since then I always taste first. I measured it with a thermometer."
)


@pytest.fixture
def tea() -> Content:
    return Content(TEA)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "sessions")


@pytest.fixture
def begun(store: Store, tea: Content) -> Callable[..., Session]:
    def new(**options: object) -> Session:
        return begin(store, tea, OfflineEngine(), track="tea", **options)  # type: ignore[arg-type]

    return new


async def answered(session: Session, text: str, seconds: float = 30) -> None:
    """Answers the open question and goes on to the next."""
    waiting = session.open_question
    assert waiting is not None
    async for _ in session.answer(to=waiting.question, text=text, seconds=seconds):
        pass


async def advanced(session: Session) -> None:
    async for _ in session.advance():
        pass


async def to_the_end(session: Session, replies: tuple[str, ...] = (STRONG, STORY)) -> None:
    """Answers technical questions with the first reply and stories with the second."""
    await advanced(session)
    while waiting := session.open_question:
        await answered(session, replies[waiting.bank.endswith("story") % len(replies)])
