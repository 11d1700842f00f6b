"""All commands. What a command needs is imported when it runs, so that help comes at once."""

from typing import Annotated

import typer

from interviewer import __version__
from interviewer.cli import (
    ask,
    calc,
    chat,
    check,
    code,
    content,
    grade,
    guide,
    incident,
    installation,
    models,
    practice,
    privacy,
    reports,
    sessions,
    transcribing,
    voice,
)

app = typer.Typer(
    name="interviewer",
    help="An AI mock interviewer for NVIDIA roles that checks every number it hears.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def options(
    _version: Annotated[
        bool, typer.Option("--version", callback=version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """An AI mock interviewer for NVIDIA roles that checks every number it hears."""


app.command("chat")(chat.chat)
app.command("voice")(voice.voice)
app.command("transcribe")(transcribing.transcribe)
app.add_typer(sessions.app, name="sessions")
app.command("report")(reports.report)
app.command("progress")(practice.progress)
app.command("drill")(practice.drill)
app.add_typer(calc.app, name="calc")
app.add_typer(guide.app, name="guide")
app.command("ask")(ask.ask)
app.command("check")(check.check)
app.command("grade")(grade.grade)
app.command("code")(code.code)
app.command("incident")(incident.incident)
app.command("models")(models.models)
app.command("privacy")(privacy.privacy)
app.command("check-content")(content.check_content)
app.command("doctor")(installation.doctor)
app.add_typer(installation.config_app, name="config")
