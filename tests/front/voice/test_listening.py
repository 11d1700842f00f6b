"""Listening live: the done key, corrections, talking over the interviewer, doubts."""

import io
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from interviewer.front.lines import PlainLines
from interviewer.front.replies import Answer, Command
from interviewer.front.voice.answering import Answering
from interviewer.front.voice.hearing import Ear
from interviewer.front.voice.keyboard import Done, Key, Line
from interviewer.front.voice.listening import Ending, Listener, Manner
from interviewer.front.voice.meter import NoMeter
from interviewer.front.voice.mouth import Mouth, Nowhere, WavFolder
from interviewer.front.voice.prompting import prompt_for
from interviewer.front.voice.sound import FRAME_SAMPLES, FRAME_SECONDS, Sound, framed
from interviewer.front.voice.speech import Hibari
from interviewer.front.voice.spoken import Habits, SpokenScreen
from interviewer.session import Session
from tests.front.voice.candidate import Part, spoken

FIRST = "I let the water cool to seventy five degrees."
SECOND = "I steep it for two minutes."


class Room:
    """A live source: a sound for each listening, and silence for ever after."""

    is_live = True
    is_cut = False
    is_over = False
    waiting = 0

    def __init__(self, *sounds: tuple[Part, ...]) -> None:
        self._sounds = [spoken(*parts) for parts in sounds]
        self._frames: Iterator[Sound] = iter(())

    def begin(self) -> None:
        self._frames = framed([self._sounds.pop(0)]) if self._sounds else iter(())

    async def next(self) -> Sound | None:
        return next(self._frames, np.zeros(FRAME_SAMPLES, np.float32))

    def close(self) -> None:
        pass


class Keys:
    """Keys pressed at given seconds of listening."""

    is_terminal = True
    typed_so_far = ""

    def __init__(self, *pressed: tuple[float, Key]) -> None:
        self._pressed = list(pressed)
        self._now = 0.0

    def poll(self) -> Key | None:
        self._now += FRAME_SECONDS
        if self._pressed and self._now >= self._pressed[0][0]:
            return self._pressed.pop(0)[1]
        return None

    @contextmanager
    def listening(self) -> Iterator[None]:
        yield


@pytest.fixture(scope="module")
def ear() -> Iterator[Ear]:
    ear = Ear()
    yield ear
    ear.close()


def manner(patience_seconds: float = 6.0) -> Manner:
    return Manner(
        prompt=prompt_for(None),
        patience=lambda _text, _longest: patience_seconds,
        gives_up_after=30.0,
        on_heard=lambda _: None,
        is_command=lambda line: line.startswith("/"),
    )


def listener(source: Room, keys: Keys, ear: Ear) -> Listener:
    return Listener(source, ear, keys, NoMeter())  # type: ignore[arg-type]


async def test_the_done_key_ends_an_answer_and_nothing_of_it_leaks_into_the_next(
    ear: Ear,
) -> None:
    room = Room((0.5, FIRST), (0.5, SECOND))
    hears = listener(room, Keys((3.8, Done()), (9.0, Done())), ear)
    first, second = Answering("q1"), Answering("q2")
    assert await hears.listen(first, manner()) is Ending.done
    assert await hears.listen(second, manner()) is Ending.done
    assert "75 degrees" in first.text
    assert "2 minutes" in second.text
    assert "degrees" not in second.text


async def test_silence_ends_an_answer_only_after_the_patience(ear: Ear) -> None:
    answering = Answering("q1")
    hears = listener(Room((0.5, FIRST, 4.0, SECOND)), Keys(), ear)
    assert await hears.listen(answering, manner(6.0)) is Ending.silence
    assert "75 degrees" in answering.text
    assert "2 minutes" in answering.text
    assert answering.seconds < 12


async def test_typed_words_correct_or_join_and_commands_come_back_at_once(ear: Ear) -> None:
    answering = Answering("q1", ["It reads 335 terabytes."])
    keys = Keys((0.5, Line("335 -> 3.35")), (1.0, Line("Per second.")), (1.5, Line("/time")))
    ending = await listener(Room(()), keys, ear).listen(answering, manner())
    assert ending == Line("/time")
    assert answering.text == "It reads 3.35 terabytes. Per second."


async def test_somebody_who_says_nothing_is_given_up_on_in_the_end(ear: Ear) -> None:
    answering = Answering("q1")
    assert await listener(Room(()), Keys(), ear).listen(answering, manner()) is Ending.nothing
    assert answering.text == ""


class Player:
    """Takes as long as the sound, as a speaker does."""

    def play(self, sound: Sound, stopped: threading.Event) -> None:
        stopped.wait(len(sound) / 24_000)

    def end(self) -> None:
        pass

    def close(self) -> None:
        pass


@pytest.mark.parametrize(
    ("said", "is_interruption"), [(("Wait, I have a question.",), True), (("Hm.",), False)]
)
async def test_talking_over_the_interviewer_silences_it_and_a_hum_does_not(
    said: tuple[Part, ...], is_interruption: bool, ear: Ear
) -> None:
    mouth = Mouth(Hibari(), Player())
    mouth.say("And now I will tell you at some length what this question is about.")
    room = Room((0.2, *said))
    hears = listener(room, Keys(), ear)
    begun_at = time.monotonic()
    frames = await paced(room, hears, mouth)
    assert bool(frames) is is_interruption
    assert mouth.is_speaking is False or time.monotonic() - begun_at < 4
    mouth.stop()
    mouth.close()


async def paced(room: Room, hears: Listener, mouth: Mouth) -> list[Sound]:
    """Frames at the pace of time, four times as fast."""
    import asyncio

    read = room.next

    async def slowly() -> Sound | None:
        await asyncio.sleep(FRAME_SECONDS / 4)
        return await read()

    room.next = slowly  # type: ignore[method-assign]
    return await hears.talked_over(mouth)


async def test_a_doubted_number_is_asked_again_and_settled_by_voice(
    begun: Callable[..., Session], ear: Ear, tmp_path: Path
) -> None:
    session = begun(rounds=("leaves",))
    out = io.StringIO()
    keys = Keys((0.3, Line("It needs 200 and 30 grams of leaves, 200 and 30 gigabytes.")),
                (0.6, Done()))  # fmt: skip
    hears = listener(Room((0.2,), (0.3, "Yes, that is right."), (0.3, "Yes, exactly.")), keys, ear)
    said = tmp_path / "said"
    mouth = Mouth(Hibari(), WavFolder(said))
    front = SpokenScreen(PlainLines(out), mouth, hears, Habits())
    async with session:
        front.begun(session, resumed=False)
        async for event in session.advance():
            front.show(event)
        reply = await front.read(session)
    mouth.close()
    assert isinstance(reply, Answer)
    assert reply.text == "It needs 230 grams of leaves, 230 gigabytes."
    assert "Did you mean 230 gigabytes?" in out.getvalue()
    assert len(list(said.glob("*.wav"))) == 4


async def test_a_command_in_mid_answer_keeps_what_was_said(
    begun: Callable[..., Session], ear: Ear
) -> None:
    session = begun(rounds=("leaves",))
    keys = Keys((4.0, Line("/time")), (6.0, Done()))
    hears = listener(Room((0.3, FIRST), (0.5,)), keys, ear)
    front = SpokenScreen(PlainLines(io.StringIO()), Mouth(None, Nowhere()), hears, Habits())
    async with session:
        async for event in session.advance():
            front.show(event)
        command, answer = await front.read(session), await front.read(session)
    assert isinstance(command, Command)
    assert command.seconds > 3
    assert isinstance(answer, Answer)
    assert "75 degrees" in answer.text
    assert answer.seconds > command.seconds
