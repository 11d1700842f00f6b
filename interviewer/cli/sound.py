"""What `interviewer voice --devices` and `--sound-check` print."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from interviewer.front.voice.sound import Sound
    from interviewer.front.voice.soundcheck import SoundCheck
    from interviewer.settings import Settings

SCHEMA_VERSION = 1
ASKED = (
    "Twenty seconds: be silent for the first five, then say what you had for breakfast, and a "
    "few numbers, as loud as you would in the interview."
)


def print_devices(*, json: bool) -> None:
    from json import dumps

    from interviewer.front.voice.devices import device_names

    inputs, outputs = device_names()
    if json:
        rows = {"schema_version": SCHEMA_VERSION, "microphones": inputs, "speakers": outputs}
        typer.echo(dumps(rows))
        return
    for kind, names in (("microphones", inputs), ("speakers", outputs)):
        typer.echo(f"{kind}:")
        for name in names or ["none"]:
            typer.echo(f"  {name}")


def print_sound_check(chosen: "Settings", heard: Path | None, *, json: bool) -> None:
    """Exits with 1 if something is wrong that can be mended."""
    from json import dumps

    from interviewer.front.voice.soundcheck import examined

    frames = list(recorded(heard) if heard else live(chosen))
    check = examined(frames)
    said = understood(frames, chosen.voice_in) if check.speech_seconds >= 1 else ""
    if json:
        typer.echo(dumps({"schema_version": SCHEMA_VERSION, **as_data(check), "heard": said}))
    else:
        for line in lines(check, said):
            typer.echo(line)
    if not check.is_good:
        raise typer.Exit(1)


def recorded(file: Path) -> "Iterator[Sound]":
    from itertools import islice

    from interviewer.front.voice.files import blocks
    from interviewer.front.voice.sound import FRAME_SECONDS, framed
    from interviewer.front.voice.soundcheck import CHECK_SECONDS

    yield from islice(framed(blocks(file)), round(CHECK_SECONDS / FRAME_SECONDS))


def live(chosen: "Settings") -> "list[Sound]":
    """What the microphone brings for twenty seconds, with its level on the screen."""
    import asyncio

    from interviewer.cli.voice import meter
    from interviewer.front.voice.devices import Microphone
    from interviewer.front.voice.keyboard import NoKeyboard

    typer.echo(ASKED, err=True)
    shown = meter(chosen, NoKeyboard(), is_live=True)
    microphone = Microphone(chosen.microphone)

    async def listened() -> "list[Sound]":
        from interviewer.front.voice.sound import FRAME_SECONDS
        from interviewer.front.voice.soundcheck import CHECK_SECONDS

        frames = []
        for _ in range(round(CHECK_SECONDS / FRAME_SECONDS)):
            frame = await microphone.next()
            if frame is not None:
                shown.show(frame, is_speech=False)
                frames.append(frame)
        return frames

    try:
        return asyncio.run(listened())
    finally:
        shown.clear()
        microphone.close()


def understood(frames: "list[Sound]", model: str) -> str:
    from interviewer.front.voice.hearing import Ear
    from interviewer.front.voice.prompting import prompt_for
    from interviewer.front.voice.segments import segments

    if model == "off":
        return ""
    ear = Ear(model)
    return " ".join(ear.hear(each, prompt_for(None)).text for each in segments(frames)).strip()


def as_data(check: "SoundCheck") -> dict[str, Any]:
    return {**vars(check), "sentences": list(check.sentences), "ok": check.is_good}


def lines(check: "SoundCheck", heard: str) -> "Iterator[str]":
    yield (
        f"speech {check.speech_seconds:.0f} s at {check.speech_dbfs:.0f} dB, room "
        f"{check.noise_dbfs:.0f} dB, clipped {check.clipped_share:.2%}"
    )
    if heard:
        yield f"heard: {heard}"
    yield from check.sentences or ["All is well: you can be heard clearly."]
