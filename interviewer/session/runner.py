"""Runs the graph of one session and keeps its bookmark in step with the record."""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self, cast

from langchain_core.runnables import RunnableConfig
from langgraph.types import Command, StateSnapshot

from interviewer.content import Content
from interviewer.conversation.nodes import Conversation
from interviewer.engines.engine import Engine, Spoken
from interviewer.graph import MOST_STEPS, build
from interviewer.session import checkpoints
from interviewer.transcript.events import Answered, AnyEvent
from interviewer.transcript.record import Record

# Part of the thread's name, so that a bookmark of another shape is simply not found.
STATE_VERSION = 1


class Runner:
    """Enter `opened(folder)` first. The record is the truth; the checkpoint saves replaying it."""

    def __init__(self, content: Content, engine: Engine, record: Record) -> None:
        self.record = record
        self.conversation = Conversation(content, engine, record)
        thread = f"{record.header.session} {STATE_VERSION}"
        self.config: RunnableConfig = {
            "configurable": {"thread_id": thread},
            "recursion_limit": MOST_STEPS,
        }

    @contextmanager
    def opened(self, folder: Path) -> Iterator[Self]:
        with checkpoints.opened(folder) as bookmark:
            self.bookmark = bookmark
            self.graph = build(self.conversation, bookmark)
            yield self

    async def catch_up(self) -> AsyncIterator[AnyEvent | Spoken]:
        """Takes the interview from its bookmark to the last thing that the record knows.

        Yields only what is new. Without a usable bookmark the whole record is replayed: each
        step recalls what it had written, so nothing is asked, judged or said again.
        """
        snapshot = await self.snapshot()
        at = snapshot.values.get("recorded") if snapshot else None
        self.record.rewind(at or 1)
        if at is None:
            self.bookmark.delete_thread(self.config["configurable"]["thread_id"])
            async for event in self.run({"turn": 0}):
                yield event
        elif snapshot and not snapshot.interrupts:
            async for event in self.run(None):
                yield event
        while (to := await self.waiting()) and self.record.recall(f"answered {to}", Answered):
            async for event in self.run(Command(resume=to)):
                yield event
        self.record.rewind(len(self.record))
        self.bookmark.prune_to_newest()

    async def heard(self, to: str) -> AsyncIterator[AnyEvent | Spoken]:
        """Goes on after an answer that has been recorded."""
        async for event in self.run(Command(resume=to)):
            yield event
        self.bookmark.prune_to_newest()

    async def run(self, step: Any) -> AsyncIterator[AnyEvent | Spoken]:
        async for event in self.graph.astream(
            step, self.config, stream_mode="custom", durability="sync"
        ):
            yield cast("AnyEvent | Spoken", event)

    async def waiting(self) -> str | None:
        """The question that the graph waits at, or None when it has come to its end."""
        snapshot = await self.snapshot()
        return snapshot.interrupts[0].value if snapshot and snapshot.interrupts else None

    async def snapshot(self) -> StateSnapshot | None:
        """The bookmark, or None if there is none that can be read, for whatever reason."""
        try:
            found = await self.graph.aget_state(self.config)
        except Exception:  # a bookmark is worth no error: the record rebuilds it
            return None
        return found if found.values else None
