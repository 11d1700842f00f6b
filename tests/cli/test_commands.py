"""The command as a user types it: what it prints, where, and its exit status."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ANSWER = (
    "The plain version writes the whole score matrix to HBM and reads it back, so it is bound "
    "by memory. The fused one keeps tiles in shared memory."
)
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    env = os.environ | {"INTERVIEWER_DATA_DIR": str(tmp_path / "data")}

    def interviewer(*arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "interviewer", *arguments],
            input=typed,
            check=False,
            capture_output=True,
            text=True,
            env=env,
            timeout=60,
        )

    return interviewer


@pytest.fixture
def begun(run: Run) -> str:
    """A session that was left after one answer; its id."""
    run("chat", "--track", "mle", "--rounds", "2", "--seed", "3", typed=f"{ANSWER}\n\n")
    return str(json.loads(run("sessions", "list", "--json").stdout)["sessions"][0]["session"])


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (("chat", "--track", "foo"), 2, "there is no track 'foo'; choose one of ai-pm, mle"),
        (("chat", "--track", "mle", "--rounds", "9"), 2, "mle has no round '9'; it has 1 online"),
        (("chat", "--level", "guru"), 2, "must be one of 'entry', 'senior' or 'staff'"),
        (("report", "last"), 1, "there are no sessions yet; `interviewer chat` begins one"),
        (("frobnicate",), 2, "No such command 'frobnicate'"),
    ],
)
def test_bad_words_get_a_sentence_and_no_traceback(
    run: Run, arguments: tuple[str, ...], status: int, says: str
) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (status, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_session_is_said_to_be_unknown(run: Run, begun: str) -> None:
    assert begun
    done = run("sessions", "show", "zzz")
    assert (done.returncode, "there is no session 'zzz'" in done.stderr) == (1, True)


def test_leaving_prints_the_command_that_resumes_and_keeps_the_answer(run: Run) -> None:
    done = run("chat", "--track", "mle", "--rounds", "2", "--seed", "3", typed=f"{ANSWER}\n\n")
    assert done.returncode == 130
    assert "Arjun" in done.stdout
    assert "interviewer sessions resume 2" in done.stdout
    assert ANSWER in run("sessions", "show", "last").stdout


def test_off_a_terminal_nothing_is_coloured(run: Run) -> None:
    done = run("chat", "--track", "ai-pm", typed="I don't know\n\n")
    assert "\x1b" not in done.stdout + done.stderr


def test_a_resumed_session_asks_the_question_that_waited(run: Run, begun: str) -> None:
    shown = run("sessions", "show", begun).stdout
    resumed = run("sessions", "resume", begun, "--plain").stdout
    last_words = " ".join(shown.split())[-40:]
    assert last_words in " ".join(resumed.split())


def test_an_unfinished_session_has_a_debrief_that_says_so(run: Run, begun: str) -> None:
    assert "## Not finished" in run("report", begun).stdout
    told = json.loads(run("report", begun, "--format", "json").stdout)
    assert (told["schema_version"], told["is_over"], told["outcome"]) == (1, False, None)


def test_an_export_is_the_transcript_line_by_line(run: Run, begun: str, tmp_path: Path) -> None:
    kept = (tmp_path / "data" / "sessions" / begun / "transcript.jsonl").read_text()
    assert run("sessions", "export", begun).stdout == kept
    assert [json.loads(line)["type"] for line in kept.splitlines()][:2] == [
        "header",
        "round_started",
    ]


def test_deleting_needs_a_yes_and_then_leaves_nothing(run: Run, begun: str, tmp_path: Path) -> None:
    assert run("sessions", "delete", begun, "--no-input").returncode == 2
    assert run("sessions", "delete", begun, "--yes").returncode == 0
    assert not list((tmp_path / "data").rglob("transcript.jsonl"))


def test_the_doctor_and_the_content_are_well(run: Run) -> None:
    assert run("doctor").returncode == 0
    checked = run("check-content")
    assert (checked.returncode, "no faults" in checked.stdout + checked.stderr) == (0, True)


def test_settings_say_where_they_come_from(run: Run) -> None:
    assert "(environment)" in run("config", "show", "--origin").stdout


def test_help_imports_nothing_heavy() -> None:
    probe = (
        "import sys; from typer.testing import CliRunner; from interviewer.cli.app import app;"
        "CliRunner().invoke(app, ['--help']);"
        "heavy = {'pydantic', 'langgraph', 'chromadb', 'numpy', 'onnxruntime'} & set(sys.modules);"
        "sys.exit(', '.join(sorted(heavy)) or None)"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe], check=False, capture_output=True, text=True, timeout=60
    )
    assert done.stderr == ""
