"""Killed at random moments, a session loses no answer and asks nothing twice."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from interviewer.session import Store
from interviewer.transcript.events import Answered, Asked
from interviewer.transcript.record import Record
from tests.session.scripted import reply

KILLS = 20
LONGEST_SECONDS = 60
LATEST_KILL = 0.8  # as a share of the whole record, so that something is left to resume


def start(folder: Path, session: str | None = None) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.session.scripted", str(folder)]
    return subprocess.Popen([*command, session] if session else command)


def played(folder: Path) -> Record:
    assert start(folder).wait(LONGEST_SECONDS) == 0
    store = Store(folder)
    return store.record(store.find("last"))


def killed_at(folder: Path, session: str | None, size_bytes: int, delay_seconds: float) -> None:
    """Starts the interview; kills it a moment after it wrote something and reached a size."""
    process = start(folder, session)
    least, deadline = max(size_bytes, size(folder) + 1), time.monotonic() + LONGEST_SECONDS
    while size(folder) < least and time.monotonic() < deadline and process.poll() is None:
        time.sleep(0.001)
    time.sleep(delay_seconds)
    process.kill()
    process.wait(LONGEST_SECONDS)


@pytest.mark.slow
def test_killed_at_twenty_random_moments_nothing_is_lost_or_asked_twice(tmp_path: Path) -> None:
    chance = random.Random(20)
    whole = played(tmp_path / "whole")
    folder = tmp_path / "killed"
    store = Store(folder)
    whole_bytes = size(tmp_path / "whole")
    for share in sorted(chance.uniform(0, LATEST_KILL) for _ in range(KILLS)):
        session = next(iter(store.ids()), None)
        killed_at(folder, session, int(share * whole_bytes), chance.uniform(0, 0.01))
    (session,) = store.ids()
    assert not store.record(session).ended, "the interview must be longer than the kills"
    assert start(folder, session).wait(LONGEST_SECONDS) == 0
    record = store.record(session)
    assert events(record) == events(whole)
    assert [a.text for a in record.of(Answered)] == [reply(a.question) for a in record.of(Asked)]


def size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.glob("*/transcript.jsonl"))


def events(record: Record) -> list[dict[str, object]]:
    return [event.model_dump(exclude={"at", "session"}) for event in record]
