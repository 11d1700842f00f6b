"""The shelf: what became of each file when documents are added, renewed and removed."""

import os
from pathlib import Path

import pytest

from interviewer.errors import UsageError
from interviewer.guide.index import Index
from interviewer.guide.search import Search
from interviewer.guide.shelf import Outcome, Shelf

ROOFLINE = "The ridge of my card is 153 FLOP/B."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "papers"
    made.mkdir()
    (made / "notes.md").write_text(f"# Cards\n\n{ROOFLINE}\n")
    (made / "other.txt").write_text("A matcha whisk is of bamboo.")
    return made


@pytest.fixture
def shelf(index: Index) -> Shelf:
    return Shelf(index)


def states(outcomes: list[Outcome]) -> list[str]:
    return [outcome.state for outcome in outcomes]


def test_a_folder_is_taken_in_and_found_with_its_source(
    shelf: Shelf, index: Index, folder: Path
) -> None:
    assert states(list(shelf.add([folder]))) == ["added", "added"]
    index.refresh()
    chunk = Search(index).find("ridge of my card").hits[0].chunk
    assert (chunk.text, chunk.status, chunk.source) == (ROOFLINE, "own", "notes.md, Cards")
    assert chunk.path == str(folder / "notes.md")


def test_what_is_known_already_is_left_alone(shelf: Shelf, folder: Path) -> None:
    list(shelf.add([folder]))
    assert states(list(shelf.add([folder, folder / "notes.md"]))) == ["unchanged"] * 3


def test_changed_and_removed_files_are_noticed(shelf: Shelf, index: Index, folder: Path) -> None:
    list(shelf.add([folder]))
    (folder / "notes.md").write_text("Another ridge: 201.")
    (folder / "other.txt").unlink()
    assert states(list(shelf.renew())) == ["changed", "removed"]
    index.refresh()
    assert [document.title for document in shelf.documents()] == ["notes.md"]
    assert Search(index).find("ridge").hits[0].chunk.text == "Another ridge: 201."


def test_adding_a_folder_again_drops_what_is_gone_from_it(shelf: Shelf, folder: Path) -> None:
    list(shelf.add([folder]))
    (folder / "other.txt").unlink()
    assert states(list(shelf.add([folder]))) == ["unchanged", "removed"]


def test_the_same_file_under_two_names_is_kept_once(shelf: Shelf, folder: Path) -> None:
    (folder / "zcopy.md").write_bytes((folder / "notes.md").read_bytes())
    outcome = list(shelf.add([folder]))[-1]
    assert (outcome.state, outcome.reason) == (
        "failed",
        f"is the same as {folder / 'notes.md'}, which is there already",
    )


def test_a_bad_file_does_not_stop_the_rest(shelf: Shelf, folder: Path) -> None:
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 broken")
    outcomes = list(shelf.add([folder / "none.md", folder]))
    assert states(outcomes) == ["failed", "failed", "added", "added"]
    assert [outcome.reason.split(";")[0] for outcome in outcomes[:2]] == [
        "is not there",
        "is a damaged PDF",
    ]


def test_a_file_that_breaks_later_keeps_what_was_read(shelf: Shelf, folder: Path) -> None:
    list(shelf.add([folder]))
    (folder / "notes.md").write_bytes(b"\x00\x01\x02")
    assert states(list(shelf.renew())) == ["failed", "unchanged"]
    assert len(shelf.documents()) == 2


def test_documents_are_removed_by_id_or_path(shelf: Shelf, folder: Path) -> None:
    added = list(shelf.add([folder]))
    outcomes = list(shelf.remove([added[0].document, str(folder / "other.txt")]))
    assert states(outcomes) == ["removed", "removed"]
    assert shelf.documents() == []


def test_nothing_is_removed_when_a_name_is_wrong(shelf: Shelf, folder: Path) -> None:
    added = list(shelf.add([folder]))
    with pytest.raises(UsageError, match="nonesuch is no document of yours"):
        list(shelf.remove([added[0].document, "nonesuch"]))
    assert len(shelf.documents()) == 2


def test_what_the_check_remarks_is_kept_with_the_text(index: Index, folder: Path) -> None:
    def doubtful(text: str, context: str) -> str:
        return f"of {context}, expected 201" if "153" in text else ""

    outcomes = list(Shelf(index, doubtful).add([folder]))
    assert outcomes[0].remarks == ("notes.md, Cards: of Cards, expected 201",)
    index.refresh()
    chunk = Search(index).find("ridge of my card").hits[0].chunk
    assert (chunk.status, chunk.remark) == ("disputed", "of Cards, expected 201")


def test_a_name_that_is_no_text_is_a_sentence(shelf: Shelf, folder: Path) -> None:
    Path(os.fsdecode(bytes(folder) + b"/\xff.md")).write_text("Words.")
    outcomes = list(shelf.add([folder]))
    assert states(outcomes) == ["added", "added", "failed"]
    assert outcomes[2].reason == "has a name that is not UTF-8; rename it"
