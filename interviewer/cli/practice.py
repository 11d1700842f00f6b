"""`interviewer progress` and `interviewer drill`: what practice has brought, and what is due."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from interviewer.cli.chat import hold, screen
from interviewer.cli.engines import engine_for
from interviewer.cli.options import ContentFolder, Engine, Json, Plain, settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interviewer.content import Content
    from interviewer.progress.history import Progress, Series
    from interviewer.session import Store

Track = Annotated[str | None, typer.Option("--track", help="The loop: ai-pm, mle or one of yours.")]
BARS = "▁▂▃▄▅▆▇█"
MOST_TOPICS = 12


def progress(track: Track = None, content: ContentFolder = None, json: Json = False) -> None:
    """Scores over your sessions, and the topics that are due again."""
    from interviewer.content import Content
    from interviewer.session import Store

    chosen = settings(track=track, content=content)
    written = Content.with_added(chosen.content)
    found = of_track(Store(chosen.sessions), written, chosen.track)
    typer.echo(found.model_dump_json() if json else "\n".join(lines(found)))


def drill(
    minutes: Annotated[
        float, typer.Option("--minutes", min=1, max=120, help="About how long.")
    ] = 5,
    track: Track = None,
    level: Annotated[
        str | None, typer.Option("--level", help="How deep: entry, senior or staff.")
    ] = None,
    engine: Engine = None,
    coach: Annotated[
        bool, typer.Option("--coach", help="Say at once what a number should have been.")
    ] = False,
    content: ContentFolder = None,
    plain: Plain = None,
    json: Json = False,
) -> None:
    """A few minutes on what is due: just those questions, judged as in the interview."""
    from interviewer.content import Content
    from interviewer.progress.choosing import drill as chosen_for
    from interviewer.session import Store, begin

    chosen = settings(track=track, level=level, engine=engine, content=content, plain=plain)
    written, store = Content.with_added(chosen.content), Store(chosen.sessions)
    found = of_track(store, written, chosen.track)
    _, asked = store.history(chosen.track)
    questions = chosen_for(found, written, minutes, asked)
    front = screen(chosen, json=json, coach=coach)
    session = begin(
        store,
        written,
        engine_for(chosen, front, may_ask=False),
        track=chosen.track,
        level=chosen.level,
        rounds=tuple(questions),
        only=tuple(id_ for ids in questions.values() for id_ in ids),
    )
    hold(session, front)


def of_track(store: "Store", content: "Content", track: str) -> "Progress":
    from interviewer.progress.history import progress as of

    content.track(track)
    return of(store.records(), content, track, datetime.now(UTC))


def lines(found: "Progress") -> "Iterator[str]":
    if not found.sessions:
        track = found.track
        yield f"No sessions of {track} yet. `interviewer chat --track {track}` begins one."
        return
    one = found.sessions == 1
    yield f"{found.track}: {found.sessions} session{'' if one else 's'}"
    yield from table("Values", found.values)
    yield from table("Rounds", found.rounds)
    yield ""
    yield f"Due now: {len(found.due)} of {len(found.topics)} topics"
    for topic in found.due[:MOST_TOPICS]:
        yield f"  {topic.last_score:.1f}  {topic.topic}, last on {topic.last_at:%d %B}"
    yield from ahead(found)


def table(title: str, rows: "tuple[Series, ...]") -> "Iterator[str]":
    """A line a row: the last score, how it got there, and the change since the first."""
    if not rows:
        return
    yield f"\n{title}"
    width = max(len(row.name) for row in rows)
    for row in rows:
        change = "" if row.change is None else f"{row.change:+.1f}"
        drawn = "".join(BARS[round((p.score - 1) / 4 * (len(BARS) - 1))] for p in row.points)
        yield f"  {row.name:<{width}}  {row.points[-1].score:.1f}  {drawn}  {change}".rstrip()


def ahead(found: "Progress") -> "Iterator[str]":
    if found.due:
        yield "`interviewer drill` asks just these, five minutes at a time."
    elif found.topics:
        following = min(found.topics, key=lambda topic: topic.due)
        yield f"Next: {following.topic}, on {following.due:%d %B}."
