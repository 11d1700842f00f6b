"""Flags that several commands share, and what they resolve to."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from interviewer.settings import Settings

Json = Annotated[bool, typer.Option("--json", help="Write JSON with a schema_version.")]
Plain = Annotated[
    bool | None, typer.Option("--plain/--no-plain", help="No colours, panels or live clock.")
]
ContentFolder = Annotated[
    Path | None, typer.Option("--content", help="A folder with tracks of your own.")
]
Engine = Annotated[
    str | None,
    typer.Option(
        "--engine", help="Who makes the decisions: offline, openai, anthropic or compatible."
    ),
]
Model = Annotated[str | None, typer.Option("--model", help="The language model, for every role.")]
BaseUrl = Annotated[
    str | None, typer.Option("--base-url", help="The address of a compatible server.")
]
MaxCost = Annotated[
    float | None, typer.Option("--max-cost", help="Stop before this many US dollars are spent.")
]
Redact = Annotated[
    bool | None,
    typer.Option("--redact/--no-redact", help="Hide who you are from the provider."),
]
NoInput = Annotated[
    bool,
    typer.Option("--no-input", help="Never ask what to do about an outage: go on offline."),
]


def settings(**flags: object) -> "Settings":
    from interviewer.settings import resolve

    return resolve(flags)[0]
