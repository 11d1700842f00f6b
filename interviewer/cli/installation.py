"""`interviewer doctor` and `interviewer config`: the state of the installation."""

from typing import Annotated

import typer

from interviewer.cli.options import Json

config_app = typer.Typer(help="The settings in force.", no_args_is_help=True)


@config_app.command("show")
def show(
    origin: Annotated[bool, typer.Option("--origin", help="Say where each comes from.")] = False,
    json: Json = False,
) -> None:
    """Every setting with its value."""
    from json import dumps

    from interviewer.settings import resolve

    settings, origins = resolve()
    values = settings.model_dump(mode="json")
    if json:
        rows = {name: {"value": v, "origin": origins[name]} for name, v in values.items()}
        typer.echo(dumps({"schema_version": 1, "settings": rows}))
        return
    for name, value in values.items():
        where = f"  ({origins[name]})" if origin else ""
        typer.echo(f"{name} = {value}{where}")


def doctor(json: Json = False) -> None:
    """Check what the installation has, and how to mend what it lacks."""
    from json import dumps

    from interviewer.cli.options import settings
    from interviewer.doctor import examine

    findings = examine(settings())
    if json:
        rows = [finding.__dict__ for finding in findings]
        typer.echo(dumps({"schema_version": 1, "findings": rows}))
    else:
        for finding in findings:
            typer.echo(f"{'ok  ' if finding.ok else 'FAIL'}  {finding.what}: {finding.found}")
            if finding.mend:
                typer.echo(f"      {finding.mend}")
    if not all(finding.ok for finding in findings):
        raise typer.Exit(1)
