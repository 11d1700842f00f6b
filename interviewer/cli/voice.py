"""`interviewer voice`: an interview you talk through."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interviewer.cli.chat import hold, may_ask, round_ids, screen
from interviewer.cli.engines import engine_for, engine_of
from interviewer.cli.options import (
    BaseUrl,
    ContentFolder,
    Engine,
    Json,
    MaxCost,
    Model,
    NoInput,
    Plain,
    Redact,
    settings,
)

if TYPE_CHECKING:
    from interviewer.front.screen import Screen
    from interviewer.front.voice.keyboard import Keyboard, NoKeyboard
    from interviewer.front.voice.listening import Meter
    from interviewer.front.voice.mouth import Mouth
    from interviewer.front.voice.sources import Source
    from interviewer.front.voice.spoken import Habits
    from interviewer.session import Session
    from interviewer.settings import Settings

Track = Annotated[str | None, typer.Option("--track", help="The loop to practise.")]
Rounds = Annotated[str | None, typer.Option("--rounds", help="Only these, by number or id.")]
Level = Annotated[str | None, typer.Option("--level", help="entry, senior or staff.")]
Seed = Annotated[int | None, typer.Option("--seed", min=0, help="Ask the same questions again.")]
Resume = Annotated[str | None, typer.Option("--resume", help="Go on with this session by voice.")]
VoiceIn = Annotated[
    str | None,
    typer.Option("--voice-in", help="What hears: tiny.en, another Whisper model, a folder, off."),
]
VoiceOut = Annotated[
    str | None, typer.Option("--voice-out", help="Who speaks: hibari, system, openai or off.")
]
MicrophoneName = Annotated[
    str | None, typer.Option("--microphone", help="A part of the microphone's name.")
]
SpeakerName = Annotated[str | None, typer.Option("--speaker", help="A part of the speaker's name.")]
InputWav = Annotated[
    Path | None,
    typer.Option(
        "--input-wav", help="Recorded answers instead of a microphone: a file, a folder, or -."
    ),
]
OutputWav = Annotated[
    Path | None,
    typer.Option("--output-wav", help="A folder for what the interviewer says, as WAV files."),
]
Patience = Annotated[
    float, typer.Option("--patience", min=0.2, max=5, help="Stretches the silences it waits.")
]
BargeIn = Annotated[
    bool, typer.Option("--barge-in", help="Let me talk over the interviewer; needs headphones.")
]
PushToTalk = Annotated[
    bool, typer.Option("--push-to-talk", help="Listen only from Enter to Enter.")
]
KeepAudio = Annotated[bool, typer.Option("--keep-audio", help="Keep my answers as FLAC.")]
Devices = Annotated[bool, typer.Option("--devices", help="Name the sound devices and stop.")]
Check = Annotated[
    bool, typer.Option("--sound-check", help="Check the microphone for 20 seconds and stop.")
]
Coach = Annotated[bool, typer.Option("--coach", help="Say at once what a number should be.")]


def voice(
    track: Track = None,
    rounds: Rounds = None,
    level: Level = None,
    engine: Engine = None,
    model: Model = None,
    base_url: BaseUrl = None,
    max_cost: MaxCost = None,
    redact: Redact = None,
    no_input: NoInput = False,
    seed: Seed = None,
    content: ContentFolder = None,
    resume: Resume = None,
    voice_in: VoiceIn = None,
    voice_out: VoiceOut = None,
    microphone: MicrophoneName = None,
    speaker: SpeakerName = None,
    input_wav: InputWav = None,
    output_wav: OutputWav = None,
    patience: Patience = 1.0,
    barge_in: BargeIn = False,
    push_to_talk: PushToTalk = False,
    keep_audio: KeepAudio = False,
    devices: Devices = False,
    sound_check: Check = False,
    coach: Coach = False,
    plain: Plain = None,
    json: Json = False,
) -> None:
    """Hold a mock interview by voice, with a microphone or from recordings."""
    chosen = settings(
        track=track,
        level=level,
        engine=engine,
        model=model,
        base_url=base_url,
        max_cost=max_cost,
        redact=redact,
        content=content,
        voice_in=voice_in,
        voice_out=voice_out,
        microphone=microphone,
        speaker=speaker,
        plain=plain,
    )
    from interviewer.cli.sound import print_devices, print_sound_check

    if devices:
        print_devices(json=json)
        return
    if sound_check:
        print_sound_check(chosen, input_wav, json=json)
        return
    from interviewer.front.voice.spoken import Habits

    habits = Habits(barge_in, push_to_talk, keep_audio, patience)
    shown = screen(chosen, json=json, coach=coach)
    can_ask = may_ask(no_input=no_input, json=json)
    with spoken(chosen, shown, habits, input_wav, output_wav) as front:
        session = (
            resumed(chosen, resume, shown, may_ask=can_ask)
            if resume
            else begun(chosen, shown, rounds, seed, may_ask=can_ask)
        )
        hold(session, front, resumed=resume is not None)


def begun(
    chosen: "Settings", shown: "Screen", rounds: str | None, seed: int | None, *, may_ask: bool
) -> "Session":
    from interviewer.content import Content
    from interviewer.session import Store, begin

    written = Content.with_added(chosen.content)
    return begin(
        Store(chosen.sessions),
        written,
        engine_for(chosen, shown, may_ask=may_ask),
        track=chosen.track,
        level=chosen.level,
        rounds=round_ids(rounds, written, chosen.track),
        seed=seed,
    )


def resumed(chosen: "Settings", session: str, shown: "Screen", *, may_ask: bool) -> "Session":
    """Goes on with the engine that decided last."""
    from interviewer.cli.sessions import held_with, store
    from interviewer.session import resume

    place = store()
    record = place.record(place.find(session))
    same = chosen.model_copy(update={"engine": engine_of(record)})
    engine = engine_for(same, shown, record, may_ask=may_ask)
    return resume(place, held_with(record.header), engine, record.header.session)


@contextmanager
def spoken(
    chosen: "Settings", shown: "Screen", habits: "Habits", heard: Path | None, said: Path | None
) -> "Iterator[Screen]":
    """The front end, with its devices open as long as it is in use."""
    from interviewer.front.voice.aloud import ReadAloud
    from interviewer.front.voice.hearing import Ear
    from interviewer.front.voice.listening import Listener
    from interviewer.front.voice.spoken import SpokenScreen

    with mouth(chosen, said, is_recorded=heard is not None) as speaking:
        if chosen.voice_in == "off":
            yield ReadAloud(shown, speaking)
            return
        ear = Ear(chosen.voice_in)
        source = source_of(chosen, heard)
        keys = keyboard(heard)
        try:
            listener = Listener(source, ear, keys, meter(chosen, keys, is_live=source.is_live))
            yield SpokenScreen(shown, speaking, listener, habits)
        finally:
            source.close()
            ear.close()


@contextmanager
def mouth(chosen: "Settings", said: Path | None, *, is_recorded: bool) -> "Iterator[Mouth]":
    """Speech goes to a folder if one is named; with recordings and no folder, nowhere."""
    from interviewer.front.voice.devices import Speaker
    from interviewer.front.voice.mouth import Mouth, Nowhere, Sink, WavFolder
    from interviewer.front.voice.speech import speech

    is_silent = chosen.voice_out == "off" or (is_recorded and not said)
    engine = None if is_silent else speech(chosen.voice_out, chosen.key_command)
    sink: Sink = Nowhere()
    if engine:
        sink = WavFolder(said) if said else Speaker(chosen.speaker)
    speaking = Mouth(engine, sink)
    try:
        yield speaking
    finally:
        speaking.close()


def source_of(chosen: "Settings", heard: Path | None) -> "Source":
    import sys

    from interviewer.front.voice.devices import Microphone
    from interviewer.front.voice.sources import Recording, Recordings

    if heard is None:
        return Microphone(chosen.microphone)
    if str(heard) == "-":
        return Recording(sys.stdin.buffer)
    return Recordings(heard) if heard.is_dir() else Recording(heard)


def keyboard(heard: Path | None) -> "Keyboard | NoKeyboard":
    """With recordings nobody types; with a microphone stdin brings keys or lines."""
    from interviewer.front.voice.keyboard import Keyboard, NoKeyboard

    return Keyboard() if heard is None else NoKeyboard()


def meter(chosen: "Settings", keys: "Keyboard | NoKeyboard", *, is_live: bool) -> "Meter":
    import sys

    from interviewer.front.voice.meter import LevelMeter, NoMeter

    is_shown = is_live and not chosen.plain and sys.stderr.isatty()
    return LevelMeter(keys) if is_shown else NoMeter()
