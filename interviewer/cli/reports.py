"""`interviewer report`: the debrief."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from interviewer.cli.sessions import Id, store


class Format(StrEnum):
    md = "md"
    json = "json"


def report(
    session: Id = "last",
    format_: Annotated[Format, typer.Option("--format", help="md or json.")] = Format.md,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="A file; without it, stdout.")
    ] = None,
) -> None:
    """The debrief of a session, or of what there is of it so far."""
    from interviewer.content import Content
    from interviewer.debrief.building import build_debrief
    from interviewer.debrief.markdown import markdown

    place = store()
    debrief = build_debrief(place.record(place.find(session)), Content())
    is_json = format_ is Format.json
    text = debrief.model_dump_json(indent=2) + "\n" if is_json else markdown(debrief)
    if output:
        output.write_text(text, encoding="utf-8")
        typer.echo(f"Written to {output}.", err=True)
    elif is_json or not sys.stdout.isatty():
        typer.echo(text, nl=False)
    else:
        show(text)


def show(text: str) -> None:
    """Markdown made readable on a terminal."""
    from rich.console import Console
    from rich.markdown import Markdown

    Console().print(Markdown(text))
