"""Recorded answers, one file each: heard, written down, and graded like written ones."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from interviewer.errors import InterviewerError
from interviewer.front.batch.rows import Row
from interviewer.front.batch.transcripts import is_transcript
from interviewer.front.voice.files import is_audio

DIVIDER = "--"


class Recordings:
    """A recording, or all below a folder in the order of their names.

    `kv-cache-growth--anna.wav` answers the question of that id in the bank; with a text beside
    it, `anna.txt` for `anna.wav`, the text is the question. Each is heard once, however often
    the rows are read.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.places: Mapping[str, str] = {}
        self._heard: dict[Path, str] = {}

    def files(self) -> list[Path]:
        return [self.path] if self.path.is_file() else recorded(self.path)

    def rows(self) -> Iterator[Row]:
        for number, file in enumerate(self.files(), 1):
            try:
                values = {"id": file.stem, "answer": self.heard(file), **asked(file)}
            except InterviewerError as error:
                yield Row(number, fault=str(error), raw=file.name)
                continue
            yield Row(number, values, raw=file.name)

    def heard(self, file: Path) -> str:
        from interviewer.front.voice.transcribing import written_answer

        if file not in self._heard:
            self._heard[file] = written_answer(file)
        return self._heard[file]


def holds_recordings(path: Path) -> bool:
    """A sessions folder may hold kept sound too, and is graded by its transcripts."""
    if path.is_file():
        return is_audio(path)
    transcripts = any(is_transcript(file) for file in path.rglob("*.jsonl"))
    return not transcripts and bool(recorded(path))


def recorded(folder: Path) -> list[Path]:
    return [file for file in sorted(folder.rglob("*")) if file.is_file() and is_audio(file)]


def asked(file: Path) -> dict[str, str]:
    """The question that a recording answers, as far as the files say it."""
    text = file.with_suffix(".txt")
    if text.exists():
        return {"question": text.read_text(encoding="utf-8", errors="replace").strip()}
    return {"question_id": file.stem.partition(DIVIDER)[0]}
