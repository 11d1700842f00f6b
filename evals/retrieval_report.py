"""`python -m evals.retrieval_report`: how well the guide is found, per kind of query.

`queries` are ours, with which the search was made; `held_out`, `candidates` (three people with
typos, speech and German in between) and `fresh` were each written and judged before their first
run. Causes that the first run of `candidates` showed have been mended since; after that of `fresh`
only the confidence from which on an answer counts as known was moved.

Recall@5 counts the passages that answer (judged 2); nDCG@10 gains 3 for those and 1 for those
that help (judged 1); MRR looks for the first that answers. Hybrid search stands beside BM25
and vectors alone. `--misses` lists the queries whose answer is not in the first five.
"""

import json
import math
import statistics
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from interviewer.guide.index import Index
from interviewer.guide.search import Found, Search

FOLDER = Path(__file__).parent / "retrieval"
FILES = ("queries.jsonl", "held_out.jsonl", "candidates.jsonl", "fresh.jsonl")
DEEP = 10
ANSWERS = 2
UNANSWERABLE = "unanswerable"

Ranking = Callable[[str], Sequence[str]]


@dataclass(frozen=True)
class Query:
    """`judged` maps passage ids to 2 (it answers) or 1 (it helps); none for an unanswerable one."""

    id: str
    kind: str
    query: str
    judged: Mapping[str, int]

    @property
    def answers(self) -> set[str]:
        return {passage for passage, grade in self.judged.items() if grade == ANSWERS}


@dataclass
class Scores:
    recall: list[float] = field(default_factory=list)
    ndcg: list[float] = field(default_factory=list)
    reciprocal: list[float] = field(default_factory=list)

    def add(self, query: Query, ranked: Sequence[str]) -> None:
        self.recall.append(recall(query, ranked[:5]))
        self.ndcg.append(ndcg(query, ranked[:DEEP]))
        self.reciprocal.append(reciprocal_rank(query, ranked))

    def __str__(self) -> str:
        means = (statistics.mean(each) for each in (self.recall, self.ndcg, self.reciprocal))
        return "  ".join(f"{mean:.3f}" for mean in means)


def recall(query: Query, ranked: Sequence[str]) -> float:
    return len(query.answers & set(ranked)) / min(len(query.answers), 5)


def ndcg(query: Query, ranked: Sequence[str]) -> float:
    ideal = sorted(query.judged.values(), reverse=True)[:DEEP]
    found = gain([query.judged.get(passage, 0) for passage in ranked])
    return found / gain(ideal)


def gain(grades: Sequence[int]) -> float:
    return sum((float(2**grade) - 1) / math.log2(rank + 2) for rank, grade in enumerate(grades))


def reciprocal_rank(query: Query, ranked: Sequence[str]) -> float:
    places = [rank for rank, passage in enumerate(ranked, 1) if passage in query.answers]
    return 1 / places[0] if places else 0.0


def queries(name: str) -> list[Query]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [Query(**json.loads(line)) for line in lines]


def rankings(search: Search) -> dict[str, Ranking]:
    return {
        "hybrid": lambda query: [hit.id for hit in search.find(query, DEEP).hits],
        "BM25": lambda query: [hit.id for hit in search.by_words(search.understood(query))],
        "vectors": lambda query: [hit.id for hit in search.by_meaning(search.understood(query))],
    }


def compared(asked: Sequence[Query], search: Search) -> dict[str, dict[str, Scores]]:
    """Scores by kind and way of searching; `all` is the kind of every answerable query."""
    found: dict[str, dict[str, Scores]] = {}
    for name, ranking in rankings(search).items():
        for query in asked:
            ranked = ranking(query.query)
            for kind in (query.kind, "all"):
                found.setdefault(kind, {}).setdefault(name, Scores()).add(query, ranked)
    return found


def report(name: str, search: Search) -> None:
    asked = queries(name)
    answerable = [query for query in asked if query.kind != UNANSWERABLE]
    print(f"{name}: {len(asked)} queries, {len(answerable)} answerable")
    print(f"  {'':<13} {'':<8} recall@5 nDCG@10 MRR")
    for kind, ways in sorted(compared(answerable, search).items()):
        for way, scores in ways.items():
            print(f"  {kind:<13} {way:<8} {scores}")
    results = {query.id: search.find(query.query, DEEP) for query in asked}
    first_and_five(answerable, results)
    recognised(asked, results)
    if "--misses" in sys.argv:
        misses(answerable, results)


def first_and_five(answerable: Sequence[Query], results: Mapping[str, Found]) -> None:
    ranks = [
        [hit.id in query.answers for hit in results[query.id].hits[:5]] for query in answerable
    ]
    five, first = statistics.mean(map(any, ranks)), statistics.mean(rank[0] for rank in ranks)
    print(f"  an answer first for {first:.1%}, in the top five for {five:.1%}")


def recognised(asked: Sequence[Query], results: Mapping[str, Found]) -> None:
    """Unanswerable queries recognised as such, and answerable ones mistaken for them."""
    unknown = {
        is_unanswerable: statistics.mean(not results[query.id].is_known for query in group)
        for is_unanswerable, group in groupby(
            sorted(asked, key=lambda query: query.kind == UNANSWERABLE),
            key=lambda query: query.kind == UNANSWERABLE,
        )
    }
    print(f"  unanswerable recognised {unknown[True]:.1%}, answerable refused {unknown[False]:.1%}")


def misses(answerable: Sequence[Query], results: Mapping[str, Found]) -> None:
    for query in answerable:
        ranked = [hit.id for hit in results[query.id].hits[:5]]
        if query.answers - set(ranked):
            print(f"  {query.id}: {query.query}\n    found {ranked}\n    missing", end=" ")
            print(sorted(query.answers - set(ranked)))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        index = Index(Path(folder))
        index.refresh()
        for name in FILES:
            if (FOLDER / name).exists():
                report(name, Search(index))


if __name__ == "__main__":
    main()
