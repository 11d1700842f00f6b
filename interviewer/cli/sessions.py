"""`interviewer sessions`: what was practised, and going on with it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from interviewer.cli.chat import engine_named, hold, screen
from interviewer.cli.options import Json, Plain, settings

if TYPE_CHECKING:
    from interviewer.session import Store
    from interviewer.transcript.record import Record

SCHEMA_VERSION = 1
app = typer.Typer(help="List, show, resume, export or delete sessions.", no_args_is_help=True)
Id = Annotated[str, typer.Argument(help="A session's id, the beginning of one, or `last`.")]


def store() -> "Store":
    from interviewer.session import Store

    return Store(settings().sessions)


@app.command("list")
def list_(json: Json = False) -> None:
    """All sessions, the newest last."""
    from json import dumps

    rows = [summary(record) for record in store().records()]
    if json:
        typer.echo(dumps({"schema_version": SCHEMA_VERSION, "sessions": rows}))
        return
    if not rows:
        typer.echo("There are no sessions yet. `interviewer chat` begins one.")
    for row in rows:
        state = row["outcome"] or ("no decision" if row["is_over"] else "open")
        where = f"{row['rounds_scored']} of {row['rounds']} rounds, {row['answers']} answers"
        typer.echo(f"{row['session']}  {row['track']:<6} {row['level']:<7} {state:<11} {where}")


def summary(record: "Record") -> dict[str, Any]:
    from interviewer.transcript.events import Answered, RoundScored

    header, ended = record.header, record.ended
    return {
        "session": header.session,
        "track": header.track,
        "level": header.level,
        "began": header.at,
        "rounds": len(header.rounds),
        "rounds_scored": len(record.of(RoundScored)),
        "answers": len(record.of(Answered)),
        "is_over": ended is not None,
        "outcome": ended.outcome if ended else None,
    }


@app.command()
def show(session: Id, json: Json = False) -> None:
    """The transcript: what was asked and answered."""
    from json import dumps

    from interviewer.transcript.events import Answered, Asked, RoundStarted

    record = store().record(store().find(session))
    if json:
        events = [event.model_dump(mode="json") for event in record]
        typer.echo(dumps({"schema_version": SCHEMA_VERSION, "events": events}))
        return
    speaker = ""
    for event in record:
        match event:
            case RoundStarted():
                speaker = event.interviewer
                typer.echo(f"\n== {event.title} ==\n\n{speaker}: {event.opening}")
            case Asked():
                typer.echo(f"\n{speaker}: {event.text}")
            case Answered():
                typer.echo(f"\nyou: {event.text or '(skipped)'}")


@app.command()
def resume(session: Id, plain: Plain = None, json: Json = False) -> None:
    """Go on where a session was left, or read the debrief of one that is over."""
    from interviewer.content import Content
    from interviewer.session import resume as resumed

    chosen = settings(plain=plain)
    place = store()
    header = place.record(place.find(session)).header
    going_on = resumed(place, Content(), engine_named(header.engine), header.session)
    hold(going_on, screen(chosen, json=json), resumed=True)


@app.command()
def export(
    session: Id,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="A file; without it, stdout.")
    ] = None,
) -> None:
    """The transcript as it is kept: JSON lines."""
    from interviewer.session.store import TRANSCRIPT

    place = store()
    text = (place.folder_of(place.find(session)) / TRANSCRIPT).read_text(encoding="utf-8")
    if output:
        output.write_text(text, encoding="utf-8")
        typer.echo(f"{output}: {len(text.splitlines())} events", err=True)
    else:
        typer.echo(text, nl=False)


@app.command()
def delete(
    session: Id,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Don't ask.")] = False,
    no_input: Annotated[bool, typer.Option("--no-input", help="Never ask, fail instead.")] = False,
) -> None:
    """Remove everything that is kept of a session."""
    from interviewer.errors import UsageError

    place = store()
    found = place.find(session)
    if not yes and no_input:
        raise UsageError(f"deleting {found} needs a yes; add --yes")
    if not yes and not typer.confirm(f"Delete session {found} with its debrief?"):
        raise typer.Exit(1)
    place.delete(found)
    typer.echo(f"Deleted {found}.", err=True)
