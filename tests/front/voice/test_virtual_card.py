"""A whole interview through sounddevice: spoken, thought over, answered, on a card of our own."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import TEA
from tests.front.voice.candidate import recorded
from tests.front.voice.card import MISSING, Monitor, VirtualCard

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(MISSING), reason=f"needs {', '.join(MISSING)}: run `make system`"),
]
# Each answer with its thinking pauses of 4 to 9 seconds, and the words at both of its ends.
ANSWERS = (
    (
        ("I let the water cool to seventy five degrees.", 5.0, "Let me think about that.", 9.0,
         "Three grams per cup. I steep it for two minutes and taste it before I serve it."),
        ("degrees", "serve it"),
    ),
    (
        ("On high ground it boils earlier, so", 7.0, "I would measure it with a thermometer."),
        ("boils", "thermometer"),
    ),
    (
        ("It was at a wedding for sixty guests.", 4.5, "I changed the kettle myself, and", 6.0,
         "complaints fell from ten to two."),
        ("wedding", "complaints"),
    ),
    (
        ("Higher up I would let the water cool less", 8.0, "and steep the leaves for longer."),
        ("higher", "longer"),
    ),
)  # fmt: skip
# For whatever else is asked; the interview ends by itself.
MORE = (("I would brew the tea with cooler water in a warm pot.",), ("brew", "pot"))
MOST_QUESTIONS = 10
INTERVIEWERS_WORDS = ("oolong", "mountains", "leans back", "let us talk", "head of leaves")
VOICE = (sys.executable, "-m", "interviewer", "voice", "--content", str(TEA), "--track", "tea",
         "--rounds", "leaves", "--seed", "1", "--microphone", "pulse", "--speaker", "pulse",
         "--plain")  # fmt: skip
Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def card(tmp_path: Path) -> Iterator[VirtualCard]:
    with VirtualCard(tmp_path / "run") as card:
        yield card


@pytest.fixture
def start(card: VirtualCard, tmp_path: Path) -> Iterator[Start]:
    """Starts an interview on the card, and ends it whatever the test does."""
    processes: list[subprocess.Popen[str]] = []

    def started(*flags: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [*VOICE, *flags],
            env=card.environment | {"INTERVIEWER_DATA_DIR": str(tmp_path / "data")},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        processes.append(process)
        return process

    yield started
    for process in processes:
        process.kill()
        process.communicate(timeout=10)


@pytest.fixture
def monitor(card: VirtualCard) -> Iterator[Monitor]:
    monitor = Monitor(card)
    yield monitor
    monitor.close()


def until_ended(process: subprocess.Popen[str], most_seconds: float) -> Callable[[], bool]:
    """Whether there is no point in waiting on."""
    until = time.monotonic() + most_seconds
    return lambda: process.poll() is not None or time.monotonic() > until


def events(folder: Path) -> list[dict[str, object]]:
    (transcript,) = folder.glob("data/sessions/*/transcript.jsonl")
    return [json.loads(line) for line in transcript.read_text().splitlines()]


def test_an_interview_is_held_without_cutting_anybody_off(
    card: VirtualCard, monitor: Monitor, start: Start, tmp_path: Path
) -> None:
    planned = [*ANSWERS, *[MORE] * (MOST_QUESTIONS - len(ANSWERS))]
    wavs = [recorded(tmp_path / f"{n}.wav", *parts) for n, (parts, _) in enumerate(planned)]
    process = start()
    waits = []
    for wav in wavs:
        if not monitor.wait_for_silence(1.2, until_ended(process, 90)):
            break
        monitor.forget()
        card.speak(wav)
        said_at = time.monotonic()
        if monitor.wait_for_silence(0.0, until_ended(process, 60)):
            waits.append((monitor.began_at or 0.0) - said_at)
    shown, errors = process.communicate(timeout=90)
    assert process.returncode == 0, errors
    answers = [str(e["text"]) for e in events(tmp_path) if e["type"] == "answered"]
    assert len(ANSWERS) <= len(answers) == len(waits), answers
    for answer, (_, ends) in zip(answers, planned, strict=False):
        assert all(word in answer.lower() for word in ends), answer
        others = [end for _, theirs in ANSWERS if theirs != ends for end in theirs]
        assert not any(word in answer.lower() for word in others), answer
        assert not any(word in answer.lower() for word in INTERVIEWERS_WORDS), answer
    assert "# Debrief" in shown
    print("seconds from the last word to the reply:", [round(wait, 2) for wait in waits])


def test_a_microphone_that_vanishes_costs_nothing_that_was_said(
    card: VirtualCard, monitor: Monitor, start: Start, tmp_path: Path
) -> None:
    wav = recorded(tmp_path / "first.wav", "I let the water cool to seventy five degrees.", 3.0)
    process = start()
    assert monitor.wait_for_silence(1.2, until_ended(process, 90))
    card.speak(wav)
    time.sleep(1)
    card.unplug()
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "the microphone sends no more sound" in errors
    assert "Traceback" not in errors
    heard = [str(e["text"]) for e in events(tmp_path) if e["type"] == "heard"]
    assert any("75 degrees" in text for text in heard)
    (draft,) = tmp_path.glob("data/sessions/*/draft.txt")
    assert "75 degrees" in draft.read_text()
