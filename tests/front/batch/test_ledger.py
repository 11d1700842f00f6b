"""The ledger: nothing twice, nothing lost, nothing of another run."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from interviewer.errors import UsageError
from interviewer.front.batch.ledger import Dead, Graded, Ledger, beside, removed

ABOUT = {"input": "abc", "level": "senior"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return beside(tmp_path / "out.jsonl")


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    with Ledger(path) as opened:
        yield opened


def test_it_stands_beside_the_output(path: Path) -> None:
    assert path.name == "out.jsonl.ledger"


def test_results_come_back_in_the_order_of_the_rows(ledger: Ledger) -> None:
    ledger.keep([Graded(5, "five", "")])
    ledger.keep([Dead(3, None, "bad", "raw"), Graded(2, "two", "")])
    assert [one.row for one in ledger.graded()] == [2, 5]
    assert [one.row for one in ledger.graded(until=4)] == [2]
    assert list(ledger.dead()) == [Dead(3, None, "bad", "raw")]


def test_the_first_grade_of_a_row_stands(ledger: Ledger) -> None:
    ledger.keep([Graded(1, "first", "")])
    ledger.keep([Graded(1, "second", "")])
    assert [one.grade for one in ledger.graded()] == ["first"]


def test_a_row_is_done_when_it_is_graded_or_dead(ledger: Ledger) -> None:
    ledger.keep([Graded(1, "", ""), Dead(2, None, "", "")])
    assert [ledger.is_done(row) for row in (1, 2, 3)] == [True, True, False]


def test_an_id_belongs_to_the_first_row_that_claims_it(ledger: Ledger) -> None:
    assert [ledger.claim("a", 1), ledger.claim("a", 2), ledger.claim("a", 1)] == [1, 1, 1]


def test_what_was_kept_is_there_after_it_was_closed(path: Path) -> None:
    with Ledger(path) as first:
        first.begin(ABOUT)
        first.keep([Graded(1, "one", "")])
    with Ledger(path) as second:
        second.begin(ABOUT)
        assert second.is_done(1)


def test_another_run_s_ledger_is_refused_with_the_difference(path: Path) -> None:
    with Ledger(path) as first:
        first.begin(ABOUT)
    with (
        Ledger(path) as second,
        pytest.raises(UsageError, match=r"another level \(senior, now staff\).*--no-resume"),
    ):
        second.begin({**ABOUT, "level": "staff"})


def test_two_processes_can_t_grade_into_one_output(path: Path, ledger: Ledger) -> None:
    ledger.begin(ABOUT)
    with pytest.raises(UsageError, match="in use"):
        Ledger(path)


def test_a_file_that_is_no_ledger_is_refused(path: Path) -> None:
    path.write_bytes(b"something else entirely " * 100)
    with pytest.raises(UsageError, match="can't be used as a ledger"):
        Ledger(path)
    assert path.read_bytes().startswith(b"something else")


def test_a_removed_ledger_leaves_nothing_behind(path: Path) -> None:
    with Ledger(path) as ledger:
        ledger.begin(ABOUT)
    removed(path)
    assert list(path.parent.iterdir()) == []
