"""The ledger: every chunk that is to be found, its words, and whether its vector is stored.

SQLite keeps it, so that a kill at any moment leaves either all or nothing of a step, and what
was begun is known. `stored` is 0 until Chroma has said that the vector is on the disk.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from interviewer.errors import InterviewerError
from interviewer.guide.bm25 import BM25
from interviewer.guide.chunks import Chunk

WAIT_SECONDS = 30
SCHEMA = """
CREATE TABLE IF NOT EXISTS chunks (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    parent TEXT NOT NULL,
    hash TEXT NOT NULL,
    record TEXT NOT NULL,
    stored INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS by_parent ON chunks (parent);
CREATE INDEX IF NOT EXISTS to_store ON chunks (row) WHERE stored = 0;
CREATE TABLE IF NOT EXISTS dropped (id TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


def ledger_path(folder: Path, server: str) -> Path:
    """Where the ledger of a store lies: a Chroma server's URL, or the folder's own if empty."""
    place = hashlib.sha256(server.encode()).hexdigest()[:8] if server else "embedded"
    return folder / f"{place}.sqlite"


@dataclass(frozen=True)
class Document:
    """A file of the candidate's: where it was read, and the sha256 of what was read."""

    id: str
    path: str
    sha256: str
    title: str
    chunks: int


class Ledger:
    """`path` is a file, made when absent; InterviewerError when it can't be opened."""

    def __init__(self, path: Path) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._sql = sqlite3.connect(path, timeout=WAIT_SECONDS, check_same_thread=False)
            self._sql.executescript("PRAGMA journal_mode = WAL;" + SCHEMA)
            self.words = BM25(self._sql)
        except OSError as error:
            raise InterviewerError(
                f"the guide's folder {path.parent} can't be made ({error.strerror}); "
                "set INTERVIEWER_DATA_DIR to one that can be written"
            ) from None
        except sqlite3.DatabaseError as error:
            raise InterviewerError(
                f"the guide's ledger {path} can't be opened ({error}); "
                "remove that file, it is read back from the index"
            ) from None

    def close(self) -> None:
        self._sql.close()

    def replace(self, parents: Iterable[str], wanted: Sequence[Chunk]) -> int:
        """Makes `wanted` all that there is of these parents; returns how many chunks changed."""
        held = {chunk_id: its for each in parents for chunk_id, its in self._hashes(each)}
        fresh = [chunk for chunk in wanted if held.get(chunk.id) != chunk.hash]
        gone = held.keys() - {chunk.id for chunk in wanted}
        with self._sql:
            for chunk_id in sorted(gone):
                self._drop(chunk_id)
            for chunk in fresh:
                self._put(chunk)
        return len(fresh) + len(gone)

    def _hashes(self, parent: str) -> list[tuple[str, str]]:
        return self._sql.execute(
            "SELECT id, hash FROM chunks WHERE parent = ?", (parent,)
        ).fetchall()

    def _put(self, chunk: Chunk, stored: bool = False) -> None:
        (row,) = self._sql.execute(
            "INSERT INTO chunks (id, parent, hash, record, stored) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET parent = excluded.parent, hash = excluded.hash, "
            "record = excluded.record, stored = excluded.stored RETURNING row",
            (chunk.id, chunk.parent, chunk.hash, chunk.as_json(), stored),
        ).fetchone()
        self.words.put(row, chunk.title, " ".join(chunk.topics), chunk.text)
        self._sql.execute("DELETE FROM dropped WHERE id = ?", (chunk.id,))

    def _drop(self, chunk_id: str) -> None:
        (row,) = self._sql.execute(
            "DELETE FROM chunks WHERE id = ? RETURNING row", (chunk_id,)
        ).fetchone()
        self.words.drop(row)
        self._sql.execute("INSERT OR IGNORE INTO dropped VALUES (?)", (chunk_id,))

    def forget_documents(self, chunk_ids: Iterable[str]) -> None:
        """Drops those of these chunks that are a document's; their vectors are gone already."""
        chunks = self.chunks(chunk_ids).values()
        gone = [chunk.id for chunk in chunks if chunk.origin == "document"]
        with self._sql:
            for chunk_id in gone:
                self._drop(chunk_id)
        self.mark_dropped(gone)

    def adopt(self, chunks: Iterable[Chunk]) -> None:
        """Takes in what the vector store holds already."""
        with self._sql:
            for chunk in chunks:
                self._put(chunk, stored=True)

    def to_store(self) -> int:
        (count,) = self._sql.execute("SELECT count(*) FROM chunks WHERE stored = 0").fetchone()
        return int(count)

    def unstored(self, limit: int = -1) -> list[Chunk]:
        """The next chunks whose vectors are still to be stored; all without a limit."""
        rows = self._sql.execute(
            "SELECT record FROM chunks WHERE stored = 0 ORDER BY row LIMIT ?", (limit,)
        )
        return [Chunk.from_json(record) for (record,) in rows]

    def mark_stored(self, chunk_ids: Iterable[str], stored: bool = True) -> None:
        with self._sql:
            self._sql.executemany(
                "UPDATE chunks SET stored = ? WHERE id = ?", [(stored, each) for each in chunk_ids]
            )

    def dropped(self) -> list[str]:
        """Ids whose vectors are still to be removed."""
        return [each for (each,) in self._sql.execute("SELECT id FROM dropped ORDER BY id")]

    def mark_dropped(self, chunk_ids: Iterable[str]) -> None:
        with self._sql:
            self._sql.executemany("DELETE FROM dropped WHERE id = ?", [(e,) for e in chunk_ids])

    def count(self) -> int:
        (count,) = self._sql.execute("SELECT count(*) FROM chunks").fetchone()
        return int(count)

    def parents(self, origin: str) -> list[str]:
        rows = self._sql.execute(
            "SELECT DISTINCT parent FROM chunks WHERE json_extract(record, '$.origin') = ?",
            (origin,),
        )
        return sorted(parent for (parent,) in rows)

    def hashes(self) -> dict[str, str]:
        """The hash of every chunk whose vector is stored, by id."""
        return dict(self._sql.execute("SELECT id, hash FROM chunks WHERE stored = 1"))

    def guide_texts(self) -> Iterator[str]:
        """Titles and texts of the guide, without the candidate's documents."""
        for _, chunk in self._where("json_extract(record, '$.origin') = 'guide'", []):
            yield f"{chunk.title} {chunk.text}"

    def rows(self, rows: Iterable[int]) -> dict[int, Chunk]:
        return dict(self._select("row", rows))

    def chunks(self, chunk_ids: Iterable[str]) -> dict[str, Chunk]:
        return {chunk.id: chunk for _, chunk in self._select("id", chunk_ids)}

    def of_parent(self, parent: str) -> list[Chunk]:
        return [chunk for _, chunk in self._select("parent", [parent])]

    def _select(self, column: str, values: Iterable[object]) -> Iterator[tuple[int, Chunk]]:
        wanted = list(values)
        return self._where(f"{column} IN ({', '.join('?' * len(wanted))})", wanted)

    def _where(self, condition: str, values: Sequence[object]) -> Iterator[tuple[int, Chunk]]:
        rows = self._sql.execute(
            f"SELECT row, record FROM chunks WHERE {condition} ORDER BY row", values
        )
        for row, record in rows:
            yield row, Chunk.from_json(record)

    def documents(self) -> list[Document]:
        rows = self._sql.execute(
            "SELECT parent, json_extract(record, '$.path') AS path, "
            "json_extract(record, '$.sha256'), json_extract(record, '$.title'), count(*) "
            "FROM chunks WHERE json_extract(record, '$.origin') = 'document' "
            "GROUP BY parent ORDER BY path, parent"
        )
        return [Document(*row) for row in rows]

    def note(self, name: str) -> str:
        """What was noted under a name; empty when nothing was."""
        row = self._sql.execute("SELECT value FROM notes WHERE name = ?", (name,)).fetchone()
        return row[0] if row else ""

    def write_note(self, name: str, value: str) -> None:
        with self._sql:
            self._sql.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", (name, value))
