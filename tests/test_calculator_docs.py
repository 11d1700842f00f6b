"""The calculators' pages: as generated, every example running, every comparison recomputed."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from evals.calculator_docs import FOLDER, pages
from evals.compared import Case, cases
from interviewer.checking.calculators import answer, fillable, get, names, topics

ROOT = Path(__file__).parents[1]
PAGES = pages()
COMMAND = re.compile(r"^\$ interviewer calc (\S+)(.*)\n(.+)$", re.MULTILINE)
EXAMPLES = [
    (page, name, typed, shown)
    for page, text in PAGES.items()
    for name, typed, shown in COMMAND.findall(text)
]


def test_the_committed_pages_are_the_generated_ones() -> None:
    committed = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*")}
    assert committed == PAGES


def test_the_check_passes_and_names_a_stale_page(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "evals.calculator_docs", "--check"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (0, "")
    code = (
        "import sys; from pathlib import Path; from evals import calculator_docs as docs;"
        f"docs.FOLDER = Path({str(tmp_path)!r}); sys.argv.append('--check'); docs.main()"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 1
    assert (
        "docs/calculators/kv-cache.md is stale: run python -m evals.calculator_docs" in ran.stdout
    )


def test_every_calculator_has_one_section() -> None:
    headings = [
        heading
        for topic in topics()
        for heading in re.findall(r"^## (.+)$", PAGES[f"{topic}.md"], re.MULTILINE)
    ]
    assert sorted(headings) == names()


def options(name: str, typed: str) -> tuple[dict[str, str], dict[str, str]]:
    """The inputs and the names among the words of a command."""
    entry, words = get(name), shlex.split(typed)
    given: dict[str, str] = {}
    while words:
        word = words.pop(0).removeprefix("--").replace("-", "_")
        if word.startswith("no_") and word not in entry.inputs:
            given[word.removeprefix("no_")] = "false"
        elif word in entry.inputs and entry.inputs[word].type is bool:
            given[word] = "true"
        else:
            given[word] = words.pop(0)
    named = {kind: given.pop(kind) for kind in fillable(entry) if kind in given}
    return given, named


@pytest.mark.parametrize(
    ("page", "name", "typed", "shown"), EXAMPLES, ids=[f"{e[0]}:{e[1]}" for e in EXAMPLES]
)
def test_every_example_on_a_page_runs_as_typed(
    page: str, name: str, typed: str, shown: str
) -> None:
    given, named = options(name, typed)
    found = answer(name, given, **named)
    assert found.shown == shown
    if page != "compared.md":
        assert found.result.value == pytest.approx(get(name).expected, rel=1e-3)


def test_every_calculator_has_an_example() -> None:
    assert {name for page, name, _, _ in EXAMPLES if page != "compared.md"} == set(names())


def test_there_are_fifteen_cases() -> None:
    assert len(cases()) == 15


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.what)
def test_our_result_is_the_published_one(case: Case) -> None:
    assert case.ours == pytest.approx(case.published, rel=case.tolerance)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.what)
def test_what_others_say_lies_outside_the_tolerance_of_ours(case: Case) -> None:
    for other in case.others:
        assert abs(other.value / case.ours - 1) > min(case.tolerance, 0.003), other.tool
