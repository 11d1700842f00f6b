"""The protocol for programs, spoken to the real command in a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from interviewer.errors import UsageError
from interviewer.front.jsonlines import parsed
from interviewer.front.replies import Answer, Command

ANSWER = "First I would profile it, since I would expect it to be bound by memory bandwidth."


class Client:
    """Starts `interviewer … --json` and speaks with it line by line."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        env = os.environ | {"INTERVIEWER_DATA_DIR": str(folder)}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "interviewer", *arguments, "--json"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=env,
        )

    def send(self, **line: Any) -> None:
        assert self.process.stdin
        self.process.stdin.write(json.dumps(line) + "\n")
        self.process.stdin.flush()

    def until(self, kind: str) -> dict[str, Any]:
        """The next event of a kind; those before it are kept in `seen`."""
        assert self.process.stdout
        for line in self.process.stdout:
            event: dict[str, Any] = json.loads(line)
            if event["type"] == kind:
                return event
        raise AssertionError(f"the stream ended before {kind!r}")

    def close(self) -> tuple[str, str]:
        return self.process.communicate(timeout=60)


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    client = Client(tmp_path, "chat", "--track", "mle", "--rounds", "1", "--seed", "1")
    yield client
    client.process.kill()
    client.close()


def test_a_double_submission_is_refused_by_question_id(client: Client) -> None:
    first = client.until("asked")["question"]["id"]
    client.send(to=first, text=ANSWER, seconds=30)
    client.until("asked")
    client.send(to=first, text="again", seconds=1)
    assert "not the question that waits" in client.until("error")["message"]


def test_nonsense_gets_a_sentence_and_the_interview_goes_on(client: Client) -> None:
    question = client.until("asked")["question"]["id"]
    assert client.process.stdin
    for line in ("garbage", "[1]", "{}", '{"command": "dance"}', '{"to": "q1", "text": 5}'):
        client.process.stdin.write(line + "\n")
        client.process.stdin.flush()
        assert client.until("error")["message"]
    client.send(to=question, text=ANSWER, seconds=-5)
    assert "seconds must be" in client.until("error")["message"]
    client.send(to=question, text=ANSWER, seconds=5)
    assert client.until("asked")["question"]["id"] == "q2"


def test_commands_are_obeyed(client: Client) -> None:
    client.until("asked")
    client.send(command="whiteboard", text="graph LR; a --> b")
    assert client.until("sketched")["number"] == 1
    client.send(command="time", seconds=61)
    assert "1:01 on this question" in client.until("notice")["text"]
    client.send(command="pause")
    client.until("paused")
    client.send(command="skip")
    client.until("asked")


def test_nothing_that_gives_answers_away_is_sent(client: Client) -> None:
    for number in range(1, 4):
        client.until("asked")
        client.send(to=f"q{number}", text=ANSWER, seconds=30)
    client.until("asked")
    client.process.kill()
    rest, _ = client.close()
    assert "judge" not in rest
    assert "planned" not in rest


def test_hanging_up_keeps_everything_and_says_how_to_go_on(tmp_path: Path) -> None:
    client = Client(tmp_path, "chat", "--track", "mle", "--rounds", "1", "--seed", "1")
    session = client.until("session_started")["session"]
    client.send(to=client.until("asked")["question"]["id"], text=ANSWER, seconds=30)
    waiting = client.until("asked")["question"]
    _, errors = client.close()
    assert client.process.returncode == 130
    assert f"interviewer sessions resume {session}" in errors
    again = Client(tmp_path, "sessions", "resume", session)
    assert again.until("session_started")["resumed"]
    assert again.until("asked")["question"] == waiting
    again.close()


@pytest.mark.parametrize(
    ("line", "reply"),
    [
        ('{"to": "q1", "text": "x", "seconds": 2}', Answer("x", 2.0, "q1")),
        ('{"to": "q1", "text": ""}', Answer("", 9.0, "q1")),
        ('{"command": "reveal", "text": "dmon"}', Command("reveal", "dmon", 9.0)),
    ],
)
def test_lines_become_replies(line: str, reply: object) -> None:
    assert parsed(line, 9.0) == reply


@pytest.mark.parametrize(
    "line",
    ["", "nul", "[" * 100_000, '{"to": 1, "text": "x"}', '{"to":"q","text":"x","seconds":NaN}'],
)
def test_other_lines_are_refused_in_a_sentence(line: str) -> None:
    with pytest.raises(UsageError):
        parsed(line, 0.0)
