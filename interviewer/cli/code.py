"""`interviewer code`: a problem to solve in an editor, or a kernel to reason about."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interviewer.cli.options import Json, settings

if TYPE_CHECKING:
    from interviewer.coding.attempts import Attempts
    from interviewer.coding.problem import Problem
    from interviewer.coding.sandbox import Sandbox
    from interviewer.front.desk import Desk


def code(
    name: Annotated[
        str | None, typer.Argument(metavar="[PROBLEM]", help="Its id; without one, any.")
    ] = None,
    listing: Annotated[bool, typer.Option("--list", help="Problems and kernels.")] = False,
    file: Annotated[
        Path | None, typer.Option("--file", help="Your code; else PROBLEM.py in this folder.")
    ] = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Run the examples each time the file is saved.")
    ] = False,
    hint: Annotated[bool, typer.Option("--hint", help="The next hint, at its cost.")] = False,
    submit: Annotated[
        bool, typer.Option("--submit", help="Run the hidden cases and answer the questions.")
    ] = False,
    seed: Annotated[
        int | None, typer.Option("--seed", min=0, help="The same hidden cases again.")
    ] = None,
    track: Annotated[
        str, typer.Option("--track", help="Whose rounds they are for; only mle has code.")
    ] = "mle",
    level: Annotated[
        str | None, typer.Option("--level", help="Only these: entry, senior or staff.")
    ] = None,
    language: Annotated[
        str, typer.Option("--language", help="python; cuda only compiles FILE for its errors.")
    ] = "python",
    allow_unsandboxed: Annotated[
        bool, typer.Option("--allow-unsandboxed", help="Run without a sandbox where none works.")
    ] = False,
    json: Json = False,
) -> None:
    """Solve a problem in Python, or reason about a kernel: hidden cases, questions, a score."""
    from interviewer.cli import coding
    from interviewer.coding.attempts import Attempts
    from interviewer.coding.kernels import Kernel

    if listing:
        coding.show_list(coding.chosen(track, level), json=json)
        return
    if language != "python":
        coding.compile_only(language, file, json=json)
        return
    found = coding.named(name, coding.chosen(track, level), seed)
    attempts = Attempts(settings().data_dir / "code")
    if isinstance(found, Kernel):
        coding.reason(found, attempts, json=json)
    elif hint:
        coding.give_hint(found, attempts, json=json)
    elif not (file or watch or submit) and (json or not sys.stdin.isatty()):
        coding.show_statement(found, json=json)
    else:
        solve(found, attempts, file, watch, submit, seed, allow_unsandboxed, json)


def solve(
    problem: "Problem",
    attempts: "Attempts",
    file: Path | None,
    watch: bool,
    submit: bool,
    seed: int | None,
    allow_unsandboxed: bool,
    json: bool,
) -> None:
    """From a file that is there: one run. Else in the editor, or watching, until the end."""
    from interviewer.cli import coding
    from interviewer.coding.reporting import statement
    from interviewer.coding.sitting import Sitting
    from interviewer.front.desk import Desk

    place = file or Path(f"{problem.said.id}.py")
    if not place.exists():
        begin(problem, place)
    sandbox = sandbox_for(problem, place, allow_unsandboxed)
    say = coding.quiet if json else typer.echo
    desk = Desk(Sitting(problem, attempts, sandbox, seed), place, say)
    if submit:
        finish(desk, json=json)
    elif watch or file is None:
        typer.echo(statement(problem), err=json)
        if not (desk.watch() if watch else desk.work()):
            typer.echo(f"Not submitted; go on with: {again(problem, place)}", err=True)
            raise typer.Exit(130)
        finish(desk, json=json)
    else:
        coding.show_examples(desk, json=json)


def again(problem: "Problem", place: Path) -> str:
    return f"interviewer code {problem.said.id} --file {place} --watch"


def begin(problem: "Problem", place: Path) -> None:
    from interviewer.errors import UsageError

    try:
        place.write_text(problem.starter, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{place} can't be written ({error.strerror}); name a --file") from None
    typer.echo(f"{place} holds the signature.", err=True)


def sandbox_for(problem: "Problem", place: Path, allow_unsandboxed: bool) -> "Sandbox":
    """The safest that works; where none does, what can be said without running the code."""
    from interviewer.coding.ladder import safest
    from interviewer.coding.reviewing import reviewed
    from interviewer.errors import CapabilityMissing
    from interviewer.front.desk import source_of

    try:
        found = safest(allow_unsandboxed=allow_unsandboxed)
    except CapabilityMissing:
        for fault in reviewed(problem, source_of(place)) or ["the text shows no fault"]:
            typer.echo(f"Read, not run: {fault}")
        raise
    if found.uncontained:
        typer.echo(f"NOT CONTAINED ({found.name}): {found.uncontained}", err=True)
    return found


def finish(desk: "Desk", *, json: bool) -> None:
    """Submits, asks, and keeps the record."""
    from interviewer.coding.reporting import of_score

    submission = desk.submit()
    values = {"kind": "problem", "sandbox": desk.sitting.sandbox.name, **submission.as_dict()}
    record = desk.sitting.attempts.submit(desk.sitting.attempt, values)
    if json:
        show_json(record)
    else:
        typer.echo("\n" + of_score(submission))
        typer.echo(f"Kept in {record}", err=True)


def show_json(record: Path) -> None:
    from json import loads

    from interviewer.cli.coding import say_json

    kept = loads(record.read_text(encoding="utf-8"))
    say_json(**{**kept, "record": str(record)})
