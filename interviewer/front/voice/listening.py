"""Listening to one answer: frames to segments to words, until it has ended."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from interviewer.front.voice.answering import Answering
from interviewer.front.voice.hearing import Ear, Utterance
from interviewer.front.voice.keyboard import Done, Keyboard, Line, NoKeyboard
from interviewer.front.voice.mouth import Mouth
from interviewer.front.voice.segments import Segmenter
from interviewer.front.voice.sound import FRAME_SECONDS, Sound
from interviewer.front.voice.sources import Source
from interviewer.front.voice.turns import ENCOURAGED_AFTER_SECONDS, SHORT_SECONDS
from interviewer.front.voice.vad import VoiceActivity

# Talking over the interviewer takes this much speech in this time; a "hmm" is shorter.
BARGE_IN_SPEECH_SECONDS = 0.45
BARGE_IN_WINDOW_SECONDS = 0.6
REMEMBERED_SECONDS = 1.5
# A recording is read faster than it is understood; so many segments may wait.
MOST_PENDING = 3


class Ending(StrEnum):
    silence = "silence"
    done = "done"
    over = "over"
    nothing = "nothing"


class Meter(Protocol):
    def show(self, frame: Sound, *, is_speech: bool) -> None: ...
    def clear(self) -> None: ...


class Keeper(Protocol):
    def add(self, sound: Sound) -> None: ...


@dataclass(frozen=True)
class Manner:
    """How to listen: `patience` gives the silence that ends a text, in seconds."""

    prompt: str
    patience: Callable[[str, float], float]
    gives_up_after: float
    on_heard: Callable[[Utterance], None]
    on_quiet: Callable[[], None] = lambda: None
    is_command: Callable[[str], bool] = lambda _: False


class Listener:
    """One source and one ear for the whole interview; raises what the source raises."""

    def __init__(
        self, source: Source, ear: Ear, keyboard: Keyboard | NoKeyboard, meter: Meter
    ) -> None:
        self.source = source
        self.ear = ear
        self.keyboard = keyboard
        self.meter = meter

    async def listen(
        self,
        answering: Answering,
        manner: Manner,
        *,
        begun: Sequence[Sound] = (),
        keeper: Keeper | None = None,
    ) -> Ending | Line:
        """Adds what is said to `answering`. A typed command is returned, other lines join in.

        `begun` are frames heard before. However it ends, all that was said by then is in.
        """
        listening = Listening(self.ear, answering, manner, Segmenter())
        if not begun:
            self.source.begin()
        ending: Ending | Line = Ending.over
        try:
            for frame in begun:
                listening.take(frame)
            with self.keyboard.listening():
                ending = await self._until_end(listening, keeper)
        finally:
            await listening.finish(ending)
        return ending

    async def _until_end(self, listening: "Listening", keeper: Keeper | None) -> Ending | Line:
        while (frame := await self.source.next()) is not None:
            if keeper:
                keeper.add(frame)
            listening.take(frame)
            self.meter.show(frame, is_speech=listening.segmenter.is_speech)
            self._encourage(listening)
            if (ending := self._key(listening)) or (ending := await self._silence(listening)):
                return ending
        return Ending.over

    def _encourage(self, listening: "Listening") -> None:
        """Once, when nothing has been said for long."""
        if listening.is_quiet and not listening.is_encouraged:
            listening.is_encouraged = True
            listening.manner.on_quiet()

    def _key(self, listening: "Listening") -> Ending | Line | None:
        match self.keyboard.poll():
            case Done():
                return Ending.done
            case Line(text) as line if listening.manner.is_command(text):
                return line
            case Line(text):
                listening.answering.typed(text)
        return None

    async def _silence(self, listening: "Listening") -> Ending | None:
        """Whether the silence ends the answer; words still being made out are waited for first."""
        listening.collect()
        if not self.source.is_live and len(listening.pending) > MOST_PENDING:
            await listening.settle()
        if listening.gives_up:
            return Ending.nothing
        if listening.silent_seconds < SHORT_SECONDS:
            return None
        if listening.pending:
            await listening.settle()
        is_caught_up = self.source.waiting == 0
        return Ending.silence if is_caught_up and listening.is_at_its_end else None

    async def pressed(self) -> None:
        """Until the done key is pressed; whatever is said before does not count."""
        with self.keyboard.listening():
            while not isinstance(self.keyboard.poll(), Done):
                await asyncio.sleep(FRAME_SECONDS)

    async def talked_over(self, mouth: Mouth) -> list[Sound]:
        """Until the mouth is done, or the candidate talks over it: then what they said by then."""
        activity = VoiceActivity()
        recent: deque[Sound] = deque(maxlen=round(REMEMBERED_SECONDS / FRAME_SECONDS))
        speech: deque[bool] = deque(maxlen=round(BARGE_IN_WINDOW_SECONDS / FRAME_SECONDS))
        self.source.begin()
        while mouth.is_speaking and (frame := await self.source.next()) is not None:
            recent.append(frame)
            speech.append(activity.probability(frame) >= 0.5)
            if sum(speech) * FRAME_SECONDS >= BARGE_IN_SPEECH_SECONDS:
                mouth.stop()
                return list(recent)
        return []


@dataclass
class Listening:
    """The state of one listening."""

    ear: Ear
    answering: Answering
    manner: Manner
    segmenter: Segmenter

    def __post_init__(self) -> None:
        self.pending: deque[Future[Utterance]] = deque()
        self.is_encouraged = False

    def take(self, frame: Sound) -> None:
        if segment := self.segmenter.take(frame):
            self.pending.append(self.ear.begin(segment, self.manner.prompt))

    def collect(self) -> None:
        """Takes in what has been made out by now, in the order in which it was said."""
        while self.pending and self.pending[0].done():
            utterance = self.pending.popleft().result()
            if utterance.text:
                self.manner.on_heard(utterance)
                self.answering.heard(utterance)

    async def settle(self) -> None:
        """Waits for everything that is being made out."""
        while self.pending:
            await asyncio.wrap_future(self.pending[0])
            self.collect()

    async def finish(self, ending: Ending | Line) -> None:
        if segment := self.segmenter.finish():
            self.pending.append(self.ear.begin(segment, self.manner.prompt))
        await self.settle()
        last = self.segmenter.last_speech
        is_own_choice = ending is not Ending.silence or last is None
        seconds = self.segmenter.now if is_own_choice else last
        self.answering.add_time(seconds or 0.0, self.segmenter.spoken)

    @property
    def silent_seconds(self) -> float:
        """Since something was last said in this answer; 0 while nothing has been, or a word is."""
        last = self.segmenter.last_speech
        return 0.0 if self.segmenter.is_open or last is None else self.segmenter.now - last

    @property
    def is_quiet(self) -> bool:
        quiet = self.segmenter.now - (self.segmenter.last_speech or 0.0)
        return quiet > ENCOURAGED_AFTER_SECONDS and not self.answering.text

    @property
    def is_at_its_end(self) -> bool:
        own = self.answering.longest_pause(self.segmenter.spoken)
        text = self.answering.text
        return bool(text) and self.silent_seconds >= self.manner.patience(text, own)

    @property
    def gives_up(self) -> bool:
        """Nothing was said or typed for very long, or nothing of it could be made out."""
        is_empty = not self.answering.text and not self.pending and not self.segmenter.is_open
        quiet = self.segmenter.now - (self.segmenter.last_speech or 0.0)
        return is_empty and quiet >= self.manner.gives_up_after
