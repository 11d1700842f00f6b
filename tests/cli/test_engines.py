"""Commands with a model behind them, as processes of their own against a server on loopback."""

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.models.loopback import Exchange, loopback, played
from tests.models.wires import calls, says

NOTHING_MET = '{"shown": [], "not_met": []}'
CLAIM = '{"claim": "63 dies", "wafer_diameter_mm": "300 mm", "die_area_mm2": "814 mm2"}'
WAFER = "A wafer of 300 mm gives 63 dies of 814 mm2."
SECRET = "sk-planted-7777"
LONGEST_SECONDS = 120
COMMAND = "import sys; from interviewer.cli import main; sys.argv[0] = 'interviewer'; main()"

pytestmark = pytest.mark.slow


async def run(
    folder: Path, *arguments: str, given: str = "", url: str = ""
) -> tuple[int, str, str]:
    """Exit status, stdout and stderr."""
    flags = ("--engine", "compatible", "--base-url", f"{url}/v1", "--model", "m-1") if url else ()
    environment = {
        **os.environ,
        "INTERVIEWER_DATA_DIR": str(folder),
        "INTERVIEWER_COMPATIBLE_KEY": SECRET,
        "OPENAI_API_KEY": "",
        "ANTHROPIC_API_KEY": "",
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        COMMAND,
        *arguments,
        *flags,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=environment,
    )
    async with asyncio.timeout(LONGEST_SECONDS):
        out, err = await process.communicate(given.encode())
    assert process.returncode is not None
    return process.returncode, out.decode(), err.decode()


def events(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def answer(number: int) -> str:
    text = "I would look at the memory bandwidth first and measure what the kernel reads."
    return json.dumps({"to": f"q{number}", "text": text, "seconds": 60}) + "\n"


async def refuse(exchange: Exchange) -> None:
    """A server that is not allowed to answer: nothing to be waited for."""
    await exchange.head(401, "application/json")
    await exchange.send(b'{"error": {"message": "no", "type": "authentication_error"}}')
    await exchange.end()


async def test_an_interview_goes_on_by_a_model_and_says_first_what_is_sent_where(
    tmp_path: Path,
) -> None:
    async with loopback(says(NOTHING_MET)) as server:
        chat = ("chat", "--json", "--rounds", "2", "--seed", "1")
        status, out, err = await run(tmp_path, *chat, given=answer(1), url=server.url)
        again = await run(tmp_path, *chat, url=server.url)
    assert status == 130
    assert [event["type"] for event in events(out)].count("asked") == 2
    assert events(out)[0]["engine"] == "compatible"
    assert "(this machine) is sent" in err
    assert "is sent" not in again[2]
    transcript = next(tmp_path.glob("sessions/*/transcript.jsonl")).read_text()
    assert '"type":"used"' in transcript
    shown = await run(tmp_path, "sessions", "show", events(out)[0]["session"])
    assert "used by language models" in shown[1]
    assert SECRET not in transcript + out + err + shown[1]


async def test_an_outage_offers_what_there_is_and_goes_on_as_chosen(tmp_path: Path) -> None:
    choice = json.dumps({"command": "tea"}) + "\n" + json.dumps({"command": "offline"}) + "\n"
    async with loopback(refuse) as server:
        chat = ("chat", "--json", "--rounds", "2", "--seed", "1")
        _, out, _ = await run(tmp_path, *chat, given=answer(1) + choice, url=server.url)
    first, second = (event for event in events(out) if event["type"] == "error")
    assert first["options"] == second["options"] == ["wait", "offline"]
    (changed,) = (event for event in events(out) if event["type"] == "engine_changed")
    assert changed["engine"] == "offline"
    assert events(out)[-1]["type"] == "asked"


async def test_without_input_an_outage_goes_on_offline_and_says_so(tmp_path: Path) -> None:
    async with loopback(refuse) as server:
        chat = ("chat", "--json", "--no-input", "--rounds", "2", "--seed", "1")
        _, out, _ = await run(tmp_path, *chat, given=answer(1), url=server.url)
    kinds = [event["type"] for event in events(out)]
    assert kinds.index("error") < kinds.index("notice") < kinds.index("engine_changed")


async def test_leaving_at_an_outage_is_an_error_that_can_be_resumed(tmp_path: Path) -> None:
    async with loopback(refuse) as server:
        chat = ("chat", "--json", "--rounds", "2", "--seed", "1")
        status, out, err = await run(tmp_path, *chat, given=answer(1), url=server.url)
    assert status == 4
    assert "--engine offline" in err
    assert f"sessions resume {events(out)[0]['session']}" in err
    resume = ("sessions", "resume", "last", "--json", "--engine", "offline")
    _, out, _ = await run(tmp_path, *resume)
    assert [event["type"] for event in events(out)][-1] == "asked"


@pytest.mark.parametrize("fails", [False, True])
async def test_numbers_are_checked_by_a_model_as_well(tmp_path: Path, fails: bool) -> None:
    async def play(exchange: Exchange) -> None:
        await (refuse(exchange) if fails else played(calls("gross-dies", CLAIM), exchange))

    async with loopback(play) as server:
        status, out, err = await run(tmp_path, "check", WAFER, "--json", url=server.url)
    if fails:
        assert (status, out) == (4, "")
        assert "--engine offline" in err
    else:
        (claim,) = json.loads(out)["claims"]
        assert claim["verdict"] == "right_rounded"


async def test_answers_are_graded_by_a_model(tmp_path: Path) -> None:
    row = {"id": "1", "question_id": "why-decode-is-slow", "answer": "It reads all weights."}
    table = tmp_path / "answers.jsonl"
    table.write_text(json.dumps(row) + "\n")
    async with loopback(says(NOTHING_MET)) as server:
        status, out, _ = await run(tmp_path, "grade", str(table), url=server.url)
    grade = json.loads(out.splitlines()[0])
    assert status == 0
    assert grade["engine"] == "compatible"
    assert not grade["graded"]
    assert "no verdict" in grade["reason_not_graded"]


async def test_what_is_sent_where_can_be_asked(tmp_path: Path) -> None:
    _, out, _ = await run(tmp_path, "privacy")
    assert "sends nothing" in out
    _, out, _ = await run(tmp_path, "privacy", "--engine", "openai", "--redact", "--json")
    found = json.loads(out)
    assert found["provider"] == "openai"
    assert found["is_redacted"]
    assert found["schema_version"] == 1
