"""A coach's own questions: read strictly, found by id or text, graded before the bank."""

import asyncio
import re
from pathlib import Path

import pytest

from interviewer.content import Content
from interviewer.engines.offline import OfflineEngine
from interviewer.errors import ContentError, UsageError
from interviewer.front.batch import schemes
from interviewer.front.batch.cells import submission
from interviewer.front.batch.schemes import Schemes
from interviewer.front.batch.tables import table
from interviewer.grading.asked import Bank
from interviewer.grading.grader import Grader
from interviewer.grading.records import Grade, Submission

CONTENT = Content()
GRADER = Grader(CONTENT, Bank(CONTENT), OfflineEngine(), "senior")
DOCUMENT = (Path(__file__).parents[2] / "docs/grading.md").read_text()
SECTION = DOCUMENT[DOCUMENT.index("## Questions of your own") :]
SHOWN, ROWS = (re.findall(rf"```{k}\n(.*?)```", SECTION, re.DOTALL)[0] for k in ("toml", "csv"))


@pytest.fixture
def own(tmp_path: Path) -> Schemes:
    path = tmp_path / "tlb.toml"
    path.write_text(SHOWN)
    return schemes.read(path)


def graded(own: Schemes, **fields: str) -> Grade:
    return asyncio.run(GRADER.grade(own.joined(Submission(id="1", **fields))))


def test_the_example_in_the_document_is_real(own: Schemes, tmp_path: Path) -> None:
    (tmp_path / "tlb.csv").write_text(ROWS)
    read = [submission(row.values, "") for row in table(tmp_path / "tlb.csv", {}).rows()]
    ana, ben = (asyncio.run(GRADER.grade(own.joined(one))) for one in read)
    assert (ana.basis, ana.question_id, ana.score) == ("key_points", "tlb", 5.0)
    assert ben.score == 1.0
    assert ben.feedback[0].text == "It holds translations; the data are in the caches."
    assert ben.feedback[0].quote == read[1].answer


@pytest.mark.parametrize(
    "named",
    [
        {"question_id": " TLB "},
        {"question": "What happens on a TLB miss, and what does it hold?"},
        {},
    ],
)
def test_a_row_names_its_question_by_id_or_text_or_not_at_all(
    own: Schemes, named: dict[str, str]
) -> None:
    found = own.joined(Submission(id="1", answer="x", **named))
    assert found.scheme
    assert (found.scheme.id, found.max_score) == ("tlb", 10)


def test_a_row_of_another_question_is_left_as_it_is(own: Schemes) -> None:
    row = Submission(id="1", answer="x", question="Why is the sky blue in the morning?")
    assert own.joined(row) == row


def test_weights_count(own: Schemes) -> None:
    heavy = graded(own, answer="It caches translations of virtual page numbers to frames.")
    light = graded(own, answer="On a miss the page table is walked, several memory accesses.")
    assert (heavy.score or 0) > (light.score or 5)


@pytest.mark.parametrize(
    ("answer", "most"),
    [
        ("It does not cache translations of virtual page numbers to physical frames.", 1.5),
        ("It is a myth that it caches translations of virtual page numbers to frames.", 1.5),
    ],
)
def test_a_key_point_denied_is_not_made(own: Schemes, answer: str, most: float) -> None:
    assert (graded(own, answer=answer).score or 5) <= most


def test_a_misconception_refuted_is_not_held(own: Schemes) -> None:
    grade = graded(own, answer="Some say the TLB holds data of the cache lines. That's not so.")
    assert all(one.quote is None for one in grade.feedback)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("weight = 2", "weight = 0", r"questions\[0\]\.key_points\[0\]\.weight: must be above 0"),
        ('id = "tlb"', 'name = "tlb"', r"questions\[0\]\.id: is missing"),
        ("correction", "corection", r"misconceptions\[0\]\.corection: is not a field here"),
        ("[[questions]]", '[[questions]]\nid="tlb"\ntext="x"\n[[questions]]', "key_points"),
    ],
)
def test_a_fault_is_named_with_its_field(tmp_path: Path, old: str, new: str, says: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(SHOWN.replace(old, new, 1))
    with pytest.raises(ContentError, match=says):
        schemes.read(path)


def test_two_questions_with_one_id_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(SHOWN + SHOWN)
    with pytest.raises(ContentError, match="each question needs an id of its own"):
        schemes.read(path)


def test_a_rubric_that_is_no_toml_says_what_one_is(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"is no TOML file; docs/grading\.md shows"):
        schemes.read(tmp_path / "rubric.xlsx")
