"""Flags that several commands share, and what they resolve to."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from interviewer.settings import Settings

Json = Annotated[bool, typer.Option("--json", help="Write JSON with a schema_version.")]
Plain = Annotated[
    bool | None, typer.Option("--plain/--no-plain", help="No colours, panels or live clock.")
]


def settings(**flags: object) -> "Settings":
    from interviewer.settings import resolve

    return resolve(flags)[0]
