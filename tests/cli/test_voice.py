"""`interviewer voice` and `transcribe` as a user types them."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from interviewer.front.voice.files import write_wav
from interviewer.front.voice.sound import RATE_HZ
from tests.front.voice.candidate import recorded

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    env = os.environ | {
        "INTERVIEWER_DATA_DIR": str(tmp_path / "data"),
        "PULSE_SERVER": "unix:/nowhere",
    }

    def interviewer(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "interviewer", *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            text=True,
            env=env,
            timeout=120,
        )

    return interviewer


def test_what_is_said_is_written_down_with_its_times(run: Run, tmp_path: Path) -> None:
    path = recorded(tmp_path / "a.wav", 1.0, "The cache takes forty two gigabytes.", 1.0)
    done = run("transcribe", str(path), "--json")
    (row,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert row["schema_version"] == 1
    assert "42 gigabytes" in row["text"]
    assert 0.3 < row["start"] < row["end"] < 5


def test_music_and_silence_have_no_words(run: Run, tmp_path: Path) -> None:
    seconds = np.arange(12 * RATE_HZ) / RATE_HZ
    chord = sum(np.sin(2 * np.pi * hz * seconds) for hz in (220, 277.2, 329.6)) / 4
    beat = chord * (0.6 + 0.4 * np.sign(np.sin(2 * np.pi * 2 * seconds)))
    path = write_wav(tmp_path / "music.wav", beat.astype(np.float32))
    done = run("transcribe", str(path))
    assert (done.returncode, done.stdout) == (0, "")
    assert "No speech was found" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (("transcribe", "none.wav"), 1, "there is no such file"),
        (("transcribe", "pyproject.toml"), 1, "has no sound in it"),
        (("transcribe", "pyproject.toml", "--voice-in", "./nowhere"), 5, "there is no folder"),
        (("voice", "--voice-out", "parrot", "--input-wav", "a.wav", "--output-wav", "b"), 2,
         "there is no voice 'parrot'"),
        (("voice", "--input-wav", "tests"), 1, "holds no recordings"),
        (("voice", "--voice-in", "tny.en", "--input-wav", "a.wav"), 5, "no Whisper model 'tny.en'"),
        (("voice", "--input-wav", "none.wav"), 1, "there is no such file"),
        (("voice", "--input-wav", "pyproject.toml"), 1, "has no sound in it"),
        (("voice", "--patience", "99"), 2, "less than or equal to 5"),
    ],
)  # fmt: skip
def test_bad_words_get_a_sentence_and_no_traceback(
    arguments: tuple[str, ...], status: int, says: str, run: Run
) -> None:
    done = run(*arguments)
    assert done.returncode == status, done.stderr
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_microphone_the_way_on_is_named(run: Run) -> None:
    done = run("voice", "--voice-out", "off")
    assert done.returncode == 5
    assert "--input-wav" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_muted_recording_fails_the_sound_check(run: Run, tmp_path: Path) -> None:
    path = write_wav(tmp_path / "muted.wav", np.zeros(5 * RATE_HZ, np.float32))
    done = run("voice", "--sound-check", "--input-wav", str(path), "--json")
    found = json.loads(done.stdout)
    assert done.returncode == 1
    assert not found["ok"]
    assert "muted" in found["sentences"][0]


def test_a_broken_recording_ends_in_a_sentence_with_the_session_kept(
    run: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "answers"
    folder.mkdir()
    (folder / "broken.wav").write_bytes(b"RIFF" + b"\0" * 500)
    done = run("voice", "--track", "mle", "--rounds", "2", "--input-wav", str(folder))
    assert done.returncode == 130
    assert "can't be read as audio" in done.stderr
    assert "sessions resume" in done.stdout
    assert "Traceback" not in done.stderr
    assert "mle" in run("sessions", "list").stdout
