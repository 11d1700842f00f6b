"""`interviewer transcribe`: what is said in a recording."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interviewer.cli.options import Json, settings

if TYPE_CHECKING:
    from interviewer.front.voice.hearing import Utterance

SCHEMA_VERSION = 1
File = Annotated[Path, typer.Argument(help="A recording in any format, or - for stdin.")]
Model = Annotated[
    str | None,
    typer.Option("--voice-in", help="What hears: tiny.en, another Whisper model, or a folder."),
]
Context = Annotated[str, typer.Option("--context", help="Words that are likely to be said.")]


def transcribe(
    file: File, voice_in: Model = None, context: Context = "", json: Json = False
) -> None:
    """Write down what is said, stretch by stretch, as each is understood."""
    import sys

    from interviewer.errors import UsageError
    from interviewer.front.voice.transcribing import transcribed

    model = settings(voice_in=voice_in).voice_in
    if model == "off":
        raise UsageError("--voice-in off hears nothing; name a model, such as tiny.en")
    source = sys.stdin.buffer if str(file) == "-" else file
    count = 0
    for utterance in transcribed(source, model, context):
        count += 1
        typer.echo(as_json(utterance) if json else as_line(utterance))
    if not count:
        typer.echo("No speech was found in it.", err=True)


def as_json(utterance: "Utterance") -> str:
    """A line for each stretch; times in seconds of the recording."""
    from json import dumps

    row = {
        "schema_version": SCHEMA_VERSION,
        "start": round(utterance.segment.start, 2),
        "end": round(utterance.segment.end, 2),
        "text": utterance.text,
        "confidence": round(utterance.confidence, 2),
    }
    return dumps(row, ensure_ascii=False)


def as_line(utterance: "Utterance") -> str:
    minutes, seconds = divmod(utterance.segment.start, 60)
    return f"{int(minutes):3d}:{seconds:04.1f}  {utterance.text}"
