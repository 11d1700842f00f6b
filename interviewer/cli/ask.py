"""`interviewer ask`: a question answered from the guide, with citations."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from interviewer.cli.guide import Round, Topic, Track, opened
from interviewer.cli.options import BaseUrl, Engine, Json, MaxCost, Model, Redact, settings

if TYPE_CHECKING:
    from interviewer.guide.answers import Answer
    from interviewer.guide.index import Index
    from interviewer.settings import Settings

SCHEMA_VERSION = 1


def ask(
    question: Annotated[str, typer.Argument(help="What you want to know.")],
    track: Track = None,
    round_: Round = None,
    topic: Topic = None,
    engine: Engine = None,
    model: Model = None,
    base_url: BaseUrl = None,
    max_cost: MaxCost = None,
    redact: Redact = None,
    json: Json = False,
) -> None:
    """Answer a question from the guide, in its own sentences; says when it doesn't know."""
    import asyncio
    from json import dumps

    from interviewer.cli.engines import OFFLINE
    from interviewer.guide.answers import answer
    from interviewer.guide.search import Labels

    chosen = settings(
        engine=engine, model=model, base_url=base_url, max_cost=max_cost, redact=redact
    )
    index = opened()
    found = answer(question, index, Labels(track, round_, topic))
    if chosen.engine != OFFLINE:
        found = asyncio.run(in_own_words(question, found, index, chosen))
    typer.echo(dumps(data(question, found)) if json else text(found))


async def in_own_words(
    question: str, found: "Answer", index: "Index", chosen: "Settings"
) -> "Answer":
    """A model's answer from the same passages; documents of the candidate's are not sent."""
    from interviewer.cli.engines import model_engine
    from interviewer.engines.llm.asking import Guide, Source
    from interviewer.guide.answers import texts

    of_guide = [hit for hit in found.nearest if hit.chunk.origin == "guide"]
    sources = [
        Source(
            hit.id,
            hit.chunk.title,
            hit.chunk.status,
            "\n".join(chunk.text for chunk in texts(hit, index)),
        )
        for hit in of_guide
    ]
    engine = model_engine(chosen)
    try:
        return await Guide(engine.grader, engine.fence).answered(question, sources, found)
    finally:
        await engine.close()


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
