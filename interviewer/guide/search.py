"""Search: BM25 and vectors, their ranks fused, near-duplicates collapsed, and a confidence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from interviewer.guide.bm25 import terms
from interviewer.guide.chunks import Chunk
from interviewer.guide.confidence import KNOWN, Signs, confidence
from interviewer.guide.embedding import MiniLM
from interviewer.guide.glossary import glossary
from interviewer.guide.index import Index
from interviewer.guide.query import Query, understood
from interviewer.guide.spelling import Spelling

DEPTH = 100
CARDS = 200
QUESTIONS = 200
# Of 0.5 and 1, for the better of a card and a question, 1 did better by a hundredth of nDCG.
CARD_WEIGHT = 1.0
# Reciprocal rank fusion: 1 / (offset + rank). Of 2, 3, 5, 8, 12 and 20, all within a hundredth,
# two is the only one that is behind neither words nor vectors on any kind of query.
RANK_OFFSET = 2
SAME_WORDS = 0.8


@dataclass(frozen=True)
class Hit:
    """A passage of the guide, by its best chunk, or a chunk of a document."""

    chunk: Chunk
    score: float

    @property
    def id(self) -> str:
        return unit(self.chunk)


@dataclass(frozen=True)
class Found:
    """Hits, best first; `confidence`, 0 to 1, says whether they can answer the query at all."""

    hits: tuple[Hit, ...]
    confidence: float

    @property
    def is_known(self) -> bool:
        return bool(self.hits) and self.confidence >= KNOWN


@dataclass(frozen=True)
class Labels:
    """What a hit must bear; documents bear no labels, so any label leaves them out."""

    track: str | None = None
    round: str | None = None
    topic: str | None = None

    @property
    def tags(self) -> tuple[str, ...]:
        wanted = (("track", self.track), ("round", self.round), ("topic", self.topic))
        return tuple(f"{kind}:{value}" for kind, value in wanted if value)


ANY = Labels()


class Search:
    """Searches one index, which whoever opened it has brought up to date."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._ledger = index.ledger

    def find(self, text: str, limit: int = 5, labels: Labels = ANY) -> Found:
        query = self.understood(text)
        lexical = self.by_words(query, labels)
        semantic = self.by_meaning(query, labels)
        shown = (
            Hit(self._shown(name, query, (lexical, semantic)), score)
            for name, score in fused(lexical, semantic)
        )
        hits = distinct(shown, limit)
        return Found(tuple(hits), self._confidence(query, hits, lexical, semantic))

    def understood(self, text: str) -> Query:
        words, rows = self._ledger.words, self._ledger.count()
        return understood(text, words, rows, glossary(), self._spelling)

    @cached_property
    def _spelling(self) -> Spelling:
        return Spelling(chain(glossary().words(), self._ledger.guide_texts()))

    def by_words(self, query: Query, labels: Labels = ANY) -> list[Hit]:
        """BM25 alone: units by their best chunk or card."""
        if not query.weights:
            return []
        depth = self._ledger.count() if labels.tags else 2 * DEPTH
        found = self._ledger.words.best(query.weights, depth)
        chunks = self._ledger.rows(row for row, _ in found)
        wanted = set(labels.tags)
        hits = [Hit(chunks[row], score) for row, score in found if wanted <= set(chunks[row].tags)]
        return list(by_unit(hits).values())[:DEPTH]

    def by_meaning(self, query: Query, labels: Labels = ANY) -> list[Hit]:
        """Vectors alone: units by cosine of their best chunk, and of their card or the nearest of
        the questions that they answer.

        A document has neither: its chunk counts twice. Empty without a model.
        """
        index = self._index
        if index.vectors is None or index.model is None or not query.text.strip():
            return []
        vector = index.model.embed([query.embedded])[0]
        texts = by_unit(self._hits(index.vectors.nearest(vector, "text", DEPTH, labels.tags)))
        cards = by_unit(
            sorted(
                self._hits(index.vectors.nearest(vector, "card", CARDS, labels.tags))
                + self._hits(index.vectors.nearest(vector, "question", QUESTIONS, labels.tags)),
                key=lambda hit: (-hit.score, hit.id),
            )
        )
        if not texts:
            return []
        least = min(hit.score for hit in texts.values())
        hits = [
            Hit(
                texts.get(name, hit).chunk,
                (texts[name].score if name in texts else least)
                + CARD_WEIGHT * (cards[name].score if name in cards else hit.score),
            )
            for name, hit in (cards | texts).items()
        ]
        return sorted(hits, key=lambda hit: (-hit.score, hit.id))[:DEPTH]

    def _hits(self, found: Sequence[tuple[str, float]]) -> list[Hit]:
        chunks = self._ledger.chunks(chunk_id for chunk_id, _ in found)
        return [Hit(chunks[each], near) for each, near in found if each in chunks]

    def _shown(self, name: str, query: Query, rankings: Sequence[Sequence[Hit]]) -> Chunk:
        """Of a unit's best chunks the one that holds most of the query; a card never."""
        best = [hit.chunk for ranking in rankings for hit in ranking if hit.id == name]
        texts = [chunk for chunk in best if chunk.part == "text"]
        texts = texts or [each for each in self._ledger.of_parent(name) if each.part == "text"]
        return max(texts, key=lambda chunk: query.coverage(frozenset(terms(chunk.text))))

    def _confidence(
        self, query: Query, hits: Sequence[Hit], lexical: Sequence[Hit], semantic: Sequence[Hit]
    ) -> float:
        """The weights were fitted to one model's similarities; others' say nothing here."""
        near = {hit.id: hit.score / (1 + CARD_WEIGHT) for hit in semantic}
        is_fitted = isinstance(self._index.model, MiniLM)
        first = hits[:3]
        return confidence(
            Signs(
                similarity=max((near.get(hit.id, 0.0) for hit in first), default=0.0)
                if semantic and is_fitted
                else None,
                coverage=max((query.coverage(self._terms(hit)) for hit in first), default=0.0),
                is_agreed=bool(lexical and semantic and lexical[0].id == semantic[0].id),
                is_meant=bool(query.meant),
                leads_elsewhere=query.leads_elsewhere,
            )
        )

    def _terms(self, hit: Hit) -> frozenset[str]:
        """The terms of all that a hit stands for."""
        chunks = self._ledger.of_parent(hit.id) if hit.chunk.origin == "guide" else [hit.chunk]
        return frozenset(
            term for chunk in chunks for term in terms(f"{chunk.embedded} {chunk.text}")
        )


def unit(chunk: Chunk) -> str:
    """What is ranked and cited as one: a passage of the guide, a chunk of a document."""
    return chunk.parent if chunk.origin == "guide" else chunk.id


def by_unit(hits: Sequence[Hit]) -> dict[str, Hit]:
    """The best hit of each unit, in order."""
    found: dict[str, Hit] = {}
    for hit in hits:
        found.setdefault(hit.id, hit)
    return found


def fused(*rankings: Sequence[Hit]) -> list[tuple[str, float]]:
    """Units with the sum of their reciprocal ranks, 1.0 for what is first everywhere.

    Of equal ones those of the earlier ranking come first.
    """
    scores: dict[str, float] = {}
    for ranking in rankings:
        for rank, hit in enumerate(ranking):
            share = (RANK_OFFSET + 1) / (RANK_OFFSET + 1 + rank) / len(rankings)
            scores[hit.id] = scores.get(hit.id, 0.0) + share
    ranked = [(name, round(score, 4)) for name, score in scores.items()]
    return sorted(ranked, key=lambda each: -each[1])


def distinct(hits: Iterable[Hit], limit: int) -> list[Hit]:
    """The first `limit` hits, without those that say again what an earlier one says."""
    kept: list[Hit] = []
    for hit in hits:
        if len(kept) == limit:
            break
        if not any(overlap(hit.chunk.text, other.chunk.text) >= SAME_WORDS for other in kept):
            kept.append(hit)
    return kept


def overlap(text: str, other: str) -> float:
    """The Jaccard index of two texts' terms, 0 to 1."""
    ours, theirs = frozenset(terms(text)), frozenset(terms(other))
    return len(ours & theirs) / max(1, len(ours | theirs))
