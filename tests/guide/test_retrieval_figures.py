"""The figures that the search must reach over the whole guide; `evals.retrieval_report` has all."""

import statistics
from collections.abc import Iterator

import pytest

from evals.retrieval_report import FILES, UNANSWERABLE, Query, Scores, compared, queries
from interviewer.content import Content
from interviewer.guide.index import Index
from interviewer.guide.search import Search

# The whole guide is indexed, which takes a good ten seconds.
pytestmark = pytest.mark.slow
KINDS = ("paraphrase", "part-number", "spoken", "typo", "vague")
OWN, UNSEEN = queries(FILES[0]), [query for name in FILES[1:] for query in queries(name)]


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    index = Index(tmp_path_factory.mktemp("guide"))
    index.refresh()
    yield Search(index)
    index.ledger.close()


@pytest.fixture(scope="module")
def scores(search: Search) -> dict[str, dict[str, Scores]]:
    return compared([query for query in OWN if query.kind != UNANSWERABLE], search)


def test_there_are_queries_of_every_kind_and_each_passage_judged_exists() -> None:
    assert len(OWN) >= 150
    assert {query.kind for query in OWN} == {*KINDS, UNANSWERABLE}
    judged = {passage for query in (*OWN, *UNSEEN) for passage in query.judged}
    assert judged - set(Content().passage_ids) == set()


def test_answers_are_found_and_ranked(scores: dict[str, dict[str, Scores]]) -> None:
    hybrid = scores["all"]["hybrid"]
    assert statistics.mean(hybrid.recall) >= 0.95
    assert statistics.mean(hybrid.ndcg) >= 0.80


@pytest.mark.parametrize("kind", KINDS)
def test_both_together_are_no_worse_than_either(
    scores: dict[str, dict[str, Scores]], kind: str
) -> None:
    hybrid = scores[kind]["hybrid"]
    for part in ("BM25", "vectors"):
        alone = scores[kind][part]
        assert statistics.mean(hybrid.recall) >= statistics.mean(alone.recall)
        assert statistics.mean(hybrid.ndcg) >= statistics.mean(alone.ndcg)


@pytest.mark.parametrize("asked", [OWN, UNSEEN], ids=["own", "unseen"])
def test_what_can_not_be_answered_is_recognised(search: Search, asked: list[Query]) -> None:
    known = {query.id: search.find(query.query).is_known for query in asked}
    unanswerable = [known[query.id] for query in asked if query.kind == UNANSWERABLE]
    answerable = [known[query.id] for query in asked if query.kind != UNANSWERABLE]
    assert statistics.mean(unanswerable) <= 0.15
    assert statistics.mean(answerable) >= 0.9


@pytest.mark.parametrize("name", FILES[1:])
def test_queries_that_were_not_tuned_for_are_answered(search: Search, name: str) -> None:
    asked = [query for query in queries(name) if query.kind != UNANSWERABLE]
    hits = [[hit.id in query.answers for hit in search.find(query.query).hits] for query in asked]
    assert statistics.mean(any(each) for each in hits) >= 0.9
    assert statistics.mean(each[0] for each in hits) >= 0.6
