"""Queries as candidates type and say them, searched in the guide."""

from collections.abc import Mapping, Sequence
from functools import cache

from evals.cache import FOLDER as CACHE
from evals.retrieval_report import (
    DEEP,
    FILES,
    UNANSWERABLE,
    Query,
    ndcg,
    queries,
    recall,
    reciprocal_rank,
)
from evals.suites.suite import Failure, Figures, Outcome, mean
from interviewer.guide.index import Index
from interviewer.guide.search import Search

SHOWN = 5


class Retrieval:
    name = "retrieval"
    about = "passages found for a query, and the guide saying that it doesn't know"

    def cases(self) -> Sequence[str]:
        return [*asked()]

    def run(self, case: str, engine: str) -> Outcome:
        query = asked()[case]
        found = search().find(query.query, DEEP)
        ranked = [hit.id for hit in found.hits]
        if query.kind == UNANSWERABLE:
            failures = (Failure("the guide doesn't know", "it claims to"),) * found.is_known
            return Outcome(failures, {"recognised": not found.is_known}, query.query)
        failures = () if query.answers & {*ranked[:SHOWN]} else (missed(query, ranked),)
        measures = {
            "recall": recall(query, ranked[:SHOWN]),
            "ndcg": ndcg(query, ranked),
            "reciprocal rank": reciprocal_rank(query, ranked),
            "first": ranked[:1] != [] and ranked[0] in query.answers,
            "five": bool(query.answers & {*ranked[:SHOWN]}),
            "refused": not found.is_known,
        }
        return Outcome(failures, measures, query.query)

    def figures(self, outcomes: Mapping[str, Outcome]) -> Figures:
        def of(name: str) -> list[float]:
            return [o.measures[name] for o in outcomes.values() if name in o.measures]

        return {
            "recall at 5": mean(of("recall")),
            "nDCG at 10": mean(of("ndcg")),
            "mean reciprocal rank": mean(of("reciprocal rank")),
            "an answer first": mean(of("first")),
            "an answer in the first five": mean(of("five")),
            "unanswerable recognised": mean(of("recognised")),
            "answerable refused": mean(of("refused")),
        }


def missed(query: Query, ranked: Sequence[str]) -> Failure:
    return Failure(" or ".join(sorted(query.answers)), ", ".join(ranked[:SHOWN]) or "nothing")


@cache
def asked() -> dict[str, Query]:
    return {query.id: query for name in FILES for query in queries(name)}


@cache
def search() -> Search:
    """Over an index of its own in the cache, brought up to date once a process."""
    index = Index(CACHE / "guide")
    index.refresh()
    return Search(index)
