"""`interviewer sessions`: what was practised, and going on with it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from interviewer.cli.chat import hold, may_ask, screen
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
    from interviewer.content import Content
    from interviewer.session import Store
    from interviewer.transcript.events import Header
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

    from interviewer.cli.used import lines, plain, totals
    from interviewer.transcript.events import Answered, Asked, EngineChanged, RoundStarted

    record = store().record(store().find(session))
    if json:
        events = [event.model_dump(mode="json") for event in record]
        used = plain(totals(record))
        typer.echo(dumps({"schema_version": SCHEMA_VERSION, "events": events, "used": used}))
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
            case EngineChanged():
                typer.echo(f"\n({event.engine} goes on: {event.reason})")
    for line in lines(totals(record)):
        typer.echo(line)


@app.command()
def resume(
    session: Id,
    engine: Engine = None,
    model: Model = None,
    base_url: BaseUrl = None,
    max_cost: MaxCost = None,
    redact: Redact = None,
    no_input: NoInput = False,
    content: ContentFolder = None,
    plain: Plain = None,
    json: Json = False,
) -> None:
    """Go on where a session was left, or read the debrief of one that is over."""
    from interviewer.session import resume as resumed

    place = store()
    record = place.record(place.find(session))
    chosen = settings(
        engine=engine or engine_of(record),
        model=model,
        base_url=base_url,
        max_cost=max_cost,
        redact=redact,
        plain=plain,
    )
    written = held_with(record.header, content)
    front = screen(chosen, json=json)
    can_ask = may_ask(no_input=no_input, json=json)
    decides = engine_for(chosen, front, record, may_ask=can_ask)
    going_on = resumed(place, written, decides, record.header.session)
    hold(going_on, front, resumed=True)


def held_with(header: "Header", moved_to: Path | None = None) -> "Content":
    """The content that a session was held with; UsageError where its folder is gone."""
    from interviewer.content import Content
    from interviewer.errors import UsageError

    folder = moved_to or (Path(header.content_folder) if header.content_folder else None)
    if folder and not moved_to and not folder.is_dir():
        raise UsageError(
            f"session {header.session} was held with the content in {folder}, which is gone; say "
            "where it is now with --content DIR"
        )
    return Content.with_added(folder)


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
