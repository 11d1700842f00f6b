"""`interviewer check`."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from interviewer.cli.app import app
from interviewer.errors import ContentError, UsageError

TEXT = "An H100 SXM has 3.35 TB/s of memory bandwidth. A 70B model in FP16 needs 35 GB for weights."


def run(*arguments: str, stdin: str = "") -> str:
    return (
        CliRunner().invoke(app, ["check", *arguments], input=stdin, catch_exceptions=False).stdout
    )


def test_a_text_is_read_from_the_argument_stdin_or_a_file(tmp_path: Path) -> None:
    file = tmp_path / "answer.txt"
    file.write_text(TEXT)
    outputs = [run(TEXT, "--json"), run("-", "--json", stdin=TEXT), run(str(file), "--json")]
    assert outputs[0] == outputs[1] == outputs[2]
    verdicts = [claim["verdict"] for claim in json.loads(outputs[0])["claims"]]
    assert verdicts == ["right", "wrong"]


def test_the_context_gives_it_a_meaning() -> None:
    out = run("That takes 140 GB.", "--context", "Weights of a 70B model in FP16?", "--json")
    assert [claim["verdict"] for claim in json.loads(out)["claims"]] == ["right"]


def test_records_come_back_one_a_line_in_order(tmp_path: Path) -> None:
    file = tmp_path / "answers.jsonl"
    records = [
        {"id": "b", "text": TEXT},
        {"id": "a", "text": ""},
        {"id": "c", "text": "I like GPUs."},
    ]
    file.write_text("".join(json.dumps(record) + "\n" for record in records))
    rows = [json.loads(line) for line in run(str(file), "--json").splitlines()]
    assert [(row["id"], len(row["claims"])) for row in rows] == [("b", 2), ("a", 0), ("c", 0)]


def test_a_person_sees_verdict_working_and_slip() -> None:
    out = run(TEXT)
    assert "“35 GB”  wrong" in out
    assert "should be 140 GB" in out
    assert "perhaps:" in out


def test_a_text_without_numbers_says_so() -> None:
    assert run("I like GPUs.") == "No number that can be checked.\n"


@pytest.mark.parametrize("line", ["{not json", '["a"]', '{"id": "a"}', '{"id": "a", "text": 3}'])
def test_a_line_that_is_no_record_is_named(line: str, tmp_path: Path) -> None:
    file = tmp_path / "answers.jsonl"
    file.write_text(f"{line}\n")
    with pytest.raises(ContentError, match=r"answers\.jsonl:1"):
        run(str(file))


def test_a_missing_file_is_not_checked_as_a_text() -> None:
    with pytest.raises(UsageError, match="no file"):
        run("missing.jsonl")
