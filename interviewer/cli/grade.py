"""`interviewer grade`: written answers of many candidates, graded at once."""

import shlex
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interviewer.cli.options import (
    BaseUrl,
    ContentFolder,
    Engine,
    Json,
    MaxCost,
    Model,
    Plain,
    Redact,
    settings,
)

if TYPE_CHECKING:
    from interviewer.front.batch.job import Job
    from interviewer.front.batch.summary import Summary
    from interviewer.settings import Settings


def grade(
    input_: Annotated[
        str,
        typer.Argument(
            metavar="INPUT", help="CSV, JSON lines, Parquet, a folder of transcripts, or -."
        ),
    ],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="A file; without it, stdout.")
    ] = None,
    format_: Annotated[
        str | None, typer.Option("--format", help="jsonl, csv or parquet; by default as OUTPUT.")
    ] = None,
    report: Annotated[
        Path | None, typer.Option("--report", help="Also write a page for people, FILE.html.")
    ] = None,
    examples: Annotated[
        Path | None,
        typer.Option("--examples", help="Answers that a person graded, to grade as strictly."),
    ] = None,
    rubric: Annotated[
        Path | None,
        typer.Option("--rubric", help="Questions of your own with their key points, FILE.toml."),
    ] = None,
    map_: Annotated[
        list[str] | None,
        typer.Option("--map", help='Which column is which: answer="Response Text".'),
    ] = None,
    level: Annotated[
        str | None, typer.Option("--level", help="How much is expected: entry, senior or staff.")
    ] = None,
    engine: Engine = None,
    model: Model = None,
    base_url: BaseUrl = None,
    max_cost: MaxCost = None,
    redact: Redact = None,
    resume: Annotated[
        bool, typer.Option("--resume/--no-resume", help="Go on where a run stopped, or anew.")
    ] = True,
    min_score: Annotated[
        float | None,
        typer.Option("--min-score", min=1, max=5, help="Exit with 3 if the mean is below."),
    ] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help="Only the first so many rows.")
    ] = None,
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, help="Processes; by default one a core.")
    ] = None,
    content: ContentFolder = None,
    plain: Plain = None,
    json: Json = False,
) -> None:
    """Grade written answers, each with evidence, feedback and flags."""
    from interviewer.front.batch import columns
    from interviewer.front.batch.job import Job
    from interviewer.front.batch.output import format_of

    chosen = settings(
        level=level,
        engine=engine,
        model=model,
        base_url=base_url,
        max_cost=max_cost,
        redact=redact,
        content=content,
        plain=plain,
    )
    job = Job(
        input_,
        chosen.level,
        columns.parsed(map_ or ()),
        format_of(output, format_),
        output,
        report,
        examples,
        rubric,
        chosen.content,
        resume,
        limit,
        workers,
        chosen.plain,
        with_models(chosen),
    )
    is_for_people = sys.stdout.isatty() and not json and not format_
    summary = summary_of(job, is_for_people=is_for_people)
    tell(summary, json=json and output is not None, to_stderr=output is None)
    hold_to(min_score, summary)


def with_models(chosen: "Settings") -> "Settings | None":
    """The settings of an engine with models, which are made once to find a missing key now."""
    from interviewer.cli.engines import OFFLINE, model_engine

    if chosen.engine == OFFLINE:
        return None
    model_engine(chosen)
    return chosen


def summary_of(job: "Job", *, is_for_people: bool) -> "Summary":
    """Runs the job; when interrupted, prints how to resume and exits with 130."""
    from functools import partial

    from interviewer.front.batch.output import lines, readable

    show = partial(printed, readable if is_for_people else partial(lines, job.format))
    try:
        return job.done(show, partial(typer.echo, err=True))
    except KeyboardInterrupt:
        typer.echo(left(job), err=True)
        raise typer.Exit(130) from None


def printed(made: Callable[[Iterable[str]], Iterable[str]], grades: Iterable[str]) -> None:
    for line in made(grades):
        sys.stdout.write(line)
        sys.stdout.flush()


def left(job: "Job") -> str:
    if not job.output:
        return "Interrupted. With --output FILE what is graded is kept, and can be resumed."
    words = [word for word in sys.argv[1:] if word != "--no-resume"]
    return f"Interrupted; resume with: {shlex.join(['interviewer', *words])}"


def tell(summary: "Summary", *, json: bool, to_stderr: bool) -> None:
    """The summary; on stderr where stdout holds the grades."""
    from json import dumps

    from interviewer.front.batch.summary import as_values, spoken

    if json:
        typer.echo(dumps(as_values(summary), ensure_ascii=False))
        return
    for line in spoken(summary):
        typer.echo(line, err=to_stderr)


def hold_to(min_score: float | None, summary: "Summary") -> None:
    """Raises BelowMinimumScore if the mean is below, or if there is none."""
    from interviewer.errors import BelowMinimumScore

    if min_score is None or (summary.mean is not None and summary.mean >= min_score):
        return
    found = "no answer could be graded" if summary.mean is None else f"{summary.mean:.2f}"
    raise BelowMinimumScore(
        f"the mean score is below --min-score {min_score:g} ({found}); the lowest grades say "
        "what is missing"
    )
