"""`interviewer check`: the numbers of a text, recomputed."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from interviewer.cli.options import BaseUrl, Engine, Json, MaxCost, Model, Redact, settings

if TYPE_CHECKING:
    from interviewer.cli.claims import Find
    from interviewer.transcript.events import Claim

SCHEMA_VERSION = 1
LONGEST_PATH = 1000
Given = Annotated[
    str, typer.Argument(metavar="[TEXT|-|FILE]", help="A text, a file with one, or - for stdin.")
]
Context = Annotated[str, typer.Option("--context", help="The question and what was said before.")]


def check(
    text: Given = "-",
    context: Context = "",
    engine: Engine = None,
    model: Model = None,
    base_url: BaseUrl = None,
    max_cost: MaxCost = None,
    redact: Redact = None,
    json: Json = False,
) -> None:
    """Checks the numbers in a text; a .jsonl file of {"id","text","context"?} gives a line each."""
    from interviewer.cli.claims import finding

    chosen = settings(
        engine=engine, model=model, base_url=base_url, max_cost=max_cost, redact=redact
    )
    path = file_named(text)
    with finding(chosen) as find:
        if path and path.suffix == ".jsonl":
            print_records(path, context, find, as_json=json)
        else:
            print_claims(find(given(text, path), context), as_json=json)


def print_claims(claims: "tuple[Claim, ...]", *, as_json: bool) -> None:
    if as_json:
        print_json({"schema_version": SCHEMA_VERSION, "claims": [plain(claim) for claim in claims]})
    else:
        typer.echo("\n".join(lines(claims)))


def file_named(text: str) -> Path | None:
    """The file that `text` names, if there is one."""
    try:
        path = Path(text) if text != "-" and len(text) < LONGEST_PATH else None
        return path if path and path.is_file() else None
    except (OSError, ValueError):
        return None


def given(text: str, path: Path | None) -> str:
    """Raises UsageError for a name that looks like a file's and leads to none."""
    from interviewer.errors import UsageError
    from interviewer.loader import read

    if path:
        return read(path)
    if text == "-":
        return sys.stdin.read()
    if text.endswith((".jsonl", ".txt", ".md")) and " " not in text:
        raise UsageError(f"there is no file {text!r}; give a file, a text, or - for stdin")
    return text


def print_records(path: Path, context: str, find: "Find", *, as_json: bool) -> None:
    """A line for each record as it is read, however long the file."""
    for record in records(path):
        claims = find(record["text"], record.get("context") or context)
        if as_json:
            found = [plain(claim) for claim in claims]
            print_json({"schema_version": SCHEMA_VERSION, "id": record["id"], "claims": found})
        else:
            typer.echo("\n".join([f"{record['id']}:", *lines(claims)]))


def records(path: Path) -> Iterator[dict[str, Any]]:
    """Raises ContentError for a line that is no record."""
    from json import JSONDecodeError, loads

    from interviewer.errors import ContentError

    with path.open(encoding="utf-8", errors="replace") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                record = loads(line)
            except JSONDecodeError as error:
                raise ContentError(f"{path}:{number}: not JSON ({error.msg}); mend it") from None
            if not isinstance(record, dict) or not isinstance(record.get("text"), str):
                raise ContentError(
                    f'{path}:{number}: expected {{"id", "text"}}; add what is missing'
                )
            yield {"id": str(number), **record}


def print_json(value: dict[str, Any]) -> None:
    from json import dumps

    typer.echo(dumps(value, ensure_ascii=False))


def plain(claim: "Claim") -> dict[str, Any]:
    """As JSON; an expected range and a second verdict are left out where there are none."""
    values = claim.model_dump(mode="json")
    rare = ("expected_range", "second_verdict")
    return {name: v for name, v in values.items() if name not in rare or v is not None}


def lines(claims: "Iterable[Claim]") -> Iterator[str]:
    """The claims for a person: what was said, the verdict, the working, likely slips."""
    empty = True
    for claim in claims:
        empty = False
        yield f"“{claim.text}”  {claim.verdict.replace('_', ' ')}  ({claim.quantity})"
        if claim.verdict == "wrong" and claim.expected is not None:
            yield f"  should be {claim.expected:.4g} {claim.unit}".rstrip()
        yield from (f"  {step}" for step in claim.steps)
        yield from (f"  taken: {taken}" for taken in claim.assumptions)
        yield from (f"  perhaps: {slip.explanation}" for slip in claim.slips)
        if claim.second_verdict:
            yield f"  a language model's way: {claim.second_verdict.replace('_', ' ')}"
        if claim.source and claim.source != "derived":
            yield f"  source: {claim.source}"
    if empty:
        yield "No number that can be checked."
