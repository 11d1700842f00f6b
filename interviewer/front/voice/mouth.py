"""The interviewer's mouth: sentences made into sound and played in order, in the background."""

import asyncio
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

import numpy as np

from interviewer.front.voice.files import write_wav
from interviewer.front.voice.sound import Sound, seconds_of, silence
from interviewer.front.voice.speakable import sentences, speakable
from interviewer.front.voice.speech import SPOKEN_RATE_HZ, Speech, Voice

BREATH_SECONDS = 0.25


class Sink(Protocol):
    """Where the interviewer's sound goes: 24 kHz."""

    def play(self, sound: Sound, stopped: threading.Event) -> None:
        """Returns when all is played, or soon after `stopped` is set."""
        ...

    def end(self) -> None:
        """An utterance of several sentences is complete."""
        ...

    def close(self) -> None: ...


class WavFolder:
    """A WAV file for each utterance, numbered in order."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._number = 0
        self._sentences: list[Sound] = []

    def play(self, sound: Sound, stopped: threading.Event) -> None:
        self._sentences += [sound, silence(BREATH_SECONDS, SPOKEN_RATE_HZ)]

    def end(self) -> None:
        if self._sentences:
            self._number += 1
            path = self.folder / f"{self._number:03d}.wav"
            write_wav(path, np.concatenate(self._sentences), SPOKEN_RATE_HZ)
        self._sentences = []

    def close(self) -> None:
        self.end()


class Nowhere:
    """Says nothing to nobody: the words are on the screen."""

    def play(self, sound: Sound, stopped: threading.Event) -> None:
        pass

    def end(self) -> None:
        pass

    def close(self) -> None:
        pass


class Mouth:
    """Makes the next sentence while the last is played, each in a thread of its own."""

    def __init__(self, engine: Speech | None, sink: Sink) -> None:
        self.engine = engine
        self.voice = Voice()
        self.spoken_seconds = 0.0
        self.began_at: float | None = None
        self._sink = sink
        self._stopped = threading.Event()
        self._making = ThreadPoolExecutor(1, thread_name_prefix="speech")
        self._playing = ThreadPoolExecutor(1, thread_name_prefix="playing")
        self._last: Future[None] | None = None

    @property
    def is_speaking(self) -> bool:
        return self._last is not None and not self._last.done()

    def say(self, text: str) -> None:
        """Speaks a text after what is being spoken; `end` closes the utterance."""
        if self.engine is None:
            return
        if not self.is_speaking:
            self._stopped.clear()
            self.began_at = None
        for sentence in sentences(text):
            made = self._making.submit(self.engine.say, speakable(sentence), self.voice)
            self._last = self._playing.submit(self._play, made)

    def end(self) -> None:
        """The utterance is complete."""
        if self.engine is not None:
            self._last = self._playing.submit(self._sink.end)

    def stop(self) -> None:
        """Falls silent within a tenth of a second and forgets the rest."""
        self._stopped.set()

    async def finished(self) -> None:
        """Waits until all is said. Raises what the engine or the device raised."""
        if self._last is not None:
            await asyncio.wrap_future(self._last)

    def wait(self) -> None:
        """As `finished`, for code that is not asynchronous."""
        if self._last is not None:
            self._last.result()

    def close(self) -> None:
        self._making.shutdown(wait=True, cancel_futures=True)
        self._playing.shutdown(wait=True, cancel_futures=True)
        self._sink.close()

    def _play(self, made: "Future[Sound]") -> None:
        if self._stopped.is_set():
            made.cancel()
            return
        sound = made.result()
        self.spoken_seconds += seconds_of(sound, SPOKEN_RATE_HZ)
        self.began_at = self.began_at or time.monotonic()
        self._sink.play(sound, self._stopped)
