"""Grades an answer to a question that nobody wrote key points for: by the guide's best passages."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from sqlite3 import connect
from typing import TYPE_CHECKING

from interviewer.content import Content
from interviewer.grading.by_reference import SAID, nearest_sentence
from interviewer.grading.records import CriterionGrade, Feedback
from interviewer.grading.verdict import Found, verdict_of
from interviewer.guide.answers import Quote, best, windows
from interviewer.guide.bm25 import BM25, terms
from interviewer.guide.chunks import Chunk, of_passage
from interviewer.guide.confidence import KNOWN, Signs, confidence
from interviewer.guide.embedding import minilm
from interviewer.guide.glossary import glossary
from interviewer.guide.prose import statements
from interviewer.guide.query import Query, information, understood
from interviewer.guide.search import Hit, by_unit, fused
from interviewer.guide.spelling import Spelling
from interviewer.listening.clauses import content_stems
from interviewer.listening.matching import Heeded
from interviewer.rubric import RoundRubric
from interviewer.scoring.standing import CREDIT

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RUBRIC = "general"
DEPTH, MOST_PASSAGES = 10, 3
# Information a word: weak answers have 0.13, strong ones 0.26; the length below which an answer
# is too short to be dense.
CHANCE, FULL = 0.1, 0.4
SHORT_WORDS = 20
MATTER_SHARE, MANNER_SHARE = 0.8, 0.2
MATTER_WEIGHT = 20.0
# Two of the four things that any good answer shows are enough.
FULL_MANNER = 0.5


@dataclass(frozen=True)
class Known:
    """What the guide says to a question, the best quote first; `told` is all of its passages.

    `information` weighs each stem of theirs by how few passages hold it.
    """

    asked: str
    quotes: tuple[Quote, ...]
    told: str
    information: Mapping[str, float]

    def density(self, heeded: Heeded) -> float:
        """The information of the passages that an answer affirms, a word of the answer.

        Words of the question count for nothing, and length by itself is no merit. Measured on
        the labelled answers, r with their bands is 0.68, and 0.18 with length.
        """
        said = frozenset().union(*(clause.affirmed for clause in heeded.clauses))
        brought = said & content_stems(self.told) - content_stems(self.asked)
        words = len(heeded.answer.split())
        return sum(self.information[stem] for stem in brought) / (words + SHORT_WORDS)


class Guide:
    """The guide's passages, searched in memory: the user's own documents have no say in grades."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self._known: dict[str, Known | None] = {}

    def known(self, asked: str) -> Known | None:
        """None where the guide has nothing to the question either."""
        if asked not in self._known:
            self._known[asked] = self._search(asked)
        return self._known[asked]

    @cached_property
    def rubric(self) -> RoundRubric:
        return self.content.rubric(RUBRIC)

    @cached_property
    def _chunks(self) -> dict[int, Chunk]:
        passages = map(self.content.passage, self.content.passage_ids)
        return dict(enumerate((c for one in passages for c in of_passage(one)), 1))

    @cached_property
    def _words(self) -> BM25:
        words = BM25(connect(":memory:"))
        for row, chunk in self._chunks.items():
            words.put(row, chunk.title, " ".join(chunk.topics), chunk.text)
        return words

    @cached_property
    def _titles(self) -> "tuple[list[Chunk], NDArray[np.float32]]":
        """A passage's first chunk, and the vectors of all titles, which say what each is about."""
        first = list({chunk.parent: chunk for chunk in self._chunks.values()}.values())
        return first, minilm().embed([chunk.title for chunk in first])

    @cached_property
    def _information(self) -> dict[str, float]:
        ids = self.content.passage_ids
        held = Counter(
            stem for one in ids for stem in content_stems(self.content.passage(one).text)
        )
        return {stem: information(count, len(ids)) for stem, count in held.items()}

    @cached_property
    def _spelling(self) -> Spelling:
        return Spelling([*glossary().words(), *(chunk.text for chunk in self._chunks.values())])

    def _search(self, asked: str) -> Known | None:
        query = understood(asked, self._words, len(self._chunks), glossary(), self._spelling)
        lexical = self._by_words(query)
        semantic = self._by_meaning(query)
        hits = {hit.id: hit for hit in (*semantic, *lexical)}
        ranked = [hits[name] for name, _ in fused(lexical, semantic)][:MOST_PASSAGES]
        if not lexical or sureness(query, ranked, lexical, semantic) < KNOWN:
            return None
        offered = [q for rank, hit in enumerate(ranked) for q in self._quotes(hit, rank)]
        quotes = tuple(best(offered, query, minilm()))
        told = "\n".join(self.content.passage(hit.id).text for hit in ranked)
        return Known(asked, quotes, told, self._information) if quotes else None

    def _by_words(self, query: Query) -> list[Hit]:
        found = self._words.best(query.weights, len(self._chunks)) if query.weights else []
        return list(by_unit([Hit(self._chunks[row], near) for row, near in found]).values())[:DEPTH]

    def _by_meaning(self, query: Query) -> list[Hit]:
        chunks, vectors = self._titles
        near = vectors @ minilm().embed([query.embedded])[0]
        hits = [Hit(chunk, float(cosine)) for chunk, cosine in zip(chunks, near, strict=True)]
        return sorted(hits, key=lambda hit: (-hit.score, hit.id))[:DEPTH]

    def _quotes(self, hit: Hit, rank: int) -> list[Quote]:
        texts = [c.text for c in self._chunks.values() if c.parent == hit.id and c.part == "text"]
        lines = [line for text in texts for line in statements(text)]
        head = hit.chunk
        return [Quote(text, hit.id, head.title, head.status, rank) for text in windows(lines)]


def sureness(query: Query, first: list[Hit], lexical: list[Hit], semantic: list[Hit]) -> float:
    """The probability, 0 to 1, that what was found answers what was asked."""
    held = [query.coverage(frozenset(terms(hit.chunk.embedded))) for hit in first]
    signs = Signs(
        similarity=semantic[0].score,
        coverage=max(held),
        is_agreed=lexical[0].id == semantic[0].id,
        is_meant=bool(query.meant),
    )
    return confidence(signs)


def found(guide: Guide, known: Known, answer: str) -> Found:
    """By the passages' matter first, by what any good answer shows second."""
    heeded = Heeded(answer, known.asked)
    matter = share_of_matter(known, heeded)
    manner = tuple(habits(guide.rubric, heeded))
    return Found(
        share=blended(matter, manner),
        criteria=(by_passages(known, matter, answer), *manner),
        values={},
        flags=("low_confidence",),
        feedback=tuple(
            Feedback(text=f"The guide: {quote.text}", passage_id=quote.id) for quote in known.quotes
        ),
    )


def share(guide: Guide, known: Known, answer: str) -> float:
    """The share of full marks, 0 to 1."""
    heeded = Heeded(answer, known.asked)
    return blended(share_of_matter(known, heeded), habits(guide.rubric, heeded))


def share_of_matter(known: Known, heeded: Heeded) -> float:
    return min(1.0, max(0.0, (known.density(heeded) - CHANCE) / (FULL - CHANCE)))


def blended(matter: float, manner: Sequence[CriterionGrade]) -> float:
    """Manner alone, without the matter, earns nothing."""
    shown = sum(one.points for one in manner) / sum(one.weight for one in manner)
    return matter * (MATTER_SHARE + MANNER_SHARE * min(1.0, shown / FULL_MANNER))


def by_passages(known: Known, matter: float, answer: str) -> CriterionGrade:
    verdict = verdict_of(matter)
    named = ", ".join(dict.fromkeys(quote.title for quote in known.quotes))
    return CriterionGrade(
        id="guide",
        verdict=verdict,
        points=round(matter * MATTER_WEIGHT, 2),
        weight=MATTER_WEIGHT,
        evidence=nearest_sentence(known.told, answer) if verdict != "not_met" else None,
        reason=f"{SAID[verdict]}: what the guide says in {named}.",
    )


def habits(rubric: RoundRubric, heeded: Heeded) -> list[CriterionGrade]:
    heard = [(criterion, heeded.heard(criterion)) for criterion in rubric.criteria]
    return [
        CriterionGrade(
            id=criterion.id,
            verdict=one.verdict,
            points=criterion.weight * CREDIT[one.verdict],
            weight=criterion.weight,
            evidence=one.quote if one.verdict != "not_met" else None,
            reason=f"{SAID[one.verdict]}: {criterion.point}",
        )
        for criterion, one in heard
    ]
