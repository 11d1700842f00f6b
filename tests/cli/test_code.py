"""`interviewer code` as it is typed: lists, statements, examples, submissions, hints, kernels."""

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from interviewer.cli import main
from interviewer.coding import ladder
from interviewer.coding.compiling import trouble_with_nvcc
from interviewer.coding.problem import problem

NAME = "online-softmax"
FOLDER = problem(NAME).folder
RIGHT = FOLDER / "reference.py"
WRONG = FOLDER / "wrong/starts_at_zero.py"
ANSWERS = (
    "O(w)\n1.27\n32 MiB\nmax, total and output: rescale both by exp of the difference and add\n"
    "exp of minus infinity is zero so the old sum vanishes, but nan for an empty block\n"
)

pytestmark = pytest.mark.skipif(
    bool(ladder.trouble_with_bubblewrap()), reason=ladder.trouble_with_bubblewrap() or "-"
)


class Ran(NamedTuple):
    status: int
    out: str
    err: str


class Typed(io.StringIO):
    """Lines as a person types them."""

    def isatty(self) -> bool:
        return True


Run = Callable[..., Ran]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Runs the command in this process, in a folder of its own, with lines of standard input."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("INTERVIEWER_DATA_DIR", str(tmp_path / "data"))

    def call(*words: str, said: str = "", source: type[io.StringIO] = io.StringIO) -> Ran:
        monkeypatch.setattr(sys, "argv", ["interviewer", "code", *words])
        monkeypatch.setattr(sys, "stdin", source(said))
        status = 0
        try:
            main()
        except SystemExit as ended:
            status = ended.code if isinstance(ended.code, int) else 0
        return Ran(status, *capsys.readouterr())

    return call


def test_the_list_has_both_kinds(run: Run) -> None:
    listed = json.loads(run("--list", "--json").out)["problems"]
    kinds = {each["kind"] for each in listed}
    assert kinds == {"problem", "kernel"}
    assert len(listed) >= 30
    assert NAME in run("--list", "--level", "senior").out


def test_a_statement_shows_the_signature_and_examples_but_no_solution(run: Run) -> None:
    shown = run(NAME).out
    assert "def stream_attention(q, blocks)" in shown
    assert "gives (float64[2]" in shown
    assert "np.exp" not in shown


def test_a_file_runs_the_examples(run: Run) -> None:
    assert "Examples: 1 of 1 pass." in run(NAME, "--file", str(RIGHT)).out


def test_a_right_submission_with_right_answers_gets_a_five(run: Run) -> None:
    said = json.loads(run(NAME, "--file", str(RIGHT), "--submit", "--json", said=ANSWERS).out)
    assert [mark["verdict"] for mark in said["questions"]] == ["met"] * 3
    assert said["score"] == 5.0
    assert said["score_covers"] == ["code", "questions", "follow-ups"]
    assert said["sandbox"] == "bubblewrap"
    assert json.loads(Path(said["record"]).read_text())["source"] == RIGHT.read_text()


def test_a_wrong_submission_shows_the_failing_case_and_what_it_teaches(run: Run) -> None:
    ran = run(NAME, "--file", str(WRONG), "--submit", "--seed", "1")
    assert "very-negative: the result" in ran.out
    assert "The first maximum is −inf, not 0" in ran.out
    assert "expected (" in ran.out
    assert "not in the score" in ran.out


def test_good_talk_does_not_save_wrong_code(run: Run) -> None:
    said = json.loads(run(NAME, "--file", str(WRONG), "--submit", "--json", said=ANSWERS).out)
    assert said["score"] <= 2.9


def test_leaving_after_the_first_question_is_no_way_round_the_others(run: Run) -> None:
    said = json.loads(run(NAME, "--file", str(RIGHT), "--submit", "--json", said="O(w)\n").out)
    assert [mark["verdict"] for mark in said["questions"]] == ["met", "not_met", "not_met"]


def test_the_same_seed_draws_the_same_cases(run: Run) -> None:
    flags = (NAME, "--file", str(WRONG), "--submit", "--seed", "5")
    assert run(*flags).out == run(*flags).out


def test_hints_come_one_by_one_and_cost(run: Run) -> None:
    hints = problem(NAME).said.hints
    assert [run(NAME, "--hint").out[: len(h.text)] for h in hints] == [h.text for h in hints]
    assert run(NAME, "--hint").out == "There are no more hints.\n"
    said = json.loads(run(NAME, "--file", str(RIGHT), "--submit", "--json").out)
    assert said["hints_cost"] == pytest.approx(sum(h.cost for h in hints))
    assert said["score"] == pytest.approx(5 - said["hints_cost"])


def test_the_editor_opens_on_the_starter_and_leaving_exits_with_130(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "editor"
    editor.write_text(f'#!/bin/sh\ngrep -q "def stream_attention" "$1" && cp {RIGHT} "$1"\n')
    editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(editor))
    monkeypatch.delenv("VISUAL", raising=False)
    ran = run(NAME, said="r\nq\n", source=Typed)
    assert ran.out.count("Examples: 1 of 1 pass.") == 2
    assert ran.status == 130
    assert f"interviewer code {NAME} --file {NAME}.py" in ran.err


def test_without_a_sandbox_code_is_read_and_not_run(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ladder, "trouble_with_bubblewrap", lambda: "bubblewrap is not installed")
    monkeypatch.setattr(ladder, "trouble_with_docker", lambda: "docker is not installed")
    bad = Path("bad.py")
    bad.write_text("import socket\ndef stream_attention(q):\n    pass\n")
    ran = run(NAME, "--file", "bad.py", "--submit")
    assert ran.status == 5
    assert "imports socket" in ran.out
    assert "takes 1 arguments; expected 2" in ran.out
    assert "--allow-unsandboxed" in ran.err
    loud = run(NAME, "--file", str(RIGHT), "--allow-unsandboxed")
    assert "NOT CONTAINED" in loud.err
    assert "Examples: 1 of 1 pass." in loud.out


def test_a_kernel_is_asked_question_by_question(run: Run) -> None:
    right = "the write\n32\n12.5%\na tile in shared memory with coalesced reads, then sync\n"
    said = json.loads(run("transpose-naive", "--json", said=right).out)
    assert said["score"] == 5.0
    assert run("transpose-naive", said="a\nb\nc\nd\n").out.count("not right:") == 4
    assert "__global__" in run("transpose-naive").out


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("nothing-like-it",), "--list"),
        (("online-softmax", "--level", "junior"), "entry, senior, staff"),
        (("--track", "ai-pm"), "write mle"),
        (("--language", "rust"), "python, cuda"),
        (("online-softmax", "--file", "/dev/null/none", "--submit"), "--file"),
    ],
)
def test_a_wrong_word_is_told_in_one_sentence(run: Run, words: tuple[str, ...], named: str) -> None:
    ran = run(*words)
    assert ran.status == 2
    assert named in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.slow
@pytest.mark.skipif(bool(trouble_with_nvcc()), reason=trouble_with_nvcc() or "-")
def test_cuda_is_compiled_for_its_errors(run: Run) -> None:
    Path("good.cu").write_text("__global__ void f(float *x) { x[threadIdx.x] = 1.0f; }\n")
    Path("bad.cu").write_text("__global__ void f(float *x) { x[threadIdx.x] = y; }\n")
    assert run("--language", "cuda", "--file", "good.cu").status == 0
    ran = run("--language", "cuda", "--file", "bad.cu")
    assert ran.status == 1
    assert "bad.cu(1)" in ran.out


def test_the_command_needs_no_numpy_for_its_help() -> None:
    text = (
        "import sys; from interviewer.cli import app; "
        "sys.exit('numpy' in sys.modules or 'interviewer.coding.problem' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", text], check=False).returncode == 0
