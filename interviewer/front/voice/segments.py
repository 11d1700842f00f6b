"""Cuts a stream into segments of speech, each closed by a silence."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from interviewer.front.voice.sound import FRAME_SECONDS, RATE_HZ, Sound
from interviewer.front.voice.vad import VoiceActivity

SPEECH_FROM = 0.5
SPEECH_UNTIL = 0.35
CLOSING_SILENCE_SECONDS = 0.7
# A short segment waits a little longer for its continuation: every decoding costs the same.
SHORT_SEGMENT_SECONDS = 3.0
SHORT_CLOSING_SILENCE_SECONDS = 1.1
SHORTEST_SPEECH_SECONDS = 0.2
# The onset of a soft consonant comes before the network is sure.
BEFORE_SECONDS = 0.5
AFTER_SECONDS = 0.3
# Whisper hears 30 s at once. Past the first limit the next breath will do, at the second any gap.
LONG_SEGMENT_SECONDS = 18.0
LONG_CLOSING_SILENCE_SECONDS = 0.2
LONGEST_SEGMENT_SECONDS = 27.0


@dataclass(frozen=True, eq=False)
class Segment:
    """Speech with a little silence on both sides; `start` and `end` in seconds of the stream."""

    start: float
    end: float
    sound: Sound


@dataclass
class Segmenter:
    """Give it every frame; it returns a segment with the frame that closes one.

    `spoken` are the stretches of speech so far, in seconds of the stream, for measuring pauses.
    """

    activity: VoiceActivity = field(default_factory=VoiceActivity)
    now: float = 0.0
    spoken: list[tuple[float, float]] = field(default_factory=list)
    is_speech: bool = False
    _open: list[Sound] = field(default_factory=list)
    _likely: list[float] = field(default_factory=list)
    _before: deque[Sound] = field(
        default_factory=lambda: deque(maxlen=round(BEFORE_SECONDS / FRAME_SECONDS))
    )
    _start: float = 0.0
    _voiced: float = 0.0

    @property
    def is_open(self) -> bool:
        """Whether a segment has begun that is not closed yet."""
        return bool(self._open)

    @property
    def last_speech(self) -> float | None:
        """When speech was last heard, in seconds of the stream."""
        return self.spoken[-1][1] if self.spoken else None

    def take(self, frame: Sound) -> Segment | None:
        likely = self.activity.probability(frame)
        self.is_speech = likely >= (SPEECH_UNTIL if self.is_speech else SPEECH_FROM)
        start, self.now = self.now, self.now + FRAME_SECONDS
        if self.is_speech:
            self._mark(start)
        if self.is_open or self.is_speech:
            self._keep(frame, likely)
        else:
            self._before.append(frame)
        return self._closed() if self.is_open else None

    def finish(self) -> Segment | None:
        """What is open when the stream ends."""
        return self._cut(len(self._open)) if self.is_open else None

    def _mark(self, start: float) -> None:
        """Notes the stretch of speech; gaps of a frame or two belong to a word."""
        if self.spoken and start - self.spoken[-1][1] <= 3 * FRAME_SECONDS and self.is_open:
            self.spoken[-1] = (self.spoken[-1][0], self.now)
        else:
            self.spoken.append((start, self.now))

    def _keep(self, frame: Sound, likely: float) -> None:
        if not self._open:
            self._open = list(self._before)
            self._likely = [0.0] * len(self._open)
            self._before.clear()
            self._start = self.now - FRAME_SECONDS * (len(self._open) + 1)
            self._voiced = 0.0
        self._open.append(frame)
        self._likely.append(likely)
        self._voiced += FRAME_SECONDS if self.is_speech else 0.0

    def _closed(self) -> Segment | None:
        length = self.now - self._start
        silent = self.now - (self.last_speech or 0.0)
        if silent >= closing_silence(length - silent):
            return self._cut(len(self._open))
        if length >= LONGEST_SEGMENT_SECONDS:
            return self._cut(self._quietest())
        return None

    def _quietest(self) -> int:
        """The frame of the last third where speech is least likely: the place to cut."""
        first = len(self._likely) * 2 // 3
        return first + int(np.argmin(self._likely[first:])) + 1

    def _cut(self, count: int) -> Segment | None:
        """The first `count` frames as a segment; a click or a cough is none."""
        frames, self._open = self._open[:count], self._open[count:]
        self._likely = self._likely[count:]
        start, self._start = self._start, self._start + count * FRAME_SECONDS
        voiced, self._voiced = self._voiced, 0.0
        self._before.extend(frames if not self._open else [])
        if voiced < SHORTEST_SPEECH_SECONDS:
            self.spoken = [stretch for stretch in self.spoken if stretch[0] < start]
            return None
        last = self.last_speech or self.now
        spare = max(0, round((start + count * FRAME_SECONDS - last - AFTER_SECONDS) * RATE_HZ))
        sound = np.concatenate(frames)
        return Segment(start, min(last, self._start), sound[: len(sound) - spare])


def closing_silence(length: float) -> float:
    """How long a silence ends a segment of that many seconds."""
    if length < SHORT_SEGMENT_SECONDS:
        return SHORT_CLOSING_SILENCE_SECONDS
    if length > LONG_SEGMENT_SECONDS:
        return LONG_CLOSING_SILENCE_SECONDS
    return CLOSING_SILENCE_SECONDS


def segments(frames: Iterable[Sound]) -> Iterator[Segment]:
    """All segments of a stream that has an end."""
    segmenter = Segmenter()
    for frame in frames:
        if segment := segmenter.take(frame):
            yield segment
    if segment := segmenter.finish():
        yield segment
