"""The index: incremental, completed after a kill, healed when either half is lost."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from interviewer.errors import InterviewerError
from interviewer.guide.chunks import Chunk
from interviewer.guide.index import Index

Write = Callable[..., Path]
Opened = Callable[..., Index]


def in_step(index: Index) -> bool:
    """Whether ledger and Chroma hold the same chunks, each once."""
    assert index.vectors
    there = index.vectors.chunks(sorted(index.vectors.ids()))
    return {chunk.id: chunk.hash for chunk in there} == index.ledger.hashes()


@pytest.mark.usefixtures("index")
def test_a_second_run_does_nothing(opened: Opened) -> None:
    again = opened()
    assert not again.is_behind()
    assert again.refresh() == 0
    assert in_step(again)


@pytest.mark.usefixtures("index")
def test_only_what_changed_is_embedded_again(opened: Opened, write: Write) -> None:
    write("pots-of-iron", "Glass shows the leaves.", topic="vessels", track="pots")
    again = opened()
    assert again.refresh() == 2  # the card and the one text of this passage
    assert in_step(again)


@pytest.mark.usefixtures("index")
def test_a_removed_passage_is_gone(opened: Opened, passages: Path) -> None:
    (passages / "pots-of-iron.md").unlink()
    again = opened()
    again.refresh()
    assert "pots-of-iron" not in again.ledger.parents("guide")
    assert in_step(again)


KILLED = """
import os, signal, sys
from pathlib import Path
from interviewer.guide import index
index.BATCH = 2
def die(done, total):
    if done >= 4:
        os.kill(os.getpid(), signal.SIGKILL)
index.Index(Path(sys.argv[1]), "", Path(sys.argv[2])).refresh(die)
"""


def test_the_run_after_a_kill_completes_it_and_nothing_is_twice(
    tmp_path: Path, passages: Path, opened: Opened
) -> None:
    command = [sys.executable, "-c", KILLED, str(tmp_path / "guide"), str(passages)]
    killed = subprocess.run(command, cwd=Path(__file__).parents[2], check=False)
    assert killed.returncode == -signal.SIGKILL
    index = opened()
    total, left = index.ledger.count(), index.ledger.to_store()
    assert 0 < left < total
    assert index.refresh() == left
    assert in_step(index)


def test_a_lost_chroma_folder_is_made_again(index: Index, tmp_path: Path) -> None:
    there = tmp_path / "elsewhere"
    shutil.copytree(tmp_path / "guide", there, ignore=shutil.ignore_patterns("chroma"))
    again = Index(there, "", index.passages)
    assert again.refresh() == again.ledger.count()
    assert in_step(again)
    again.ledger.close()


def test_a_lost_ledger_is_read_back_from_chroma(index: Index, tmp_path: Path) -> None:
    index.replace("notes", [note("notes#0", "My own words on tea.")])
    index.refresh()
    there = tmp_path / "elsewhere"
    shutil.copytree(tmp_path / "guide", there, ignore=shutil.ignore_patterns("*.sqlite*"))
    shutil.copytree(tmp_path / "guide/chroma", there / "chroma", dirs_exist_ok=True)
    again = Index(there, "", index.passages)
    assert again.refresh() == 0
    assert [document.id for document in again.ledger.documents()] == ["notes"]
    assert in_step(again)
    again.ledger.close()


def note(name: str, text: str) -> Chunk:
    return Chunk(
        id=name,
        parent=name.partition("#")[0],
        origin="document",
        title="notes.md",
        text=text,
        source="notes.md",
        status="own",
        path="/notes.md",
        sha256="0",
    )


def test_progress_is_told_in_chunks(opened: Opened) -> None:
    told: list[tuple[int, int]] = []
    index = opened()
    index.refresh(lambda done, total: told.append((done, total)))
    assert told == [(0, index.ledger.count())]


@pytest.mark.parametrize("text", ["", "   "])
def test_replacing_by_nothing_removes(index: Index, text: str) -> None:
    index.replace("notes", [note("notes#0", f"Words {text}")])
    assert index.replace("notes", []) == 1
    assert index.refresh() == 0
    assert in_step(index)


def test_a_damaged_ledger_is_a_sentence(tmp_path: Path, passages: Path) -> None:
    (tmp_path / "embedded.sqlite").write_bytes(b"no database" * 100)
    with pytest.raises(InterviewerError, match=r"can't be opened .*; remove that file"):
        Index(tmp_path, "", passages)


def test_a_folder_that_can_not_be_made_is_a_sentence(tmp_path: Path, passages: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(InterviewerError, match=r"can't be made .*; set INTERVIEWER_DATA_DIR"):
        Index(tmp_path / "file" / "guide", "", passages)


def test_two_first_runs_at_once_index_everything_once(tmp_path: Path, passages: Path) -> None:
    command = [sys.executable, "-c", BOTH, str(tmp_path / "guide"), str(passages)]
    root = Path(__file__).parents[2]
    runs = [subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE) for _ in range(2)]
    stored = [int(run.communicate(timeout=120)[0]) for run in runs]
    index = Index(tmp_path / "guide", "", passages)
    assert sorted(stored) == [0, index.ledger.count()]
    assert in_step(index)
    index.ledger.close()


BOTH = """
import sys
from pathlib import Path
from interviewer.guide.index import Index
print(Index(Path(sys.argv[1]), "", Path(sys.argv[2])).refresh())
"""
