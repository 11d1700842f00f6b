"""`interviewer report`: the debrief."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interviewer.cli.options import ContentFolder, Json
from interviewer.cli.sessions import Id, held_with, store

if TYPE_CHECKING:
    from interviewer.debrief.model import Debrief


class Format(StrEnum):
    md = "md"
    html = "html"
    pdf = "pdf"
    json = "json"


def report(
    session: Id = "last",
    format_: Annotated[
        Format | None,
        typer.Option("--format", help="md, html, pdf or json; by default as OUTPUT, else md."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="A file; without it, stdout.")
    ] = None,
    content: ContentFolder = None,
    json: Json = False,
) -> None:
    """The debrief of a session, or of what there is of it so far."""
    from interviewer.debrief.building import build_debrief

    place = store()
    record = place.record(place.find(session))
    chosen = Format.json if json else format_ or format_of(output)
    made = rendered(build_debrief(record, held_with(record.header, content)), chosen)
    if output:
        written(output, made)
        typer.echo(f"Written to {output}.", err=True)
    elif chosen is Format.md and sys.stdout.isatty():
        show(made.decode())
    else:
        hold_to_a_file(chosen)
        sys.stdout.buffer.write(made)


def format_of(output: Path | None) -> Format:
    """By the file's name; Markdown if that says nothing."""
    ending = output.suffix.removeprefix(".").lower() if output else ""
    return Format(ending) if ending in {*Format} else Format.md


def rendered(debrief: "Debrief", wanted: Format) -> bytes:
    match wanted:
        case Format.md:
            from interviewer.debrief.markdown import markdown

            return markdown(debrief).encode()
        case Format.json:
            return (debrief.model_dump_json(indent=2) + "\n").encode()
        case Format.html:
            from interviewer.front.debrief.page import page

            return page(debrief).encode()
        case Format.pdf:
            from interviewer.front.debrief.paper import paper

            return paper(debrief)


def written(output: Path, made: bytes) -> None:
    from interviewer.errors import UsageError

    try:
        output.write_bytes(made)
    except OSError as error:
        raise UsageError(
            f"{output}: can't be written ({error.strerror}); give another --output"
        ) from None


def hold_to_a_file(chosen: Format) -> None:
    """A PDF on a terminal is noise."""
    from interviewer.errors import UsageError

    if chosen is Format.pdf and sys.stdout.isatty():
        raise UsageError("a PDF can't be shown here; add --output debrief.pdf")


def show(text: str) -> None:
    """Markdown made readable on a terminal."""
    from rich.console import Console
    from rich.markdown import Markdown

    Console().print(Markdown(text))
