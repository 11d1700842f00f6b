"""`interviewer ask`: a question answered from the guide, with citations."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from interviewer.cli.guide import Round, Topic, Track, opened
from interviewer.cli.options import Json

if TYPE_CHECKING:
    from interviewer.guide.answers import Answer

SCHEMA_VERSION = 1


def ask(
    question: Annotated[str, typer.Argument(help="What you want to know.")],
    track: Track = None,
    round_: Round = None,
    topic: Topic = None,
    json: Json = False,
) -> None:
    """Answer a question from the guide, in its own sentences; says when it doesn't know."""
    from json import dumps

    from interviewer.guide.answers import answer
    from interviewer.guide.search import Labels

    found = answer(question, opened(), Labels(track, round_, topic))
    typer.echo(dumps(data(question, found)) if json else text(found))


def data(question: str, found: "Answer") -> dict[str, Any]:
    return {
        "schema_version": SCHEMA_VERSION,
        "question": question,
        "known": bool(found.quotes),
        "confidence": found.confidence,
        "answer": [
            {"text": each.text, "id": each.id, "status": each.status} for each in found.quotes
        ],
        "nearest": [{"id": hit.id, "title": hit.chunk.title} for hit in found.nearest],
    }


def text(found: "Answer") -> str:
    if not found.quotes:
        near = "".join(f"\n  {hit.id}: {hit.chunk.title}" for hit in found.nearest)
        nearest = f" The nearest that it has:{near}" if near else ""
        return f"The guide doesn't know.{nearest}"
    titles = {each.id: f"{each.title} ({each.status})" for each in found.quotes}
    lines = [f"{each.text} [{each.id}]" for each in found.quotes]
    return "\n".join([*lines, "", *(f"[{name}] {title}" for name, title in titles.items())])
