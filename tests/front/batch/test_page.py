"""The report page: complete, safe with what candidates write, and alone in the world."""

import re
from collections import Counter

import pytest
from lxml import html as parser

from interviewer.front.batch.ledger import Dead
from interviewer.front.batch.page import html
from interviewer.front.batch.summary import Doubtful, QuestionSum, Summary
from interviewer.grading.agreement import Agreement, Figure

EVIL = "<script>alert(1)</script><img src=http://x.test/a.png>"
FIGURE = Figure(0.5, 0.4, 0.6)


@pytest.fixture
def summary() -> Summary:
    missed = Counter({"Names the bottleneck.": 3, "Measures it.": 1})
    return Summary(
        graded=4,
        points=12.0,
        bins=[1, 0, 0, 0, 2, 0, 0, 1],
        reasons=Counter({"the answer is empty": 1}),
        dead=1,
        flags=Counter({"injection": 1}),
        questions={
            "easy": QuestionSum("Why?", graded=2, points=9.0),
            "hard": QuestionSum(EVIL, graded=4, points=6.0, missed=missed),
        },
        doubtful=[Doubtful(0.2, EVIL, 1.5, "Why?", EVIL, ("injection",))],
        agreements=[Agreement("interviewer", FIGURE, FIGURE, FIGURE, FIGURE)],
    )


@pytest.fixture
def page(summary: Summary) -> str:
    return html("answers & more.csv", "senior", summary, [Dead(9, None, EVIL, "")])


def test_what_a_candidate_wrote_is_text(page: str) -> None:
    assert "<script" not in page
    assert "<img" not in page
    assert page.count("&lt;script&gt;") >= 3


def test_it_asks_the_network_for_nothing(page: str) -> None:
    root = parser.fromstring(page)
    assert root.xpath("//@src | //@href | //link | //script | //iframe") == []
    assert not re.search(r"url\(|@import", page)
    assert "default-src 'none'" in page


def test_it_can_be_read_without_seeing_it(page: str) -> None:
    root = parser.fromstring(page)
    assert root.get("lang") == "en"
    assert len(root.xpath("//h1")) == 1
    assert all(svg.get("aria-label") for svg in root.xpath("//svg"))
    assert root.xpath("//th[not(@scope)]") == []
    assert all(table.xpath("./caption") for table in root.xpath("//table"))


def test_the_hardest_question_comes_first_with_what_was_missed(page: str) -> None:
    assert page.index("<strong>hard</strong>") < page.index("<strong>easy</strong>")
    assert '<span class="share">75%</span> Names the bottleneck.' in page


def test_it_shows_all_that_a_coach_looks_for(page: str) -> None:
    text = parser.fromstring(page).text_content()
    for wanted in ("Distribution", "3.00", "Flags", "To look at by hand", "Not graded", "Row 9"):
        assert wanted in text
    assert "0.50 (0.40 to 0.60)" in text


def test_an_empty_run_still_makes_a_page() -> None:
    assert "<h1>" in html("a.csv", "senior", Summary(), [])


def test_it_prints_without_colour(page: str) -> None:
    assert "@media print" in page
