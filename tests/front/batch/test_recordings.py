"""Recorded answers are graded like written ones; what can't be heard is one row's complaint."""

from pathlib import Path

import pytest

from interviewer.front.batch.recordings import Recordings, asked, holds_recordings
from interviewer.front.batch.tables import table
from tests.front.voice.candidate import recorded

HEADER = '{"v":1,"type":"header"}\n'


def test_a_recording_is_heard_once_and_names_its_question(tmp_path: Path) -> None:
    recorded(tmp_path / "green-tea--anna.wav", 0.5, "I steep it for two minutes.", 1.0)
    (tmp_path / "green-tea--ben.wav").write_text("no sound")
    found = table(tmp_path, {})
    assert isinstance(found, Recordings)
    anna, ben = found.rows()
    assert anna.values["question_id"] == "green-tea"
    assert "2 minutes" in str(anna.values["answer"])
    assert ben.fault
    assert "can't be read as audio" in ben.fault
    assert next(iter(found.rows())).values == anna.values


def test_a_text_beside_a_recording_is_its_question(tmp_path: Path) -> None:
    (tmp_path / "anna.txt").write_text("How do you brew green tea?\n")
    assert asked(tmp_path / "anna.wav") == {"question": "How do you brew green tea?"}


@pytest.mark.parametrize(
    ("files", "are_recordings"),
    [
        ({"a.wav": ""}, True),
        ({"s/transcript.jsonl": HEADER, "s/audio/q1.flac": ""}, False),
        ({"notes.txt": "a"}, False),
    ],
)
def test_a_sessions_folder_is_graded_by_its_transcripts(
    files: dict[str, str], are_recordings: bool, tmp_path: Path
) -> None:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    assert holds_recordings(tmp_path) is are_recordings


def test_a_recording_that_is_not_there_is_no_recording(tmp_path: Path) -> None:
    assert not holds_recordings(tmp_path / "none.wav")
