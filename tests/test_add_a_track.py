"""A track of the user's own: files alone, as docs/add-a-track.md shows them, beside ours."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from interviewer.content import Content
from interviewer.content_check import check
from interviewer.engines.offline import OfflineEngine
from interviewer.errors import UsageError
from interviewer.session import Store, begin
from tests.conftest import STORY, STRONG, TEA

DOCUMENT = (Path(__file__).parents[1] / "docs/add-a-track.md").read_text()
FLAGS = re.MULTILINE | re.DOTALL
SHOWN = re.findall(r"^`([\w/.-]+)`\n\n```(?:toml|markdown)\n(.*?)\n```$", DOCUMENT, FLAGS)
FAULT = re.findall(r"^```text\nmy-track/(.*?)\n```$", DOCUMENT, FLAGS)
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """The user's folder: the track without the values, which are then ours."""
    folder = tmp_path / "my-track"
    shutil.copytree(TEA, folder)
    (folder / "rubrics/values.toml").unlink()
    return folder


@pytest.fixture
def run(tmp_path: Path) -> Run:
    env = os.environ | {"INTERVIEWER_DATA_DIR": str(tmp_path / "data")}

    def interviewer(*arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "interviewer", *arguments],
            input=typed,
            check=False,
            capture_output=True,
            text=True,
            env=env,
            cwd=tmp_path,
            timeout=120,
        )

    return interviewer


def faults(folder: Path) -> list[str]:
    return [fault for fault in check(Content.with_added(folder)).faults if str(folder) in fault]


def test_the_document_shows_each_kind_of_file() -> None:
    assert len(SHOWN) == 5


@pytest.mark.parametrize(("path", "text"), SHOWN)
def test_the_files_in_the_document_are_those_that_are_tested(path: str, text: str) -> None:
    assert (TEA / path).read_text().rstrip("\n") == text


def test_an_added_track_stands_beside_ours_and_is_well(mine: Path) -> None:
    content = Content.with_added(mine)
    assert set(content.track_ids) == {*Content().track_ids, "tea"}
    assert content.bank("mle", "ml-depth") == Content().bank("mle", "ml-depth")
    assert content.values == Content().values
    assert "water" in content.passage_ids
    assert faults(mine) == []


def test_a_file_of_the_user_s_is_read_in_place_of_ours(mine: Path) -> None:
    ours = Content().place("corpus/questions/mle/ml-depth/why-decode-is-slow.toml")
    copy = mine / "corpus/questions/mle/ml-depth/why-decode-is-slow.toml"
    copy.parent.mkdir(parents=True)
    copy.write_text(re.sub(r"minutes = \d+", "minutes = 59", ours.read_text()))
    question = Content.with_added(mine).question("mle", "ml-depth", "why-decode-is-slow")
    assert question.minutes == 59
    assert len(Content.with_added(mine).question_ids("mle", "ml-depth")) == len(
        Content().question_ids("mle", "ml-depth")
    )


def test_a_faulty_file_is_named_with_the_field_as_the_document_shows(mine: Path) -> None:
    (shown,) = FAULT
    path = mine / "corpus/questions/tea/leaves/green-tea.toml"
    path.write_text(path.read_text().replace("minutes = 4", "minutes = -4"))
    assert f"{mine}/{shown}" in faults(mine)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("questions/tea/leaves", "questions/tea/leafs", "must lie in a round of its track"),
        ("tracks/tea/track.toml", "tracks/tea/loop.toml", "must lie beside a track.toml"),
    ],
)
def test_a_misspelt_folder_is_a_fault(mine: Path, old: str, new: str, says: str) -> None:
    (mine / "corpus" / old).rename(mine / "corpus" / new)
    assert any(says in fault for fault in faults(mine))


@pytest.mark.parametrize("name", ["nowhere", "."])
def test_a_folder_without_content_is_a_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match=r"give a folder laid out as docs/add-a-track\.md shows"):
        Content.with_added(tmp_path / name)


def test_a_session_is_resumed_with_the_content_it_was_held_with(mine: Path, run: Run) -> None:
    first = run("chat", "--content", "my-track", "--track", "tea", typed=f"{STRONG}\n\n")
    assert "Ms. Oolong" in first.stdout
    again = run("sessions", "resume", "last", typed=f"{STORY}\n\n")
    assert (again.returncode, again.stderr) == (130, "")
    assert "Ms. Oolong" in again.stdout
    mine.rename(mine.with_name("elsewhere"))
    lost = run("sessions", "resume", "last")
    assert lost.returncode == 2
    assert "which is gone; say where it is now with --content DIR" in lost.stderr
    assert run("sessions", "resume", "last", "--content", "elsewhere").returncode == 130


def test_the_header_names_the_folder(mine: Path, tmp_path: Path) -> None:
    content = Content.with_added(mine)
    session = begin(Store(tmp_path / "sessions"), content, OfflineEngine(), track="tea")
    assert session.record.header.content_folder == str(mine)


@pytest.mark.usefixtures("mine")
def test_answers_to_an_added_question_are_graded(run: Run) -> None:
    row = {"question_id": "green-tea", "answer": STRONG}
    done = run("grade", "-", "--content", "my-track", typed=json.dumps(row))
    grade = json.loads(done.stdout)
    assert (grade["basis"], grade["question_id"]) == ("bank", "green-tea")
    assert grade["score"] >= 4
