"""Recordings: what was heard once is heard again, without a network."""

import re
from pathlib import Path

import pytest

from interviewer.errors import ModelError, RecordError
from interviewer.models.chat import Message, Request, Tool
from interviewer.models.recorder import Recorder, Replayer
from tests.models import plays
from tests.models.conftest import ASKED, KEY, Line, all_of
from tests.models.wires import calls, says

NONCE = re.compile(r"nonce-[0-9a-f]+")


async def test_a_recording_says_the_same(line: Line, tmp_path: Path) -> None:
    file = tmp_path / "replies.jsonl"
    recorder = Recorder(line.model, file)
    tooled = Request("Fixed.", ASKED.messages, (Tool("kv", "…", {"type": "object"}),))
    line.server.play(says("Grüße ", "dich."), calls("kv", '{"a": 1}'))
    heard = [await all_of(recorder), await all_of(recorder, tooled)]
    replayer = Replayer(file, "m-1")
    assert [await all_of(replayer), await all_of(replayer, tooled)] == heard
    assert KEY not in file.read_text()


async def test_a_request_asked_twice_gets_its_replies_in_turn(line: Line, tmp_path: Path) -> None:
    file = tmp_path / "replies.jsonl"
    recorder = Recorder(line.model, file)
    line.server.play(says("one"), says("two"))
    heard = [await all_of(recorder), await all_of(recorder)]
    replayer = Replayer(file, "m-1")
    assert [await all_of(replayer) for _ in range(3)] == [*heard, heard[-1]]


async def test_what_differs_from_run_to_run_is_left_out(line: Line, tmp_path: Path) -> None:
    file = tmp_path / "replies.jsonl"
    first = Request("Fixed.", (Message("user", "<nonce-12ab> Hello."),))
    again = Request("Fixed.", (Message("user", "<nonce-77ff> Hello."),))
    await all_of(Recorder(line.model, file, NONCE), first)
    assert await all_of(Replayer(file, "m-1", NONCE), again)
    with pytest.raises(ModelError):
        await all_of(Replayer(file, "m-1"), again)


async def test_an_unknown_request_is_said_to_be_one(line: Line, tmp_path: Path) -> None:
    file = tmp_path / "replies.jsonl"
    await all_of(Recorder(line.model, file))
    other = Request("Fixed.", (Message("user", "Something else."),))
    for replayer, asked in ((Replayer(file, "m-1"), other), (Replayer(file, "m-2"), ASKED)):
        with pytest.raises(ModelError, match=r"holds no reply .* record it again"):
            await all_of(replayer, asked)


async def test_a_reply_that_broke_off_is_not_recorded(line: Line, tmp_path: Path) -> None:
    file = tmp_path / "replies.jsonl"
    line.server.play(plays.dropped_in_mid_sentence)
    with pytest.raises(ModelError):
        await all_of(Recorder(line.model, file))
    assert not file.exists()


@pytest.mark.parametrize("text", ["{}", "no", '{"key": "a", "reply": [{"sung": "la"}]}'])
def test_a_broken_recording_names_its_line(text: str, tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text(text + "\n")
    with pytest.raises(RecordError, match=r"r\.jsonl:1"):
        Replayer(tmp_path / "r.jsonl", "m-1")


def test_a_missing_recording_is_named(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="record it first"):
        Replayer(tmp_path / "none.jsonl", "m-1")
