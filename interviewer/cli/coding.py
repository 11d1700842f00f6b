"""What `interviewer code` shows and asks beside the solving itself."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from interviewer.coding.attempts import Attempts
    from interviewer.coding.kernels import Kernel
    from interviewer.coding.problem import Problem
    from interviewer.front.desk import Desk

SCHEMA_VERSION = 1


@dataclass(frozen=True)
class Chosen:
    """What the bank has of a level."""

    problems: "tuple[Problem, ...]"
    kernels: "tuple[Kernel, ...]"


def chosen(track: str, level: str | None) -> Chosen:
    """UsageError for a track without code, or a level that there is not."""
    from typing import get_args

    from interviewer.coding.kernels import kernels
    from interviewer.coding.problem import problems
    from interviewer.errors import UsageError
    from interviewer.levels import Level

    if track != "mle":
        raise UsageError(f"--track: {track!r} has no code round; write mle")
    if level not in (None, *get_args(Level)):
        known = ", ".join(get_args(Level))
        raise UsageError(f"--level: {level!r} is not one of {known}; write one of these")
    return Chosen(
        tuple(each for each in problems() if level in (None, each.said.level)),
        tuple(each for each in kernels() if level in (None, each.said.level)),
    )


def named(name: str | None, found: Chosen, seed: int | None) -> "Problem | Kernel":
    """By id or the beginning of one; without a name any problem, the same for the same seed."""
    import random

    from interviewer.coding.kernels import kernels
    from interviewer.coding.problem import problems
    from interviewer.errors import UsageError

    if name is None:
        return random.Random(seed).choice(found.problems)
    known: dict[str, Problem | Kernel] = {each.said.id: each for each in problems()}
    known |= {each.said.id: each for each in kernels()}
    near = [each for each in known if each.startswith(name.lower())]
    if name in known or len(near) == 1:
        return known[name if name in known else near[0]]
    raise UsageError(
        f"{name!r} is no problem of the bank: write one of {', '.join(near)}"
        if near
        else f"{name!r} is no problem of the bank: `interviewer code --list` shows them"
    )


def show_list(found: Chosen, *, json: bool) -> None:
    kinds = (("problem", found.problems), ("kernel", found.kernels))
    if json:
        said = [(kind, each.said) for kind, all_ in kinds for each in all_]
        say_json(
            problems=[
                {"id": s.id, "kind": kind, "title": s.title, "level": s.level, "minutes": s.minutes}
                for kind, s in said
            ]
        )
        return
    for kind, all_ in kinds:
        typer.echo(f"{'Problems' if kind == 'problem' else 'Kernels to reason about'}")
        for each in all_:
            s = each.said
            typer.echo(f"  {s.id:<28}{s.level:<8}{s.minutes:>3g} min  {s.title}")


def show_statement(problem: "Problem", *, json: bool) -> None:
    from interviewer.coding.reporting import statement

    if json:
        kept = problem.said.model_dump(
            include={"id", "title", "level", "minutes", "topics", "signature", "statement"}
        )
        say_json(**kept, starter=problem.starter, text=statement(problem))
        return
    typer.echo(statement(problem))
    name = problem.said.id
    typer.echo(f"\nWrite {name}.py, then: interviewer code {name} --file {name}.py", err=True)


def show_examples(desk: "Desk", *, json: bool) -> None:
    from interviewer.coding.sitting import of_outcome
    from interviewer.front.desk import source_of

    if not json:
        desk.run()
        return
    result = desk.sitting.examples(source_of(desk.file))
    say_json(
        id=desk.sitting.problem.said.id,
        passed=result.passed,
        cases=[of_outcome(desk.sitting.problem, outcome) for outcome in result.outcomes],
        printed=result.ran.printed,
    )


def give_hint(problem: "Problem", attempts: "Attempts", *, json: bool) -> None:
    from interviewer.coding.sitting import hint

    found = hint(problem, attempts)
    if json:
        say_json(id=problem.said.id, hint=found and found.text, cost=found and found.cost)
    else:
        typer.echo(f"{found.text} (−{found.cost:g})" if found else "There are no more hints.")


def reason(kernel: "Kernel", attempts: "Attempts", *, json: bool) -> None:
    """The snippet, its questions one after another, then what is right."""
    from interviewer.coding.quiz import marked
    from interviewer.coding.reporting import of_kernel, of_marks
    from interviewer.coding.scoring import of_answers
    from interviewer.front.desk import answer

    say = quiet if json else typer.echo
    say(of_kernel(kernel))
    answers = [(quiz, answer(quiz.ask, say)) for quiz in kernel.said.questions]
    marks = [marked(quiz, said) for quiz, said in answers if said is not None]
    if not marks:
        if json:
            asks = [quiz.ask for quiz in kernel.said.questions]
            say_json(id=kernel.said.id, statement=of_kernel(kernel), questions=asks)
        typer.echo("No answers, so nothing was judged.", err=True)
        return
    score = of_answers([*marks, *(marked(quiz, "") for quiz, said in answers if said is None)])
    values = {"kind": "kernel", "score": score, "questions": [mark.__dict__ for mark in marks]}
    record = attempts.submit(attempts.open(kernel.said.id), values)
    if json:
        say_json(id=kernel.said.id, **values, record=str(record))
    else:
        typer.echo(f"\nScore {score:.1f} of 5\n" + "\n".join(of_marks(marks)))


def compile_only(language: str, file: Path | None, *, json: bool) -> None:
    """CUDA C++ is held against nvcc for errors, where there is one."""
    from interviewer.coding.compiling import compile_errors
    from interviewer.errors import UsageError

    if language != "cuda":
        raise UsageError(f"--language: {language!r} is not one of python, cuda; write one of these")
    if file is None or not file.is_file():
        raise UsageError(f"--file: {file or 'nothing'} is no file; name your CUDA source")
    found = compile_errors(file)
    if json:
        say_json(file=str(file), compiles=not found, errors=found)
    else:
        typer.echo("\n".join(found) or f"{file} compiles; it is not run here.")
    if found:
        raise typer.Exit(1)


def quiet(_: str) -> None:
    """With --json nothing but the result goes to stdout."""


def say_json(**values: object) -> None:
    import json as json_

    typer.echo(json_.dumps({"schema_version": SCHEMA_VERSION, **values}, ensure_ascii=False))
