"""`interviewer grade` as a coach types it: every id once, whatever happens meanwhile."""

import csv
import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ANSWER = (
    "Decoding reads every weight for each token, so at batch one it is memory-bandwidth bound: "
    "140 GB over 3.35 TB/s gives 24 tokens a second at most."
)
KEY_POINTS = ["decode is bound by memory bandwidth", "quantising means fewer bytes"]
DOCUMENT = Path(__file__).parents[2] / "docs/grading.md"
FENCES = ("csv", "text")
COMMAND = [sys.executable, "-m", "interviewer", "grade"]
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    return os.environ | {"INTERVIEWER_DATA_DIR": str(tmp_path / "data")}


@pytest.fixture
def grade(env: dict[str, str], tmp_path: Path) -> Run:
    def interviewer(*arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*COMMAND, *arguments],
            input=typed,
            check=False,
            capture_output=True,
            text=True,
            env=env,
            cwd=tmp_path,
            timeout=120,
        )

    return interviewer


def written(path: Path, count: int, **fields: Any) -> list[str]:
    """So many submissions, each a little different; their ids."""
    with path.open("w") as file:
        for n in range(count):
            row = {"id": f"a{n}", "answer": f"{ANSWER} Case {n}.", "key_points": KEY_POINTS}
            file.write(json.dumps(row | fields) + "\n")
    return [f"a{n}" for n in range(count)]


def ids(path: Path) -> list[str]:
    return [json.loads(line)["id"] for line in path.read_text().splitlines()]


def test_off_a_terminal_grades_are_json_lines_and_words_go_to_stderr(grade: Run) -> None:
    rows = [{"question_id": "why-decode-is-slow", "answer": ANSWER}, {"answer": "x"}]
    done = grade("-", typed="".join(json.dumps(row) + "\n" for row in rows))
    first, second = map(json.loads, done.stdout.splitlines())
    assert (first["id"], first["basis"], first["graded"]) == ("row-1", "bank", True)
    assert (second["score"], second["graded"]) == (None, False)
    assert "nothing to grade it by" in second["reason_not_graded"]
    assert "1 of 2 graded" in done.stderr


def test_a_spreadsheet_with_odd_headers_just_works(grade: Run, tmp_path: Path) -> None:
    rows = "Nr;Student Response (max. 200 words);Reference Answer;Teacher Grade;Max Points\n"
    rows += f'1;"{ANSWER}\n""Quoted"", too.";{ANSWER};8,5;10\n2;;{ANSWER};;\n;;;;\n'
    (tmp_path / "a.csv").write_bytes(rows.encode("utf-16"))
    done = grade("a.csv", "--output", "out.csv", "--report", "out.html")
    assert done.returncode == 0
    assert "answer from 'Student Response (max. 200 words)'" in done.stderr
    with (tmp_path / "out.csv").open(newline="") as file:
        first, second = csv.DictReader(file)
    assert (first["id"], first["basis"], first["graded"]) == ("row-1", "reference", "true")
    assert (second["score"], second["reason"]) == ("", "the answer is empty")
    assert "<title>Grades of a.csv</title>" in (tmp_path / "out.html").read_text()


def test_two_runs_and_any_number_of_processes_give_the_same_bytes(
    grade: Run, tmp_path: Path
) -> None:
    written(tmp_path / "in.jsonl", 50, human_score=3, max_score=5)
    for name, workers in (("one", "1"), ("two", "2"), ("three", "3")):
        done = grade(
            "in.jsonl", "-o", f"{name}.jsonl", "--report", f"{name}.html", "--workers", workers
        )
        assert done.returncode == 0, done.stderr
    for suffix in ("jsonl", "html"):
        first, *others = (
            (tmp_path / f"{n}.{suffix}").read_bytes() for n in ("one", "two", "three")
        )
        assert others == [first, first]


def test_bad_rows_are_dead_letters_and_spare_the_others(grade: Run, tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": "a", "answer": ANSWER, "reference": ANSWER}),
        "oops",
        json.dumps({"id": "b", "answer": ANSWER, "reference": ANSWER, "max_score": "many"}),
        json.dumps({"id": "a", "answer": "again", "reference": ANSWER}),
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(lines))
    done = grade("in.jsonl", "--output", "out.jsonl", "--json")
    summary = json.loads(done.stdout)
    assert (summary["rows"], summary["graded"], summary["dead_letters"]) == (4, 1, 3)
    assert ids(tmp_path / "out.jsonl") == ["a"]
    dead = [json.loads(one) for one in (tmp_path / "out.jsonl.dead.jsonl").read_text().splitlines()]
    assert [one["row"] for one in dead] == [2, 3, 4]
    assert "not JSON" in dead[0]["reason"]
    assert "max_score is 'many'" in dead[1]["reason"]
    assert "stands in row 1 too" in dead[2]["reason"]


def test_a_table_of_nothing_but_bad_rows_is_an_error(grade: Run, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("answer,score\nsomething,B+\n")
    done = grade("in.csv", "--output", "out.csv")
    assert done.returncode == 1
    assert "none of 1 rows can be graded; row 1: human_score is 'B+'" in done.stderr


def test_a_question_id_of_the_table_s_own_is_graded_by_what_comes_with_it(grade: Run) -> None:
    row = {"answer": ANSWER, "question_id": "Q7", "reference": ANSWER}
    (found,) = map(json.loads, grade("-", typed=json.dumps(row)).stdout.splitlines())
    assert (found["question_id"], found["basis"], found["graded"]) == ("Q7", "reference", True)


def test_a_trial_with_a_limit_is_gone_on_with_not_done_again(grade: Run, tmp_path: Path) -> None:
    everyone = written(tmp_path / "in.jsonl", 6)
    assert grade("in.jsonl", "-o", "out.jsonl", "--limit", "2").returncode == 0
    assert ids(tmp_path / "out.jsonl") == everyone[:2]
    assert grade("in.jsonl", "-o", "out.jsonl").returncode == 0
    assert ids(tmp_path / "out.jsonl") == everyone


def test_resuming_something_else_is_refused(grade: Run, tmp_path: Path) -> None:
    written(tmp_path / "in.jsonl", 2)
    grade("in.jsonl", "-o", "out.jsonl")
    before = (tmp_path / "out.jsonl").read_bytes()
    other = grade("in.jsonl", "-o", "out.jsonl", "--level", "staff")
    assert other.returncode == 2
    assert "another level (senior, now staff)" in other.stderr
    assert (tmp_path / "out.jsonl").read_bytes() == before
    assert grade("in.jsonl", "-o", "out.jsonl", "--level", "staff", "--no-resume").returncode == 0


def test_a_mean_below_the_minimum_exits_with_3(grade: Run) -> None:
    row = json.dumps({"answer": "I would ask somebody else about that.", "key_points": KEY_POINTS})
    assert grade("-", "--min-score", "1", typed=row).returncode == 0
    done = grade("-", "--min-score", "4.5", typed=row)
    assert done.returncode == 3
    assert "below --min-score 4.5" in done.stderr


def test_scores_of_people_are_compared_beside_two_baselines(grade: Run, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    words = ANSWER.split()
    with path.open("w") as file:
        for n in range(1, 9):
            row = {"answer": " ".join(words[: 3 * n]), "reference": ANSWER}
            file.write(json.dumps(row | {"human_score": n, "max_score": 8}) + "\n")
    summary = json.loads(grade("in.jsonl", "-o", "out.jsonl", "--json").stdout)
    found = {one["name"]: one for one in summary["agreement"]}
    assert list(found) == ["interviewer", "length alone", "token recall"]
    assert found["interviewer"]["spearman"]["value"] > 0.8


def test_examples_from_a_file_move_the_grades(grade: Run, tmp_path: Path) -> None:
    row = json.dumps({"question": "Q?", "answer": ANSWER, "reference": ANSWER, "max_score": 10})
    examples = f'question,answer,score,max score\nQ?,"{ANSWER}",2,10\n'
    (tmp_path / "examples.csv").write_text(examples)
    plain = json.loads(grade("-", typed=row).stdout)["score"]
    strict = json.loads(grade("-", "--examples", "examples.csv", typed=row).stdout)["score"]
    assert strict < plain


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (("nowhere.csv",), 2, "there is no file 'nowhere.csv'"),
        (("a.csv",), 2, "'id', 'essay'"),
        (("a.csv", "--map", "answer=Essay", "-o", "a.csv"), 2, "would be overwritten"),
        (("a.csv", "--map", "answer=Essay", "-o", "no/a.csv"), 2, "there is no folder"),
        (("a.csv", "--map", "essay"), 2, "names no field"),
        (("a.csv", "--format", "xml"), 2, "choose jsonl, csv or parquet"),
        (("a.csv", "--engine", "magic"), 2, "there is no engine 'magic'"),
        (("empty",), 2, "holds no transcripts"),
    ],
)
def test_what_can_t_be_done_is_a_sentence(
    grade: Run, tmp_path: Path, arguments: tuple[str, ...], status: int, says: str
) -> None:
    (tmp_path / "a.csv").write_text("id,essay\n1,text\n")
    (tmp_path / "empty").mkdir()
    done = grade(*arguments)
    assert (done.returncode, done.stdout) == (status, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def started(env: dict[str, str], folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*COMMAND, "in.jsonl", "--output", "out.jsonl", "--workers", "2"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=env,
        cwd=folder,
        start_new_session=True,
    )


def until(exists: Path, seconds: float = 20) -> None:
    limit = time.monotonic() + seconds
    while not exists.exists() and time.monotonic() < limit:
        time.sleep(0.02)


@pytest.mark.slow
def test_killed_at_any_moment_it_completes_with_every_id_once(
    env: dict[str, str], grade: Run, tmp_path: Path
) -> None:
    everyone = written(tmp_path / "in.jsonl", 400)
    moments = random.Random(6)
    for _ in range(5):
        process = started(env, tmp_path)
        until(tmp_path / "out.jsonl.ledger")
        time.sleep(moments.uniform(0, 1.5))
        process.kill()
        process.communicate()
    assert grade("in.jsonl", "--output", "out.jsonl").returncode == 0
    assert ids(tmp_path / "out.jsonl") == everyone
    assert grade("in.jsonl", "--output", "whole.jsonl").returncode == 0
    assert (tmp_path / "whole.jsonl").read_bytes() == (tmp_path / "out.jsonl").read_bytes()


@pytest.mark.slow
def test_ctrl_c_says_how_to_resume(env: dict[str, str], grade: Run, tmp_path: Path) -> None:
    everyone = written(tmp_path / "in.jsonl", 600)
    process = started(env, tmp_path)
    until(tmp_path / "out.jsonl.ledger")
    time.sleep(1.5)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "resume with: interviewer grade in.jsonl --output out.jsonl --workers 2" in said
    assert "Traceback" not in said
    assert grade("in.jsonl", "--output", "out.jsonl").returncode == 0
    assert ids(tmp_path / "out.jsonl") == everyone


def test_the_example_in_the_documents_is_real(grade: Run, tmp_path: Path) -> None:
    page = DOCUMENT.read_text()
    table, said = (re.findall(rf"```{kind}\n(.*?)```", page, re.DOTALL)[0] for kind in FENCES)
    (tmp_path / "answers.csv").write_text(table)
    command = re.findall(r"^    interviewer grade (answers\.csv --map .*)$", page, re.MULTILINE)[0]
    done = grade(*command.split())
    assert without_mean(done.stderr + done.stdout) == without_mean(said)
    with (tmp_path / "grades.csv").open(newline="") as file:
        found = {row["id"]: row for row in csv.DictReader(file)}
    assert list(found) == ["Ana", "Ben", "Cleo", "Dan"]
    assert found["Ben"]["score"] == "1.0"
    assert found["Cleo"]["flags"] == "injection"


def without_mean(text: str) -> str:
    return re.sub(r"mean score [\d.]+", "mean score", text)
