"""A run: rows of any origin in, results by row, the same however they are spread."""

import asyncio
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from interviewer.errors import UsageError
from interviewer.front.batch import examples, output, work
from interviewer.front.batch.ledger import Dead, Graded, Ledger
from interviewer.front.batch.rows import Row
from interviewer.front.batch.run import Run
from interviewer.front.batch.tables import table
from interviewer.front.batch.work import Terms
from interviewer.grading.grader import Grader, Ground
from interviewer.grading.records import Grade, Submission
from interviewer.session import Session, Store
from tests.conftest import to_the_end

ANSWER = "Decode reads every weight for each token, so it is bound by memory bandwidth."
SENIOR = Terms("senior")


class Rows:
    """A table of given rows."""

    places: dict[str, str] = {}  # noqa: RUF012

    def __init__(self, *values: dict[str, Any]) -> None:
        self.values = values

    def rows(self) -> Iterator[Row]:
        for number, values in enumerate(self.values, 1):
            yield Row(number, values)


def results(*values: dict[str, Any], **options: Any) -> list[Graded | Dead]:
    with Ledger(None) as ledger:
        return list(Run(Rows(*values), ledger, SENIOR, **options).results(len(values)))


def test_dead_letters_keep_their_place_among_the_grades() -> None:
    good = {"answer": ANSWER, "reference": ANSWER}
    found = results(good, good | {"max_score": "x"}, good)
    assert [(one.row, type(one)) for one in found] == [(1, Graded), (2, Dead), (3, Graded)]


def test_the_second_row_of_an_id_is_not_graded() -> None:
    good = {"id": "a", "answer": ANSWER, "reference": ANSWER}
    _, second = results(good, good)
    assert isinstance(second, Dead)
    assert "row 1 too" in second.reason


def broken(monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    """A grader that fails on answers with a word."""
    whole = work.judged

    async def judged(submission: Submission, by: Grader) -> tuple[Grade, Ground]:
        if word in submission.answer:
            raise LookupError(word)
        return await whole(submission, by)

    monkeypatch.setattr(work, "judged", judged)


def test_a_row_on_which_the_grader_fails_spares_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    broken(monkeypatch, "odd")
    rows = [{"answer": f"{ANSWER} {word}", "reference": ANSWER} for word in ("a", "odd", "b")]
    first, second, third = results(*rows)
    assert isinstance(second, Dead)
    assert "LookupError" in second.reason
    assert isinstance(first, Graded)
    assert isinstance(third, Graded)


def test_a_grader_that_always_fails_is_a_bug_with_its_traceback(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    broken(monkeypatch, "memory")
    with pytest.raises(LookupError):
        results(*[{"answer": ANSWER, "reference": ANSWER}] * 5)


def test_an_id_that_nobody_knows_is_not_graded_with_a_reason() -> None:
    (found,) = results({"answer": ANSWER, "question_id": "no-such"})
    assert isinstance(found, Graded)
    grade = json.loads(found.grade)
    assert (grade["graded"], grade["score"]) == (False, None)
    assert "no question 'no-such'" in grade["reason_not_graded"]


def test_what_is_done_is_not_done_again() -> None:
    rows = Rows(*[{"answer": f"{ANSWER} {n}", "reference": ANSWER} for n in range(3)])
    with Ledger(None) as ledger:
        assert len(list(Run(rows, ledger, SENIOR, limit=2).results(2))) == 2
        assert [one.row for one in Run(rows, ledger, SENIOR).results(3)] == [3]


def test_every_row_is_told_once_even_when_it_was_done_before() -> None:
    told: list[int] = []
    rows = Rows(*[{"answer": f"{ANSWER} {n}", "reference": ANSWER} for n in range(3)])
    with Ledger(None) as ledger:
        list(Run(rows, ledger, SENIOR, limit=2).results(2))
        list(Run(rows, ledger, SENIOR, told=told.append).results(3))
    assert sum(told) == 3


def test_a_transcript_gives_a_row_for_each_question_that_was_answered(
    begun: Callable[..., Session], store: Store
) -> None:
    session = begun()
    asyncio.run(to_the_end(session))
    before = (store.folder_of(session.id) / "transcript.jsonl").read_bytes()
    found = list(table(store.folder, {}).rows())
    assert found
    assert all(row.values["track"] == "tea" for row in found)
    assert all(row.values["answer"] for row in found)
    ids = [row.values["id"] for row in found]
    assert len(set(ids)) == len(ids)
    assert ids[0].startswith(session.id)
    assert (store.folder_of(session.id) / "transcript.jsonl").read_bytes() == before


def test_a_transcript_that_is_still_written_is_read_and_left_alone(
    begun: Callable[..., Session], store: Store
) -> None:
    session = begun()
    asyncio.run(to_the_end(session))
    path = store.folder_of(session.id) / "transcript.jsonl"
    path.write_bytes(path.read_bytes() + b'{"type":"answ')
    before = path.read_bytes()
    assert all(row.fault is None for row in table(path, {}).rows())
    assert path.read_bytes() == before


def test_a_broken_transcript_is_a_row_with_a_fault(
    begun: Callable[..., Session], store: Store
) -> None:
    session = begun()
    asyncio.run(to_the_end(session))
    path = store.folder_of(session.id) / "transcript.jsonl"
    path.write_bytes(path.read_bytes() + b"rubbish\n")
    (row,) = table(store.folder, {}).rows()
    assert row.fault
    assert "is not an event" in row.fault


def test_examples_join_by_question_and_scale(tmp_path: Path) -> None:
    path = tmp_path / "examples.csv"
    path.write_text("question,answer,score,max score\nWhy?,a,4,10\nHow?,b,5,10\n")
    found = examples.read(path)
    asked = Submission(id="1", answer="x", question=" why? ", max_score=5)
    assert [(one.answer, one.score) for one in found.joined(asked).examples] == [("a", 2)]
    other = Submission(id="1", answer="x", question="When?")
    assert found.joined(other) == other


def test_examples_without_a_question_are_for_all(tmp_path: Path) -> None:
    path = tmp_path / "examples.csv"
    path.write_text("answer,score\na,3\n")
    joined = examples.read(path).joined(Submission(id="1", answer="x", question="When?"))
    assert joined.examples[0].score == 3


def test_an_example_without_a_score_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "examples.csv"
    path.write_text("answer,score\na,\n")
    with pytest.raises(UsageError, match="row 1 has no answer or no score"):
        examples.read(path)


def test_no_cell_of_the_csv_runs_as_a_formula() -> None:
    assert output.safe("=SUM(A1)") == "'=SUM(A1)"
    assert output.safe("-12.5") == "-12.5"
    assert output.safe("plain") == "plain"


def test_a_file_is_whole_or_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_text("before")

    def interrupted() -> Iterator[str]:
        yield "{}"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        output.write(path, "jsonl", interrupted())
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]
