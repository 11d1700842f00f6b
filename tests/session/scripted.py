"""Plays the toy interview to its end in a process of its own, to be killed at any moment.

python -m tests.session.scripted FOLDER [SESSION]: begins, or goes on with, a session there.
"""

import asyncio
import sys
from pathlib import Path

from interviewer.content import Content
from interviewer.engines.offline import OfflineEngine
from interviewer.session import Store, begin, resume
from tests.conftest import TEA, advanced, answered

REPLIES = (
    "I let the water cool to seventy five degrees.",
    "I don't know",
    "I steep it for two minutes, three grams per cup.",
    "",
    "It was at a wedding. I changed the water myself.",
    "Complaints fell from ten to two.",
)


def reply(question: str) -> str:
    """The same question id always gets the same reply, with the id in it."""
    number = int(question[1:])
    text = REPLIES[number % len(REPLIES)]
    return f"{text} ({question})" if text else ""


async def play(folder: Path, session_id: str | None) -> None:
    store, content, engine = Store(folder), Content(TEA), OfflineEngine()
    session = (
        resume(store, content, engine, session_id)
        if session_id
        else begin(store, content, engine, track="tea", level="staff", seed=3)
    )
    async with session:
        await advanced(session)
        while waiting := session.open_question:
            await answered(session, reply(waiting.question))


if __name__ == "__main__":
    asyncio.run(play(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else None))
