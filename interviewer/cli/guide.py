"""`interviewer guide`: the passages that teach and the candidate's own documents."""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from interviewer.cli.options import Json, settings

if TYPE_CHECKING:
    from interviewer.guide.embedding import Embedder
    from interviewer.guide.index import Index
    from interviewer.guide.passages import Passage
    from interviewer.guide.search import Hit
    from interviewer.guide.shelf import Outcome, Shelf
    from interviewer.listening.hearsay import Told
    from interviewer.transcript.events import Claim

SCHEMA_VERSION = 1
app = typer.Typer(help="Search the guide and your own documents.", no_args_is_help=True)
Track = Annotated[str | None, typer.Option("--track", help="Only passages of this track.")]
Round = Annotated[str | None, typer.Option("--round", help="Only passages of this round.")]
Topic = Annotated[str | None, typer.Option("--topic", help="Only passages of this topic.")]


def opened() -> "Index":
    """The index of these settings, up to date; says on stderr when it works without vectors."""
    from interviewer.guide.index import Index

    chosen = settings()
    index = Index(chosen.guide, chosen.store, embedder=lambda: embedder(chosen.embedding))
    brought_up_to_date(index)
    return index


def embedder(chosen: str) -> "Embedder":
    """What the setting `embedding` names; raises KeyMissing where it needs a key."""
    from interviewer.errors import KeyMissing
    from interviewer.guide.embedding import minilm
    from interviewer.guide.hosted import Hosted
    from interviewer.models.keys import has_key, key_for

    if chosen == "local":
        return minilm()
    if not has_key("openai"):
        raise KeyMissing(
            f"the setting embedding is {chosen} and no key for openai was found; set "
            "OPENAI_API_KEY, or leave the setting out, so that vectors are made on this machine"
        )
    return Hosted(chosen, key_for("openai"))


def brought_up_to_date(index: "Index") -> int:
    stored = index.refresh(progress)
    if stored:
        said = f"Indexed {stored} chunks."
        typer.echo(f"\r{said:<40}" if sys.stderr.isatty() else said, err=True)
    if index.without_vectors:
        typer.echo(f"Searching by words only: {index.without_vectors}.", err=True)
    return stored


def progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        typer.echo(f"\rIndexing: {done} of {total} chunks …", err=True, nl=False)
    elif done == 0:
        typer.echo(f"Indexing {total} chunks …", err=True)


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="What to look for, in your own words.")],
    limit: Annotated[int, typer.Option("-k", "--limit", min=1, max=50, help="How many.")] = 5,
    track: Track = None,
    round_: Round = None,
    topic: Topic = None,
    json: Json = False,
) -> None:
    """The passages that answer best."""
    from json import dumps

    from interviewer.guide.search import Labels, Search

    found = Search(opened()).find(query, limit, Labels(track, round_, topic))
    if json:
        rows = [row(hit) for hit in found.hits]
        typer.echo(
            dumps(
                {
                    "schema_version": SCHEMA_VERSION,
                    "confidence": found.confidence,
                    "passages": rows,
                }
            )
        )
        return
    if not found.hits:
        typer.echo("Nothing matches; try other words or fewer filters.")
    elif not found.is_known:
        typer.echo("The guide seems not to cover this; the nearest that it has:\n")
    for hit in found.hits:
        typer.echo(shown(hit))


def row(hit: "Hit") -> dict[str, Any]:
    chunk = hit.chunk
    return {
        "id": hit.id,
        "title": chunk.title,
        "text": chunk.text,
        "score": hit.score,
        "source": chunk.source,
        "status": chunk.status,
        "remark": chunk.remark or None,
    }


def shown(hit: "Hit") -> str:
    remark = "".join(f"\n! {line}" for line in hit.chunk.remark.splitlines())
    head = f"{hit.id}  ({hit.chunk.status}, {hit.score:.2f})  {hit.chunk.title}"
    return f"{head}\n\n{hit.chunk.text}{remark}\n\n  {hit.chunk.source}\n"


@app.command()
def show(
    id_: Annotated[str, typer.Argument(metavar="ID", help="The id that a citation names.")],
    json: Json = False,
) -> None:
    """A whole passage of the guide, with its sources."""
    from json import dumps

    from interviewer.content import Content
    from interviewer.errors import UsageError

    content = Content()
    if id_ not in content.passage_ids:
        raise UsageError(f"the guide has no passage {id_!r}; `interviewer guide search` finds one")
    passage = content.passage(id_)
    if json:
        typer.echo(dumps({"schema_version": SCHEMA_VERSION, **passage.model_dump()}))
        return
    typer.echo(f"# {passage.title}\n\n{passage.text}\n\nStatus: {passage.status}. Sources:")
    for source in passage.sources:
        typer.echo(f"- {source.title} ({source.date}) {source.ref}".rstrip())


@app.command()
def add(
    paths: Annotated[list[Path], typer.Argument(help="PDF, DOCX, HTML, Markdown, text, folders.")],
    json: Json = False,
) -> None:
    """Add your own documents, or renew them; a file that can't be read doesn't stop the rest."""
    index = opened()
    told(shelf(index).add(paths), index, json)


@app.command("list")
def list_(json: Json = False) -> None:
    """Your documents, and how much the guide holds."""
    from json import dumps

    index = opened()
    documents = shelf(index).documents()
    passages = len(index.ledger.parents("guide"))
    if json:
        rows = [asdict(document) for document in documents]
        counted = {"schema_version": SCHEMA_VERSION, "passages": passages, "documents": rows}
        typer.echo(dumps(counted))
        return
    typer.echo(f"The guide: {passages} passages.")
    if not documents:
        typer.echo("No documents of yours; `interviewer guide add PATH` takes some in.")
    for document in documents:
        typer.echo(f"{document.id}  {document.chunks} chunks  {printable(document.path)}")


@app.command()
def remove(
    names: Annotated[list[str], typer.Argument(help="Ids or paths, as `guide list` has them.")],
    json: Json = False,
) -> None:
    """Take documents out again; the files themselves stay."""
    index = opened()
    told(shelf(index).remove(names), index, json)


@app.command("index")
def index_(json: Json = False) -> None:
    """Bring the index up to date: the guide, and documents that have changed or are gone."""
    index = opened()
    renewed = shelf(index).renew()
    told((each for each in renewed if each.state != "unchanged"), index, json)


def shelf(index: "Index") -> "Shelf":
    from interviewer.content import Content
    from interviewer.guide.shelf import Shelf

    content = Content()
    passages = [content.passage(passage_id) for passage_id in content.passage_ids]
    return Shelf(index, lambda text, context: remark(text, context, passages))


def remark(text: str, context: str, passages: "Sequence[Passage]") -> str:
    """What a text has wrong, by the fact-checker and by the guide, a line each."""
    from interviewer.checking.claims import check
    from interviewer.listening.hearsay import hearsay

    faults = [fault(claim) for claim in check(text, context) if claim.verdict == "wrong"]
    return "\n".join([*faults, *(corrected(told) for told in hearsay(text, passages))])


def corrected(told: "Told") -> str:
    quote = told.quote.strip("-*•.:; ")
    return (
        f"“{quote}” is an error that is often told: {told.error.correction.rstrip('.')} "
        f"(`interviewer guide show {told.passage_id}`)"
    )


def fault(claim: "Claim") -> str:
    expected = claim.expected_range or (claim.expected,)
    figures = " to ".join(f"{figure:g}" for figure in expected if figure is not None)
    return f"“{claim.text}” is wrong for the {claim.quantity}, expected {figures} {claim.unit}"


def told(outcomes: Iterable["Outcome"], index: "Index", json: bool) -> None:
    """Says what became of each file as it comes, then stores the vectors; exit 1 if any failed."""
    from json import dumps

    found: list[Outcome] = []
    for outcome in outcomes:
        found.append(outcome)
        if not json:
            typer.echo(sentence(outcome))
            for remark in outcome.remarks:
                typer.echo(f"  ! {remark}")
    brought_up_to_date(index)
    if json:
        rows = [asdict(outcome) for outcome in found]
        chunks = index.ledger.count()
        typer.echo(dumps({"schema_version": SCHEMA_VERSION, "chunks": chunks, "files": rows}))
    elif not found:
        typer.echo(f"Up to date: {index.ledger.count()} chunks.")
    if any(outcome.state == "failed" for outcome in found):
        raise typer.Exit(1)


def printable(path: str) -> str:
    from interviewer.guide.documents import shown

    return shown(path)


def sentence(outcome: "Outcome") -> str:
    path = printable(outcome.path)
    match outcome.state:
        case "failed":
            return f"{path} {outcome.reason}."
        case "removed":
            return f"{path}: removed."
        case _:
            return f"{path}: {outcome.state}, {outcome.chunks} chunks, as {outcome.document}."
