"""The bookmark of a session: LangGraph's checkpoints in SQLite, pruned to the newest."""

import sqlite3
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import (
    ChannelVersions,
    Checkpoint,
    CheckpointMetadata,
    CheckpointTuple,
)
from langgraph.checkpoint.sqlite import SqliteSaver

CHECKPOINTS = "checkpoint.sqlite"
PRUNE = """
DELETE FROM checkpoints WHERE checkpoint_id <
  (SELECT max(checkpoint_id) FROM checkpoints AS newest
   WHERE newest.thread_id = checkpoints.thread_id
     AND newest.checkpoint_ns = checkpoints.checkpoint_ns);
DELETE FROM writes WHERE NOT EXISTS
  (SELECT 1 FROM checkpoints WHERE checkpoints.thread_id = writes.thread_id
     AND checkpoints.checkpoint_ns = writes.checkpoint_ns
     AND checkpoints.checkpoint_id = writes.checkpoint_id);
"""


class Bookmark(SqliteSaver):
    """SQLite's saver for an async graph, without a thread.

    A write takes a fraction of a millisecond; handing each to a thread and back, as the async
    saver does, cost two thirds of a turn's CPU time.
    """

    async def aget_tuple(self, config: RunnableConfig) -> CheckpointTuple | None:
        return self.get_tuple(config)

    async def alist(
        self,
        config: RunnableConfig | None,
        *,
        filter: dict[str, Any] | None = None,  # noqa: A002
        before: RunnableConfig | None = None,
        limit: int | None = None,
    ) -> AsyncIterator[CheckpointTuple]:
        for found in self.list(config, filter=filter, before=before, limit=limit):
            yield found

    async def aput(
        self,
        config: RunnableConfig,
        checkpoint: Checkpoint,
        metadata: CheckpointMetadata,
        new_versions: ChannelVersions,
    ) -> RunnableConfig:
        return self.put(config, checkpoint, metadata, new_versions)

    async def aput_writes(
        self,
        config: RunnableConfig,
        writes: Sequence[tuple[str, Any]],
        task_id: str,
        task_path: str = "",
    ) -> None:
        self.put_writes(config, writes, task_id, task_path)

    async def adelete_thread(self, thread_id: str) -> None:
        self.delete_thread(thread_id)

    def prune_to_newest(self) -> None:
        """Keeps one checkpoint a thread; unpruned they grow with the square of the turns."""
        self.conn.executescript(PRUNE)


@contextmanager
def opened(folder: Path) -> Iterator[Bookmark]:
    """A saver on the folder's file. An unreadable file is thrown away: it is only a bookmark."""
    path = folder / CHECKPOINTS
    if not is_readable(path):
        discard(folder)
    connection = sqlite3.connect(path, check_same_thread=False)
    try:
        bookmark = Bookmark(connection)
        bookmark.setup()
        # The transcript is what must survive a power cut, and it is synced on its own. A
        # write-ahead log would grow to four megabytes beside a file of fifty kilobytes.
        connection.executescript("PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=OFF")
        yield bookmark
    finally:
        connection.close()


def is_readable(path: Path) -> bool:
    if not path.exists():
        return True
    connection = sqlite3.connect(path)
    try:
        return bool(connection.execute("PRAGMA quick_check").fetchone() == ("ok",))
    except sqlite3.DatabaseError:
        return False
    finally:
        connection.close()


def discard(folder: Path) -> None:
    for path in folder.glob(f"{CHECKPOINTS}*"):
        path.unlink()
