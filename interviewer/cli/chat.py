"""`interviewer chat`: a text interview."""

from typing import TYPE_CHECKING, Annotated

import typer

from interviewer.cli.engines import engine_for
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
    from interviewer.front.screen import Screen
    from interviewer.session import Session
    from interviewer.settings import Settings


def chat(
    track: Annotated[
        str | None,
        typer.Option("--track", help="The loop to practise: ai-pm, mle or one of yours."),
    ] = None,
    rounds: Annotated[
        str | None,
        typer.Option("--rounds", help="Only these, by number or id: 2,4 or ml-depth."),
    ] = None,
    level: Annotated[
        str | None, typer.Option("--level", help="How deep: entry, senior or staff.")
    ] = None,
    engine: Engine = None,
    model: Model = None,
    base_url: BaseUrl = None,
    max_cost: MaxCost = None,
    redact: Redact = None,
    no_input: NoInput = False,
    seed: Annotated[
        int | None,
        typer.Option(
            "--seed",
            min=0,
            help="Ask the same questions again; earlier sessions are then not avoided.",
        ),
    ] = None,
    coach: Annotated[
        bool, typer.Option("--coach", help="Say at once what a number should have been.")
    ] = False,
    content: ContentFolder = None,
    plain: Plain = None,
    json: Json = False,
) -> None:
    """Hold a mock interview in text: five rounds, a committee, a debrief."""
    from interviewer.content import Content
    from interviewer.session import Store, begin

    chosen = settings(
        track=track,
        level=level,
        engine=engine,
        model=model,
        base_url=base_url,
        max_cost=max_cost,
        redact=redact,
        content=content,
        plain=plain,
    )
    written = Content.with_added(chosen.content)
    front = screen(chosen, json=json, coach=coach)
    session = begin(
        Store(chosen.sessions),
        written,
        engine_for(chosen, front, may_ask=may_ask(no_input=no_input, json=json)),
        track=chosen.track,
        level=chosen.level,
        rounds=round_ids(rounds, written, chosen.track),
        seed=seed,
    )
    hold(session, front)


def hold(session: "Session", front: "Screen", *, resumed: bool = False) -> None:
    """Runs a session to its end; leaving before it exits with 130."""
    import asyncio

    from interviewer.errors import BudgetReached, KeyMissing, ModelError
    from interviewer.front.screen import interview

    try:
        is_over = asyncio.run(interview(session, front, resumed=resumed))
    except KeyboardInterrupt:
        front.left(session)
        is_over = False
    except (BudgetReached, KeyMissing, ModelError):
        front.left(session)
        raise
    if not is_over:
        raise typer.Exit(130)


def may_ask(*, no_input: bool, json: bool) -> bool:
    """Whether somebody can be asked in mid-interview: a program by JSON, a person at a terminal."""
    import sys

    return not no_input and (json or sys.stdin.isatty())


def screen(chosen: "Settings", *, json: bool, coach: bool = False) -> "Screen":
    """JSON lines when asked for, plain lines when asked for or off a terminal, else in full."""
    import os
    import sys

    if json:
        from interviewer.front.jsonlines import JsonLines

        return JsonLines(coach=coach)
    is_terminal = sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    if chosen.plain or not is_terminal:
        from interviewer.front.lines import PlainLines

        return PlainLines(coach=coach)
    from interviewer.front.terminal import Terminal

    return Terminal(coach=coach)


def round_ids(wanted: str | None, content: "Content", track: str) -> tuple[str, ...]:
    """`2,4` or ids to ids, in the loop's own order. Raises UsageError for what isn't there."""
    from interviewer.errors import UsageError

    known = content.track(track).rounds
    if not wanted:
        return known
    by_number = {str(number): round_ for number, round_ in enumerate(known, 1)}
    chosen = [by_number.get(word.strip(), word.strip()) for word in wanted.split(",")]
    if unknown := [word for word in chosen if word not in known]:
        rounds = ", ".join(f"{number} {round_}" for number, round_ in by_number.items())
        raise UsageError(f"{track} has no round {unknown[0]!r}; it has {rounds}")
    return tuple(round_ for round_ in known if round_ in chosen)
