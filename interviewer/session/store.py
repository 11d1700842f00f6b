"""Where sessions are kept: a folder each, with its transcript, bookmark and debrief."""

import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from interviewer.errors import NoSuchSession, RecordError, SessionBusy
from interviewer.transcript.events import Header, PlannedRound
from interviewer.transcript.record import Record, read

TRANSCRIPT = "transcript.jsonl"
LOCK = "lock"


@dataclass(frozen=True)
class Store:
    """All sessions below one folder, the newest last."""

    folder: Path

    def new_id(self) -> str:
        """Short enough to type, sorted by time: `20261123-0912-4f2a`."""
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M")
        return f"{stamp}-{secrets.token_hex(2)}"

    def ids(self) -> list[str]:
        return sorted(path.parent.name for path in self.folder.glob(f"*/{TRANSCRIPT}"))

    def find(self, prefix: str) -> str:
        """The session that an id, the beginning of one, or `last` names."""
        ids = self.ids()
        matches = ids[-1:] if prefix == "last" else [i for i in ids if i.startswith(prefix)]
        if prefix in matches or len(matches) == 1:
            return prefix if prefix in matches else matches[0]
        if matches:
            raise NoSuchSession(f"{prefix!r} could be {', '.join(matches)}; give more of the id")
        raise NoSuchSession(
            f"there is no session {prefix!r}; `interviewer sessions list` shows those there are"
            if ids
            else "there are no sessions yet; `interviewer chat` begins one"
        )

    def folder_of(self, session: str) -> Path:
        return self.folder / session

    def record(self, session: str) -> Record:
        return read(self.folder_of(session) / TRANSCRIPT)

    def records(self) -> Iterator[Record]:
        """Every readable transcript; a broken one does not hide the others."""
        for session in self.ids():
            try:
                yield self.record(session)
            except RecordError:
                continue

    def begin(self, header: Header) -> Record:
        folder = self.folder_of(header.session)
        try:
            folder.mkdir(parents=True)
        except OSError as error:
            raise RecordError(
                f"{folder}: can't be created ({error.strerror}); choose another folder with "
                "INTERVIEWER_DATA_DIR"
            ) from None
        record = Record(folder / TRANSCRIPT)
        record.append(header)
        return record

    def history(self, track: str) -> tuple[int, tuple[str, ...]]:
        """How many sessions of a track there were, and the questions that they planned."""
        records = [r for r in self.records() if r.header.track == track]
        rounds: list[PlannedRound] = [p for r in records if r.plan for p in r.plan.rounds]
        return len(records), tuple(dict.fromkeys(q for p in rounds for q in p.questions))

    def delete(self, session: str) -> None:
        """Removes everything that is kept of a session. Raises SessionBusy if it is open."""
        with held(self.folder_of(session)):
            pass
        shutil.rmtree(self.folder_of(session))


def held(folder: Path):  # type: ignore[no-untyped-def]
    """A lock on a session's folder; the second process to ask gets SessionBusy."""
    from filelock import FileLock, Timeout

    lock = FileLock(folder / LOCK, timeout=0)
    try:
        return lock.acquire()
    except Timeout:
        raise SessionBusy(
            f"session {folder.name} is open in another window; close it there (Ctrl-C keeps "
            "everything) and try again"
        ) from None
