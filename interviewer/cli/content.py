"""`interviewer check-content`: holds the content files against their rules and each other."""

import typer

from interviewer.cli.options import ContentFolder, Json, settings


def check_content(
    content: ContentFolder = None,
    json: Json = False,
) -> None:
    """Check every track, round, question, rubric and passage; one sentence per fault."""
    from json import dumps

    from interviewer.content import Content
    from interviewer.content_check import check

    report = check(Content.with_added(settings(content=content).content))
    if json:
        typer.echo(dumps({"schema_version": 1, "counts": report.counts, "faults": report.faults}))
    else:
        for fault in report.faults:
            typer.echo(fault)
        counts = ", ".join(f"{count} {what}" for what, count in report.counts.items())
        typer.echo(f"{counts}: {len(report.faults) or 'no'} faults", err=True)
    if report.faults:
        raise typer.Exit(1)
