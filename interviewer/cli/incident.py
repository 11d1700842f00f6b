"""`interviewer incident`: one slow or broken job to debug, played alone."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from interviewer.cli.options import Json

if TYPE_CHECKING:
    from interviewer.incidents.incident import Incident
    from interviewer.incidents.playing import Turn

SCHEMA_VERSION = 1
SEEDS = 100_000


def incident(
    seed: Annotated[
        int | None, typer.Option("--seed", min=0, help="The same incident again; else a new one.")
    ] = None,
    fault: Annotated[str | None, typer.Option("--fault", help="Plant this; see --list.")] = None,
    hardware: Annotated[
        str | None, typer.Option("--hardware", help="On this machine, such as 8xh100 or orin.")
    ] = None,
    workload: Annotated[
        str | None, typer.Option("--workload", help="In this job, such as training or decode.")
    ] = None,
    level: Annotated[
        str, typer.Option("--level", help="How clear it is: entry, senior or staff.")
    ] = "senior",
    listing: Annotated[
        bool, typer.Option("--list", help="Faults, machines and jobs that there are.")
    ] = False,
    reveal_all: Annotated[
        bool, typer.Option("--reveal-all", help="Print every artefact and what it was.")
    ] = False,
    export: Annotated[
        Path | None,
        typer.Option("--export", help="Write every artefact into this folder.", metavar="DIR"),
    ] = None,
    answers: Annotated[
        Path | None,
        typer.Option(
            "--answers",
            help="Play these messages, divided by empty lines, instead of asking.",
            metavar="FILE",
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Debug a slow or broken job: ask for its traces, find the cause, say what a fix gives."""
    from interviewer.incidents import incident as incidents

    if listing:
        show_list(json=json)
        return
    drawn = incidents.incident(
        new_seed() if seed is None else seed,
        fault_id=fault,
        hardware=hardware,
        workload_id=workload,
        level=level_named(level),
    )
    if export:
        write_all(drawn, export)
    if reveal_all:
        show_all(drawn, json=json)
    elif not export or answers:
        again = {"fault": fault, "hardware": hardware, "workload": workload}
        play(drawn, answers, played_again(drawn, again), json=json)


def played_again(drawn: "Incident", given: dict[str, str | None]) -> str:
    """The command that draws it once more: the seed, and whatever else was asked for."""
    flags = [f"--{name} {value}" for name, value in given.items() if value]
    return " ".join(
        ["interviewer incident", f"--seed {drawn.seed}", *flags, f"--level {drawn.level}"]
    )


def level_named(said: str) -> Any:
    from typing import get_args

    from interviewer.errors import UsageError
    from interviewer.levels import Level

    if said not in get_args(Level):
        known = ", ".join(get_args(Level))
        raise UsageError(f"--level: {said!r} is not one of {known}; write one of these")
    return said


def new_seed() -> int:
    import secrets

    return secrets.randbelow(SEEDS)


def show_list(*, json: bool) -> None:
    from interviewer.incidents.faults import faults
    from interviewer.incidents.machines import COUNTS, boards
    from interviewer.incidents.workloads import workloads

    if json:
        say_json(
            faults=[{"id": f.id, "title": f.title, "workloads": f.workloads} for f in faults()],
            hardware=[b.called[0] for b in boards()],
            gpus=COUNTS,
            workloads=[{"id": w.id, "title": w.title} for w in workloads()],
        )
        return
    typer.echo("Faults")
    for fault in faults():
        typer.echo(f"  {fault.id:<24}{fault.title}")
    counts = ", ".join(map(str, COUNTS))
    typer.echo(f"\nHardware, {counts} of: {', '.join(b.called[0] for b in boards())}")
    typer.echo("\nWorkloads")
    for workload in workloads():
        typer.echo(f"  {workload.id:<24}{workload.title}")


def show_all(drawn: "Incident", *, json: bool) -> None:
    from interviewer.incidents import reporting
    from interviewer.incidents.artefacts.sheets import artefacts

    if json:
        texts = [{"id": a.id, "title": a.title, "text": a.text} for a in artefacts(drawn)]
        values = reporting.public(drawn) | {"artefacts": texts} | reporting.answer(drawn)
        say_json(**values)
        return
    typer.echo(f"Seed {drawn.seed}. {drawn.symptom}")
    for artefact in artefacts(drawn):
        typer.echo(f"\n== {artefact.title} ==\n{artefact.text}")
    typer.echo("\n" + "\n".join(reporting.solution(drawn)))


def write_all(drawn: "Incident", folder: Path) -> None:
    from interviewer.errors import UsageError
    from interviewer.front.incidents import files

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in (written := files(drawn)).items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"--export: {folder} can't be written ({error.strerror})") from None
    typer.echo(f"{len(written)} files in {folder}.", err=True)


def play(drawn: "Incident", answers: Path | None, again: str, *, json: bool) -> None:
    """Message by message until a conclusion; leaving before it exits with 130."""
    from interviewer.front.incidents import messages
    from interviewer.incidents.judging import judged
    from interviewer.incidents.playing import Play
    from interviewer.incidents.reporting import answer, played, public, report

    game = Play(drawn)
    heard = messages(answers)
    if not json:
        typer.echo(f"Incident {drawn.seed}\n\n{wrapped(game.opening)}\n")
    try:
        for message in heard:
            turn = game.hear(message)
            if not json:
                show_turn(turn)
            if game.is_over:
                break
    except KeyboardInterrupt:
        pass
    if not game.concluding:
        typer.echo(f"No conclusion, so nothing was judged. Play it again: {again}", err=True)
        raise typer.Exit(130)
    judgement = judged(game)
    if json:
        say_json(**public(drawn), **answer(drawn), **played(game, judgement))
    else:
        typer.echo("\n" + report(game, judgement))


def show_turn(turn: "Turn") -> None:
    for artefact in turn.revealed:
        typer.echo(f"\n[{artefact.title}]\n{artefact.text}\n")
    if turn.reply:
        typer.echo(f"\n{wrapped(turn.reply)}\n")


def wrapped(text: str) -> str:
    from textwrap import fill

    from interviewer.incidents.reporting import WIDTH

    return fill(text, WIDTH, break_long_words=False, break_on_hyphens=False)


def say_json(**values: object) -> None:
    import json as json_

    typer.echo(json_.dumps({"schema_version": SCHEMA_VERSION, **values}, ensure_ascii=False))
