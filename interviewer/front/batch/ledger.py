"""What a run has done so far, in SQLite beside its output: it survives a kill at any moment."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple, Self

from interviewer.errors import InterviewerError, UsageError

FORMAT = "1"
SCHEMA = """
CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS ids (id TEXT PRIMARY KEY, row INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS graded (
  row INTEGER PRIMARY KEY, grade TEXT NOT NULL, side TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS dead (row INTEGER PRIMARY KEY, id TEXT, reason TEXT NOT NULL, raw TEXT);
"""
SUFFIX = ".ledger"
LONGEST_RAW_CHARACTERS = 2_000
TEMPORARY = ""


class Graded(NamedTuple):
    """A row's grade as the output has it, and what only the report wants of it, both as JSON."""

    row: int
    grade: str
    side: str


class Dead(NamedTuple):
    """A row that can't be graded by anyone as it stands."""

    row: int
    id: str | None
    reason: str
    raw: str


def beside(output: Path) -> Path:
    return output.with_name(output.name + SUFFIX)


class Ledger:
    """One run's grades by row. Without a path it is temporary, on disk, and gone at the end."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        try:
            self._sql = sqlite3.connect(path or TEMPORARY, timeout=1, isolation_level=None)
            # One writer alone, and no third file beside the output.
            self._sql.execute("PRAGMA locking_mode=EXCLUSIVE")
            self._sql.execute("PRAGMA journal_mode=WAL")
            self._sql.execute("PRAGMA synchronous=NORMAL")
            self._sql.executescript(SCHEMA)
        except sqlite3.Error as error:
            raise unusable(path, error) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._sql.close()

    def begin(self, about: dict[str, str]) -> None:
        """Binds a new ledger to its input and options, or makes sure that they are the same.

        Raises UsageError that names the first difference.
        """
        about = {"format": FORMAT, **about}
        known = dict(self._sql.execute("SELECT name, value FROM about"))
        if not known:
            self._sql.executemany("INSERT INTO about VALUES (?, ?)", about.items())
            return
        for name, value in about.items():
            if known.get(name) != value:
                raise UsageError(
                    f"{self.path} holds grades made with another {name} ({known.get(name)}, now "
                    f"{value}); give another --output, or --no-resume to grade all anew"
                )

    def claim(self, id_: str, row: int) -> int:
        """The row that an id belongs to: the first that claims it, whenever that was."""
        self._sql.execute("INSERT OR IGNORE INTO ids VALUES (?, ?)", (id_, row))
        (owner,) = self._sql.execute("SELECT row FROM ids WHERE id = ?", (id_,)).fetchone()
        return int(owner)

    def is_done(self, row: int) -> bool:
        for table in ("graded", "dead"):
            if self._sql.execute(f"SELECT 1 FROM {table} WHERE row = ?", (row,)).fetchone():
                return True
        return False

    def keep(self, results: Sequence[Graded | Dead]) -> None:
        """All of them, or none if killed meanwhile."""
        self._sql.execute("BEGIN")
        for one in results:
            table = "graded" if isinstance(one, Graded) else "dead"
            marks = ", ".join("?" * len(one))
            self._sql.execute(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", one)
        self._sql.execute("COMMIT")

    def graded(self, until: int | None = None) -> Iterator[Graded]:
        """In the order of the rows, up to row number `until`."""
        with closing(self._sql.cursor()) as cursor:
            for found in cursor.execute(
                "SELECT * FROM graded WHERE row <= ? ORDER BY row", (limit(until),)
            ):
                yield Graded(*found)

    def dead(self, until: int | None = None) -> Iterator[Dead]:
        with closing(self._sql.cursor()) as cursor:
            for found in cursor.execute(
                "SELECT * FROM dead WHERE row <= ? ORDER BY row", (limit(until),)
            ):
                yield Dead(*found)


def limit(until: int | None) -> int:
    return until if until is not None else (1 << 62)


def unusable(path: Path | None, error: sqlite3.Error) -> InterviewerError:
    if "locked" in str(error):
        return UsageError(f"{path} is in use: another process grades into the same output; wait")
    return UsageError(
        f"{path}: can't be used as a ledger ({error}); give another --output, or --no-resume to "
        "grade all anew"
    )


def removed(path: Path) -> None:
    """Removes a ledger with the files that SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def dead_line(dead: Dead) -> str:
    """A dead letter as a line of JSON."""
    return json.dumps(
        {"schema_version": 1, "row": dead.row, "id": dead.id, "reason": dead.reason,
         "raw": dead.raw[:LONGEST_RAW_CHARACTERS]},
        ensure_ascii=False,
    )  # fmt: skip
