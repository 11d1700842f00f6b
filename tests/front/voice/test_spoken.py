"""An interview from recordings: heard, checked, kept, and its delivery told in the debrief."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from interviewer.front.lines import PlainLines
from interviewer.front.screen import interview
from interviewer.front.voice.files import blocks, write_wav
from interviewer.front.voice.hearing import Ear
from interviewer.front.voice.keyboard import NoKeyboard
from interviewer.front.voice.listening import Listener
from interviewer.front.voice.meter import NoMeter
from interviewer.front.voice.mouth import Mouth, WavFolder
from interviewer.front.voice.sound import RATE_HZ
from interviewer.front.voice.sources import Recording, Recordings, Source
from interviewer.front.voice.speech import Hibari
from interviewer.front.voice.spoken import Habits, SpokenScreen
from interviewer.session import Session
from interviewer.transcript.events import Answered, Delivered, Heard
from interviewer.transcript.record import read
from tests.front.voice.candidate import Part, recorded, room, spoken

Begun = Callable[..., Session]
TECHNICAL: tuple[Part, ...] = (
    1.5, "I let the water cool to seventy five degrees, three grams per cup.", 3.0,
    "I steep it for two minutes and taste it before I serve it.", 1.0,
)  # fmt: skip
STORY: tuple[Part, ...] = (
    0.5, "It was at a wedding for sixty guests. I changed the water myself.", 7.0,
    "The complaints fell from ten to two.", 1.0,
)  # fmt: skip


@pytest.fixture(scope="module")
def ear() -> Iterator[Ear]:
    ear = Ear()
    yield ear
    ear.close()


def screen(
    source: Source, ear: Ear, said: Path, *, keep_audio: bool = False
) -> tuple[SpokenScreen, io.StringIO]:
    out = io.StringIO()
    mouth = Mouth(Hibari(), WavFolder(said))
    listener = Listener(source, ear, NoKeyboard(), NoMeter())
    return SpokenScreen(PlainLines(out), mouth, listener, Habits(keep_audio=keep_audio)), out


async def test_an_answer_that_was_cut_short_by_the_end_is_kept(
    begun: Begun, ear: Ear, tmp_path: Path
) -> None:
    folder = tmp_path / "answers"
    recorded(folder / "1.wav", *TECHNICAL)
    session = begun(rounds=("leaves",))
    front, out = screen(Recordings(folder), ear, tmp_path / "said", keep_audio=True)
    assert not await interview(session, front)
    front.mouth.close()
    record = read(session.store.folder_of(session.id) / "transcript.jsonl")
    heard, (answer,), (delivery,) = record.of(Heard), record.of(Answered), record.of(Delivered)
    assert len(heard) == 2
    assert answer.means == "voice"
    assert "75 degrees" in answer.text
    assert "taste it" in answer.text
    assert "heard: " in out.getvalue()
    assert delivery.first_word == pytest.approx(1.5, abs=0.4)
    assert 3.0 <= max(pause.seconds for pause in delivery.pauses) <= 3.9
    assert answer.seconds < len(spoken(*TECHNICAL)) / RATE_HZ + 0.1
    kept = np.concatenate(
        list(blocks(session.store.folder_of(session.id) / f"audio/{answer.to}.flac"))
    )
    assert len(kept) == pytest.approx(len(spoken(*TECHNICAL)), abs=600)
    assert len(list((tmp_path / "said").glob("*.wav"))) >= 2


@pytest.mark.slow
async def test_a_folder_of_answers_is_a_whole_interview(
    begun: Begun, ear: Ear, tmp_path: Path
) -> None:
    folder = tmp_path / "answers"
    for number, parts in enumerate((TECHNICAL, TECHNICAL, STORY, STORY, STORY, STORY)):
        recorded(folder / f"{number}.wav", *parts)
    session = begun(rounds=("leaves",))
    front, out = screen(Recordings(folder), ear, tmp_path / "said")
    assert await interview(session, front)
    front.mouth.close()
    assert session.is_over
    report = session.report.read_text()
    assert "## How you came across" in report
    assert "enters no score" in report
    assert "# Debrief" in out.getvalue()


@pytest.mark.slow
async def test_one_recording_is_cut_into_answers_at_long_silences_only(
    begun: Begun, ear: Ear, tmp_path: Path
) -> None:
    quiet = room(13.0)
    talk = [each for parts in (TECHNICAL, STORY) for each in (spoken(*parts), quiet)]
    path = write_wav(tmp_path / "whole.wav", np.concatenate(talk))
    session = begun(rounds=("leaves",))
    front, _ = screen(Recording(path), ear, tmp_path / "said")
    await interview(session, front)
    front.mouth.close()
    first, second = [answer.text.lower() for answer in session.record.of(Answered)]
    assert "degrees" in first
    assert "serve it" in first
    assert "wedding" not in first
    assert "wedding" in second
    assert "complaints" in second


@pytest.mark.parametrize("level", [0.0, 1e-3])
async def test_a_silent_recording_answers_nothing(
    level: float, begun: Begun, ear: Ear, tmp_path: Path
) -> None:
    noise = np.random.default_rng(0).standard_normal(40 * RATE_HZ).astype(np.float32) * level
    path = write_wav(tmp_path / "silent.wav", noise)
    session = begun(rounds=("leaves",))
    front, out = screen(Recording(path), ear, tmp_path / "said")
    assert not await interview(session, front)
    front.mouth.close()
    assert session.record.of(Heard) == []
    assert session.record.of(Answered) == []
    assert "sessions resume" in out.getvalue()
