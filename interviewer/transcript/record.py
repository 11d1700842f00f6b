"""The transcript's file: append-only JSON lines, synced to disk with every answer."""

import errno
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from interviewer.errors import NoSuchSession, RecordError
from interviewer.transcript.events import (
    EVENT,
    VERSION,
    Answered,
    AnyEvent,
    Asked,
    Ended,
    Header,
    Planned,
    Sketched,
)

E = TypeVar("E", bound=AnyEvent)


class Record:
    """The events of one session, in memory and on disk.

    The first event with a key wins: appending another one of that key returns the first, so
    a step that runs again after a crash finds what it wrote and writes nothing. Only events
    before `seen` are visible. After a crash the rest lies ahead, and becomes visible step by
    step as the interview catches up with it, so that no step looks into its own future.
    """

    def __init__(self, path: Path | None = None, events: tuple[AnyEvent, ...] = ()) -> None:
        self.path = path
        self._events = list(events)
        self._places = {event.key: place for place, event in enumerate(events)}
        self.seen = len(events)

    def __iter__(self) -> Iterator[AnyEvent]:
        return iter(self._events[: self.seen])

    def __len__(self) -> int:
        """All events, those ahead included."""
        return len(self._events)

    def rewind(self, seen: int) -> None:
        """Makes only the first `seen` events visible, never less than the header."""
        self.seen = max(1, min(seen, len(self)))

    def append(self, event: E) -> E:
        """Writes the event, or returns the one that already has its key.

        Raises RecordError when the disk refuses; nothing is then kept in memory either.
        """
        if known := self.recall(event.key, type(event)):
            return known
        if self.path:
            write(self.path, event.model_dump_json() + "\n", synced=isinstance(event, Answered))
        self._places[event.key] = len(self._events)
        self._events.append(event)
        self.seen = len(self._events)
        return event

    def recall(self, key: str, kind: type[E]) -> E | None:
        """The event of that key, seen or ahead; all up to it become visible."""
        event = self.ahead(key, kind)
        if event is not None:
            self.seen = max(self.seen, self._places[key] + 1)
        return event

    def ahead(self, key: str, kind: type[E]) -> E | None:
        """As `recall`, but nothing becomes visible."""
        place = self._places.get(key)
        event = None if place is None else self._events[place]
        return event if isinstance(event, kind) else None

    def find(self, key: str, kind: type[E]) -> E | None:
        """The visible event of that key."""
        return self.ahead(key, kind) if self._places.get(key, self.seen) < self.seen else None

    def of(self, kind: type[E]) -> list[E]:
        """The visible events of one kind, in order."""
        return [event for event in self if isinstance(event, kind)]

    @property
    def header(self) -> Header:
        first = self._events[0] if self._events else None
        if not isinstance(first, Header):
            raise RecordError(f"{self.path}: a transcript begins with a header; found {first!r}")
        return first

    @property
    def plan(self) -> Planned | None:
        return self.find("planned", Planned)

    @property
    def ended(self) -> Ended | None:
        return self.find("ended", Ended)

    @property
    def open_question(self) -> Asked | None:
        """The question that waits for an answer, or None."""
        asked = self.of(Asked)
        if not asked or self.ended or self.answer(asked[-1].question):
            return None
        return asked[-1]

    def answer(self, question: str) -> Answered | None:
        return self.find(f"answered {question}", Answered)

    def sketches(self, question: str) -> list[Sketched]:
        return [s for s in self.of(Sketched) if s.to == question]


def write(path: Path, line: str, *, synced: bool) -> None:
    """One line in one write, so that a kill leaves the line whole."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            append_whole(handle, line.encode())
            if synced:
                os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        raise RecordError(
            f"{path}: can't be written ({error.strerror}); free some space or choose another "
            "folder with INTERVIEWER_DATA_DIR, then resume the session"
        ) from None


def append_whole(handle: int, raw: bytes) -> None:
    """Appends all of `raw`, or nothing: a full disk must not leave half a line behind."""
    before = os.fstat(handle).st_size
    if os.write(handle, raw) < len(raw):
        os.ftruncate(handle, before)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def read(path: Path) -> Record:
    """The record in a file. A torn last line, left by a crash, is cut off; others are errors."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise NoSuchSession(f"{path}: there is no transcript here") from None
    whole, _, torn = raw.rpartition(b"\n")
    lines = whole.split(b"\n") if whole else []
    events = tuple(event(line, path, number) for number, line in enumerate(lines, 1))
    if not events or not isinstance(events[0], Header):
        raise RecordError(
            f"{path}: the first line is not a header, so this is no transcript; delete the "
            "session and start anew"
        )
    if torn:
        os.truncate(path, len(raw) - len(torn))
    return Record(path, events)


def event(line: bytes, path: Path, number: int) -> AnyEvent:
    try:
        values = json.loads(line)
        version = values["v"]
    except (ValueError, TypeError, KeyError):
        raise RecordError(
            f"{path}: line {number} is not an event of a transcript; restore the file from a "
            "copy, or delete the line if it is not an answer"
        ) from None
    if version != VERSION:
        raise RecordError(
            f"{path}: line {number} has format {version!r} and this version reads format "
            f"{VERSION}; use the version of interviewer that wrote it, or a newer one"
        )
    try:
        return EVENT.validate_python(values)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        field = ".".join(str(step) for step in fault["loc"])
        raise RecordError(f"{path}: line {number}: {field}: {fault['msg']}") from None
