"""Where the candidate's sound comes from: recordings here, a microphone in `devices`."""

import asyncio
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import IO, Protocol

from interviewer.front.voice.files import blocks, recordings
from interviewer.front.voice.sound import Sound, framed


class Source(Protocol):
    """Frames of 512 samples in the order of time.

    `is_live` says whether somebody is there who could be asked something, `is_cut` whether
    the sound comes answer by answer, so that no silence ends one.
    """

    is_live: bool
    is_cut: bool

    def begin(self) -> None:
        """Listening begins; what came in before is forgotten."""
        ...

    async def next(self) -> Sound | None:
        """The next frame, or None where this answer's sound ends."""
        ...

    @property
    def waiting(self) -> int:
        """Frames that have come in and were not taken yet."""
        ...

    @property
    def is_over(self) -> bool: ...

    def close(self) -> None: ...


class Recording:
    """One recording with all answers in it; silences end them, as in a conversation.

    Raises ContentError for a file that is none, before anybody is asked anything; a pipe may
    begin later.
    """

    is_live = False
    is_cut = False

    def __init__(self, source: Path | IO[bytes]) -> None:
        frames = framed(blocks(source))
        first = [*islice(frames, 1)] if isinstance(source, Path) else []
        self._frames: Iterator[Sound] = chain(first, frames)
        self.is_over = False

    def begin(self) -> None:
        """Nothing is lost: a recording waits."""

    async def next(self) -> Sound | None:
        frame = next(self._frames, None)
        self.is_over = frame is None
        await asyncio.sleep(0)
        return frame

    waiting = 0

    def close(self) -> None:
        self._frames = iter(())


class Recordings:
    """A folder with one recording for each answer, in the order of their names."""

    is_live = False
    is_cut = True

    def __init__(self, folder: Path) -> None:
        self._left = recordings(folder)
        self._frames: Iterator[Sound] = iter(())

    @property
    def is_over(self) -> bool:
        return not self._left

    def begin(self) -> None:
        self._frames = framed(blocks(self._left.pop(0))) if self._left else iter(())

    async def next(self) -> Sound | None:
        await asyncio.sleep(0)
        return next(self._frames, None)

    waiting = 0

    def close(self) -> None:
        self._left = []
