"""Keeping the candidate's sound beside the transcript, only when they asked for it."""

from pathlib import Path
from types import TracebackType
from typing import Self

from interviewer.front.voice.files import FlacFile
from interviewer.front.voice.sound import Sound

AUDIO = "audio"


class Kept:
    """`audio/q3.flac` of a session; a second listening to q3 becomes `q3-2.flac`.

    The times of the transcript's `heard` events count from the beginning of the first and go on
    through the others; a session that is resumed begins to count anew.
    """

    def __init__(self, session_folder: Path, question: str) -> None:
        folder = session_folder / AUDIO
        earlier = len(
            list(folder.glob(f"{question}.flac")) + list(folder.glob(f"{question}-*.flac"))
        )
        name = f"{question}-{earlier + 1}.flac" if earlier else f"{question}.flac"
        self._file = FlacFile(folder / name)

    def add(self, sound: Sound) -> None:
        self._file.add(sound)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()
