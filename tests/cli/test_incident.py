"""`interviewer incident`."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import Result
from typer.testing import CliRunner

from interviewer.cli.app import app
from interviewer.errors import UsageError

HOT = ("--seed", "7", "--fault", "thermal", "--hardware", "8xh100", "--workload", "training")
MESSAGES = """What is the batch size, and what changed?

Show me the training log and dmon.

It could be a power cap or a thermal problem; a power cap would show pviol. Can I see nvidia-smi -q?

Conclusion: one GPU is thermally throttling, its clock drops. Fix the fans. I expect 1.4x.
Afterwards I'd measure the clocks and steps per second.
"""


def run(*arguments: str, stdin: str = "") -> Result:
    return CliRunner().invoke(app, ["incident", *arguments], input=stdin, catch_exceptions=False)


def test_the_list_names_every_fault() -> None:
    assert "shard-skew" in run("--list").stdout
    listed = json.loads(run("--list", "--json").stdout)
    assert len(listed["faults"]) >= 18
    assert listed["schema_version"] == 1


def test_a_file_of_messages_is_played_and_judged(tmp_path: Path) -> None:
    file = tmp_path / "messages.txt"
    file.write_text(MESSAGES)
    played = json.loads(run(*HOT, "--answers", str(file), "--json").stdout)
    assert [turn["revealed"] for turn in played["turns"]] == [
        [],
        ["training-log", "dmon"],
        ["smi-q"],
        [],
    ]
    verdicts = {mark["id"]: mark["verdict"] for mark in played["criteria"]}
    assert verdicts["root-cause"] == "met"
    assert played["fault"] == "thermal"
    assert 4 <= played["score"] <= 5


def test_lines_are_read_from_a_pipe_and_answered() -> None:
    lines = "\n".join(part.replace("\n", " ") for part in MESSAGES.split("\n\n"))
    out = run(*HOT, stdin=lines).stdout
    assert "[nvidia-smi dmon]" in out
    assert "Score" in out
    assert "It was: Cooling fails" in out


def test_nothing_gives_the_fault_away_before_the_end() -> None:
    out = run(*HOT, stdin="What changed?\n").stdout
    assert "thermal" not in out.lower()


def test_leaving_without_a_conclusion_says_how_to_play_it_again() -> None:
    left = run(*HOT, stdin="Show me dmon.\n")
    assert left.exit_code == 130
    again = left.stderr.split("Play it again: interviewer incident ")[1].split()
    assert run(*again, stdin="Show me dmon.\n").stdout == left.stdout


def test_a_file_that_cannot_be_played_is_refused_before_anything_is_told(tmp_path: Path) -> None:
    (tmp_path / "odd.txt").write_bytes(b"\xff\xfe\x00")
    played = CliRunner().invoke(app, ["incident", "--answers", str(tmp_path / "odd.txt")])
    assert isinstance(played.exception, UsageError)
    assert not played.stdout


def test_an_export_holds_every_text_and_the_picture(tmp_path: Path) -> None:
    run(*HOT, "--export", str(tmp_path / "out"))
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"dmon.txt", "smi-q.txt", "speedscope.json", "incident.json", "answer.md"} <= names
    picture = ET.parse(tmp_path / "out/timeline.svg").getroot()
    assert picture.tag.endswith("svg")
    public = (tmp_path / "out/incident.json").read_text()
    assert "thermal" not in public


def test_all_can_be_revealed_at_once() -> None:
    values = json.loads(run(*HOT, "--reveal-all", "--json").stdout)
    assert {artefact["id"] for artefact in values["artefacts"]} > {"dmon", "ncu", "nccl-log"}
    assert values["speedup"] > 1


def test_the_same_seed_prints_the_same() -> None:
    assert run(*HOT, "--reveal-all").stdout == run(*HOT, "--reveal-all").stdout


@pytest.mark.parametrize(
    "arguments", [("--fault", "gremlins"), ("--level", "guru"), ("--answers", "/nowhere.txt")]
)
def test_what_cannot_be_played_is_refused(arguments: tuple[str, ...]) -> None:
    with pytest.raises(UsageError):
        run("--seed", "1", *arguments)
