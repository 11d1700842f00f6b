"""`interviewer calc` as it is typed: lists, answers, schemas, drawings, completion, refusals."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pytest

from interviewer.checking.calculators import get, names
from interviewer.cli import main

H100_ROOF = ("calc", "roofline", "--gpu", "H100 SXM")


class Ran(NamedTuple):
    status: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in this process, as the installed script would."""

    def call(*words: str) -> Ran:
        monkeypatch.setattr(sys, "argv", ["interviewer", *words])
        status = 0
        try:
            main()
        except SystemExit as ended:
            status = ended.code if isinstance(ended.code, int) else 0
        return Ran(status, *capsys.readouterr())

    return call


def test_the_command_of_the_documentation_works_as_typed(run: Run) -> None:
    ran = run("calc", "kv-cache", "--model", "Llama 3 70B", "--tokens", "128k", "--dtype", "fp8")
    assert ran.status == 0
    assert ran.out.startswith("20.97 GB (19.53 GiB)\n")
    assert "= 163,840 bytes per token" in ran.out
    assert "formula  2 × L × H_kv × d × bytes × tokens × batch" in ran.out
    assert "Llama 3 70B: layers 80, kv heads 8, head dim 128 (copy of a first-party" in ran.out
    assert "<https://arxiv.org/abs/2309.06180>" in ran.out
    assert ran.err == ""


def test_without_a_name_all_are_listed_by_topic(run: Run) -> None:
    ran = run("calc")
    assert ran.status == 0
    for name in names():
        assert f"  {name} " in ran.out
    assert "\nkv-cache\n" in ran.out


def test_the_list_as_json_has_names_and_summaries(run: Run) -> None:
    listed = json.loads(run("calc", "--json").out)
    assert listed["schema_version"] == 1
    assert [row["name"] for row in listed["calculators"]] == names()
    assert all(row["summary"] for row in listed["calculators"])


def test_an_answer_as_json_is_the_result_with_its_facts(run: Run) -> None:
    ran = run("calc", "kv-cache", "--model", "Llama 3 70B", "--json")
    found = json.loads(ran.out)
    assert (found["schema_version"], found["value"], found["unit"]) == (1, 327_680, "B")
    assert {fact["input"] for fact in found["facts"]} == {"layers", "kv_heads", "head_dim"}
    assert found["sources"][0]["ref"].startswith("https://")


def test_a_schema_is_one_of_an_object(run: Run) -> None:
    schema = json.loads(run("calc", "kv-cache", "--schema").out)
    assert schema["type"] == "object"
    assert schema["properties"]["tokens"]["default"] == 1


@pytest.mark.parametrize("name", names())
def test_help_lists_every_input_with_its_unit_and_default(run: Run, name: str) -> None:
    ran = run("calc", name, "--help")
    text = " ".join(ran.out.split())
    assert ran.status == 0
    for key in get(name).inputs:
        assert f"--{key.replace('_', '-')}" in text
    assert f"Example: interviewer calc {name}" in text


def test_help_says_what_is_needed_and_what_is_default(run: Run) -> None:
    text = " ".join(run("calc", "kv-cache", "--help").out.split())
    assert "--tokens tokens Tokens in the sequence, prompt or step [default 1]" in text
    assert "--head-dim elements Width of one attention head [needed, or --model]" in text


def test_the_help_of_all_lists_topics(run: Run) -> None:
    assert "kv-cache-per-device" in run("calc", "--help").out


def test_flags_are_given_as_flags(run: Run) -> None:
    shape = ("--tokens", "1024", "--heads", "16", "--head-dim", "64")
    whole = json.loads(run("calc", "attention-flops", *shape, "--no-causal", "--json").out)
    half = json.loads(run("calc", "attention-flops", *shape, "--causal", "--json").out)
    assert whole["value"] == 2 * half["value"]


def test_an_unverified_fact_says_so(run: Run) -> None:
    ran = run("calc", "transfer-time", "--bytes-moved", "1GB", "--link", "PCIe 3")
    assert "(unverified, 2026: " in ran.out


def test_a_range_of_the_sources_is_shown(run: Run) -> None:
    ran = run("calc", "memory-bandwidth", "--gpu", "H100 SXM", "--clock-hz", "2.6GHz")
    assert ran.status == 0
    ran = run("calc", "ridge-point", "--gpu", "H100 PCIe")
    assert "(sources differ: 2,000 to 2,039)" in ran.out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["kv-cach"], "no calculator is called 'kv-cach': did you mean kv-cache"),
        (["kv-cache"], "kv-cache needs --layers, --kv-heads, --head-dim, or --model"),
        (["kv-cache", "--layers", "80GB"], "--layers: '80GB' is bytes, but expected a count"),
        (["ridge-point", "--gpu", "H100"], "can be NVIDIA H100 PCIe 80GB"),
        (["--json", "kv-cache"], "--json belongs after the calculator's name"),
        (["roofline", "--gpu", "H100 SXM", "--point", "x"], "--point: 'x' has no name"),
        ([*H100_ROOF[1:], "--point", "x=1", "--svg", "/no/such/x.svg"], "was not written"),
    ],
)
def test_a_refusal_is_one_sentence_on_stderr(run: Run, words: list[str], message: str) -> None:
    ran = run("calc", *words)
    assert ran.status == 2
    assert ran.out == ""
    assert ran.err.startswith("interviewer: ")
    assert message in ran.err
    assert ran.err.count("\n") == 1


def test_an_unknown_option_is_refused(run: Run) -> None:
    ran = run("calc", "kv-cache", "--lairs", "5")
    assert ran.status == 2
    assert "--layers" in ran.err


def test_a_roofline_is_drawn_with_its_points(run: Run) -> None:
    ran = run(*H100_ROOF, "--point", "decode=1", "--point", "gemm=550@620TFLOPS")
    assert "A decode: 1 FLOP/B, memory-bound, at most 3.35 TFLOP/s" in ran.out
    assert "B gemm: 550 FLOP/B, compute-bound, at most 989 TFLOP/s; 620 TFLOP/s" in ran.out
    assert "\x1b" not in ran.out


def test_a_plain_roofline_is_drawn_in_ascii(run: Run) -> None:
    ran = run(*H100_ROOF, "--intensity-flops-per-byte", "100", "--plain")
    drawing = ran.out.partition("NVIDIA H100 SXM5 80GB: 989 TFLOP/s dense")[2]
    assert drawing.isascii()
    assert "A kernel: 100 FLOP/B" in drawing


def test_a_roofline_is_drawn_into_a_file(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "roof.svg"
    ran = run(*H100_ROOF, "--point", "decode=1", "--svg", str(file), "--json")
    assert ran.err == f"Drawn into {file}.\n"
    assert json.loads(ran.out)["roofline"]["points"][0]["bound"] == "memory"
    assert ET.parse(file).getroot().tag.endswith("svg")


def completed(line: str) -> list[str]:
    """What a shell would offer at the end of `line`."""
    words = line.split(" ")
    asked = {"COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    # The shell's variable is called after the command.
    code = "import sys; sys.argv = ['interviewer']; from interviewer.cli import main; main()"
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | asked | {"_INTERVIEWER_COMPLETE": "complete_bash"},
        capture_output=True,
        text=True,
        check=False,
    )
    return ran.stdout.split("\n")


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("interviewer calc kv-cache-", ["kv-cache-per-device"]),
        ("interviewer calc kv-cache --kv-", ["--kv-heads"]),
        ("interviewer calc zero-memory --zero-stage ", ["0", "1", "2", "3"]),
        ("interviewer calc kv-cache --model Phi-4", ["Phi-4 14B"]),
    ],
)
def test_a_shell_completes_names_options_and_values(line: str, offered: list[str]) -> None:
    assert set(offered) <= set(completed(line))
