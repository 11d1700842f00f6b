"""`interviewer guide` and `interviewer ask`, over the whole guide, as a user types them."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
ERRATA = "# H100\n\nAn H100 SXM has 1.6 TB/s of memory bandwidth, and my cat is called Nibbles.\n"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Commands over one data folder, so that the guide is indexed once."""
    folder = tmp_path_factory.mktemp("data")
    env = os.environ | {"INTERVIEWER_DATA_DIR": str(folder)}

    def interviewer(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "interviewer", *arguments],
            check=False,
            capture_output=True,
            text=True,
            env=env,
            timeout=120,
        )

    return interviewer


def data(run: Run, *arguments: str) -> dict[str, Any]:
    done = run(*arguments, "--json")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    assert found["schema_version"] == 1
    return found


def test_a_search_gives_passages_with_source_and_status(run: Run) -> None:
    found = data(run, "guide", "search", "registers exceeded per thread", "-k", "2")
    first = found["passages"][0]
    assert first["id"] == "registers-and-spills"
    assert first["status"] == "fact"
    assert first["source"]
    assert len(found["passages"]) == 2


@pytest.mark.parametrize(("track", "expected"), [("ai-pm", "pay-ai-pm"), ("mle", "pay-mle")])
def test_a_search_can_be_kept_to_a_track(run: Run, track: str, expected: str) -> None:
    found = data(run, "guide", "search", "how much does it pay", "--track", track, "-k", "1")
    assert [passage["id"] for passage in found["passages"]] == [expected]


def test_a_filter_that_nothing_bears_finds_nothing(run: Run) -> None:
    assert data(run, "guide", "search", "memory", "--topic", "gardening")["passages"] == []
    assert "Nothing matches" in run("guide", "search", "memory", "--topic", "gardening").stdout


def test_a_search_off_the_subject_says_so(run: Run) -> None:
    done = run("guide", "search", "how to prune apple trees in winter")
    assert done.stdout.startswith("The guide seems not to cover this")


def test_a_document_is_added_checked_found_listed_and_removed(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "my notes.md"
    path.write_text(ERRATA)
    added = run("guide", "add", str(path))
    assert added.returncode == 0
    assert "my notes.md, H100: “1.6 TB/s” is wrong for the memory bandwidth" in added.stdout
    found = data(run, "guide", "search", "my cat Nibbles", "-k", "1")["passages"][0]
    assert (found["status"], found["source"]) == ("disputed", "my notes.md, H100")
    assert "expected 3.35 TB/s" in found["remark"]
    (listed,) = data(run, "guide", "list")["documents"]
    assert listed["path"] == str(path)
    assert run("guide", "remove", listed["id"]).stdout == f"{path}: removed.\n"
    assert data(run, "guide", "list")["documents"] == []


def test_an_error_in_words_is_told_with_its_correction_and_a_refuted_one_is_not(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "wrong.md").write_text("Paged attention solves the bandwidth bottleneck.")
    (tmp_path / "right.md").write_text("Paging does not solve the bandwidth bottleneck at all.")
    files = {
        Path(file["path"]).name: file for file in data(run, "guide", "add", str(tmp_path))["files"]
    }
    (told,) = files["wrong.md"]["remarks"]
    assert "is an error that is often told: Paging cures fragmentation" in told
    assert "`interviewer guide show paged-kv-cache`" in told
    assert files["right.md"]["remarks"] == []


def test_a_bad_file_is_a_sentence_and_an_exit_status(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 nothing more")
    (tmp_path / "b.md").write_text("A note on porcelain.")
    done = run("guide", "add", str(tmp_path))
    assert done.returncode == 1
    first, second = done.stdout.splitlines()
    assert first == f"{tmp_path}/a.pdf is a damaged PDF; save or print it to PDF again."
    assert second.startswith(f"{tmp_path}/b.md: added, 1 chunks")
    (tmp_path / "b.md").unlink()
    assert run("guide", "index").stdout == f"{tmp_path}/b.md: removed.\n"
    assert run("guide", "index").stdout.startswith("Up to date: ")


def test_removing_what_is_not_there_is_a_usage_error(run: Run) -> None:
    done = run("guide", "remove", "nonesuch")
    assert (done.returncode, done.stdout) == (2, "")
    assert "nonesuch is no document of yours" in done.stderr


def test_a_question_is_answered_with_citations(run: Run) -> None:
    found = data(run, "ask", "What happens when a kernel needs more than 255 registers?")
    assert found["known"]
    assert found["answer"][0]["id"] == "registers-and-spills"
    assert "spill" in found["answer"][0]["text"]
    text = run("ask", "What happens when a kernel needs more than 255 registers?").stdout
    assert "[registers-and-spills] Registers: first fewer warps, then spills (fact)" in text


def test_what_the_guide_does_not_know_is_said(run: Run) -> None:
    done = run("ask", "How do I prune apple trees in winter?")
    assert done.returncode == 0
    assert done.stdout.startswith("The guide doesn't know. The nearest that it has:")
    assert not data(run, "ask", "How do I prune apple trees in winter?")["known"]


def test_a_passage_is_shown_whole_by_the_id_of_a_citation(run: Run) -> None:
    shown = run("guide", "show", "registers-and-spills").stdout
    assert shown.startswith("# Registers: first fewer warps, then spills")
    assert "Status: fact. Sources:" in shown
    assert data(run, "guide", "show", "registers-and-spills")["id"] == "registers-and-spills"
    missing = run("guide", "show", "nonesuch")
    assert (missing.returncode, "the guide has no passage 'nonesuch'" in missing.stderr) == (
        2,
        True,
    )
