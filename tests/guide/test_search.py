"""Search: both halves fused, filtered, collapsed, stable; and what it can't answer, it knows."""

from collections.abc import Callable
from pathlib import Path

import pytest

from interviewer.guide.answers import answer
from interviewer.guide.chunks import Chunk
from interviewer.guide.index import Index
from interviewer.guide.search import Labels, Search


def ids(index: Index, query: str, labels: Labels = Labels()) -> list[str]:  # noqa: B008
    return [hit.id for hit in Search(index).find(query, 5, labels).hits]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("how hot should the water be", "water-for-tea"),
        ("S200", "leaves-and-cups"),
        ("temprature of the kettel", "water-for-tea"),
        ("can I clean cast iron with detergent", "pots-of-iron"),
        ("visitors", "asking-guests"),
    ],
)
def test_the_passage_that_answers_is_first(index: Index, query: str, first: str) -> None:
    assert ids(index, query)[0] == first


def test_a_passage_is_shown_by_the_text_that_answers_never_by_its_card(index: Index) -> None:
    hit = Search(index).find("Assam A40 minutes").hits[0]
    assert hit.chunk.part == "text"
    assert "| Assam A40 | 2 | 4 |" in hit.chunk.text


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (Labels(track="pots"), ["pots-of-iron"]),
        (Labels(topic="manners"), ["asking-guests"]),
        (Labels(track="tea", topic="vessels"), []),
        (Labels(round="service"), []),
    ],
)
def test_labels_leave_out_what_does_not_bear_them(
    index: Index, labels: Labels, expected: list[str]
) -> None:
    assert ids(index, "a cup of hot tea in a pot for a guest", labels) == expected


def test_the_same_search_gives_the_same_order(index: Index, opened: Callable[..., Index]) -> None:
    other = opened()
    other.refresh()
    queries = ("tea", "hot water", "iron 75 degrees", "what do I ask")
    assert [ids(index, query) for query in queries] == [ids(other, query) for query in queries]


def test_what_is_said_twice_is_found_once(index: Index) -> None:
    for name in ("first", "second"):
        index.replace(name, [document(name, "Matcha is whisked with a chasen of bamboo.")])
    index.refresh()
    found = ids(index, "whisk matcha")
    assert [name for name in found if name in {"first#0", "second#0"}] == ["first#0"]


def document(name: str, text: str, status: str = "own", remark: str = "") -> Chunk:
    return Chunk(
        id=f"{name}#0",
        parent=name,
        origin="document",
        title=f"{name}.md",
        text=text,
        source=f"{name}.md",
        status=status,
        remark=remark,
        path=f"/{name}.md",
        sha256=name,
    )


def test_documents_bear_no_labels(index: Index) -> None:
    index.replace("mine", [document("mine", "Matcha is whisked with a chasen of bamboo.")])
    index.refresh()
    assert ids(index, "whisk matcha")[0] == "mine#0"
    assert "mine#0" not in ids(index, "whisk matcha", Labels(track="tea"))


@pytest.mark.parametrize("query", ["", "   ", "🤷", "(((", '"', "a OR b NOT c*", "x" * 9_000])
def test_any_text_is_a_query(index: Index, query: str) -> None:
    assert len(Search(index).find(query).hits) <= 5


@pytest.mark.parametrize("query", ["interest rates of the ECB", "how do I patch a bicycle tyre"])
def test_what_the_guide_does_not_cover_is_recognised(index: Index, query: str) -> None:
    assert not Search(index).find(query).is_known
    assert answer(query, index).quotes == ()


def test_an_answer_quotes_its_passage_verbatim(index: Index, passages: Path) -> None:
    found = answer("How hot should water for green tea be?", index)
    assert found.quotes[0].id == "water-for-tea"
    assert "Green tea wants water of 75 degrees" in found.quotes[0].text
    assert found.quotes[0].text in " ".join((passages / "water-for-tea.md").read_text().split())


def test_disputed_text_is_no_answer(index: Index) -> None:
    wrong = "Green tea wants water of 99 degrees."
    index.replace("wrong", [document("wrong", wrong, "disputed", "expected 75")])
    index.refresh()
    found = answer("How hot should water for green tea be?", index)
    assert "wrong#0" in {hit.id for hit in found.nearest}
    assert not any("99 degrees" in quote.text for quote in found.quotes)


def test_without_the_model_words_still_find(opened: Callable[..., Index]) -> None:
    index = opened()
    index.__dict__["model"] = None
    index.refresh()
    assert ids(index, "sencha S200 grams")[0] == "leaves-and-cups"
    assert answer("How many grams of leaves for Sencha S200?", index).quotes
    later = opened()
    assert later.refresh() == later.ledger.count()
