"""Answers taken from the guide: the sentences that answer, each with the id of its passage."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from interviewer.guide.bm25 import terms
from interviewer.guide.chunks import Chunk
from interviewer.guide.embedding import Embedder
from interviewer.guide.index import Index
from interviewer.guide.prose import statements
from interviewer.guide.query import Query
from interviewer.guide.search import ANY, Hit, Labels, Search, overlap

SOURCES = 3
MOST_QUOTES = 3
# A quote well below the best one is about something else.
SHARE_OF_BEST = 0.85
COVERAGE_WEIGHT = 0.4
RANK_WEIGHT = 0.1
SAME_WORDS = 0.3


@dataclass(frozen=True)
class Quote:
    """A sentence and the one after it, verbatim, of the passage or the chunk `id`."""

    text: str
    id: str
    title: str
    status: str
    rank: int


@dataclass(frozen=True)
class Answer:
    """Without quotes the guide doesn't know; `nearest` then is what it has instead."""

    quotes: tuple[Quote, ...]
    nearest: tuple[Hit, ...]
    confidence: float


def answer(question: str, index: Index, labels: Labels = ANY) -> Answer:
    """What the guide and the candidate's documents say, in their own words."""
    search = Search(index)
    found = search.find(question, SOURCES, labels)
    if not found.is_known:
        return Answer((), found.hits, found.confidence)
    offered = [quote for rank, hit in enumerate(found.hits) for quote in quotes(hit, rank, index)]
    chosen = best(offered, search.understood(question), index.model)
    return Answer(tuple(chosen), found.hits, found.confidence)


def quotes(hit: Hit, rank: int, index: Index) -> Iterator[Quote]:
    """All that could be quoted of what a hit stands for; disputed text has no say."""
    for text in windows([line for chunk in texts(hit, index) for line in statements(chunk.text)]):
        yield Quote(text, hit.id, hit.chunk.title, hit.chunk.status, rank)


def texts(hit: Hit, index: Index) -> list[Chunk]:
    chunks = index.ledger.of_parent(hit.id) if hit.chunk.origin == "guide" else [hit.chunk]
    told = [each for each in chunks if each.part == "text" and each.status != "disputed"]
    return sorted(told, key=lambda chunk: int(chunk.id.rpartition("#")[2]))


def windows(lines: Sequence[str]) -> list[str]:
    """Neighbours in pairs: what follows "up to 255" says what is beyond."""
    return [f"{line} {after}" for line, after in pairwise(lines)] or list(lines)


def best(offered: Sequence[Quote], query: Query, model: Embedder | None) -> list[Quote]:
    """The few that answer, the best first, none that repeats another."""
    scores = scored(offered, query, model)
    order = sorted(range(len(offered)), key=lambda place: (-scores[place], place))
    kept: list[Quote] = []
    for place in order:
        each = offered[place]
        is_near = scores[place] >= SHARE_OF_BEST * scores[order[0]]
        is_new = all(overlap(each.text, other.text) < SAME_WORDS for other in kept)
        if is_near and is_new and len(kept) < MOST_QUOTES:
            kept.append(each)
    return kept


def scored(offered: Sequence[Quote], query: Query, model: Embedder | None) -> list[float]:
    """Cosine similarity with the query, the share of its information held, and the hit's rank."""
    scores = [
        COVERAGE_WEIGHT * query.coverage(frozenset(terms(each.text))) - RANK_WEIGHT * each.rank
        for each in offered
    ]
    if model is None or not offered:
        return scores
    vectors = model.embed([query.embedded, *(each.text for each in offered)])
    near = vectors[1:] @ vectors[0]
    return [float(one) + score for one, score in zip(near, scores, strict=True)]
