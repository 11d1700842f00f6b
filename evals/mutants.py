"""Breaks the product on purpose, one line at a time, and asks whether the suites notice.

    python -m evals.mutants [NAME…]

Each mutant of mutants.toml changes one line in a copy of the tree, where its suite then runs. It
is caught when a figure misses its threshold, or differs from what evals/RESULTS.md says.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import RootModel

from evals.cache import ROOT, SOURCES
from evals.results import PATH as RESULTS
from evals.suites.suite import Figure
from interviewer.errors import ContentError
from interviewer.loader import Written, load
from interviewer.rubric import Id, Text

PATH = Path(__file__).with_suffix(".toml")
MOST_SECONDS = 600
MISSED = 3


class Mutant(Written):
    """`old` stands exactly once in `file`; `new` takes its place."""

    about: Text
    file: Text
    old: Text
    new: str
    suite: Id


class Mutants(RootModel[dict[Id, Mutant]]):
    pass


def mutants() -> dict[str, Mutant]:
    return load(PATH, Mutants).root


def main(names: Sequence[str]) -> int:
    """Prints a line for each mutant; exit status 1 if more than two in twenty survive."""
    chosen = {name: mutant for name, mutant in mutants().items() if not names or name in names}
    caught = 0
    for name, mutant in chosen.items():
        how = noticed(mutant)
        caught += how != ""
        print(f"{name:32} {how or 'SURVIVED'}  ({mutant.about})", flush=True)
    print(f"caught {caught} of {len(chosen)}")
    return 0 if caught >= 0.9 * len(chosen) else 1


def noticed(mutant: Mutant) -> str:
    """How the suite noticed; nothing if it didn't."""
    with tempfile.TemporaryDirectory() as folder:
        tree = copied(Path(folder))
        broken(tree, mutant)
        done = measured(tree, mutant.suite)
    if done.returncode == MISSED:
        return "below a threshold"
    if done.returncode:
        return "breaks down"
    return "changes the results" if is_changed(json.loads(done.stdout), mutant.suite) else ""


def copied(folder: Path) -> Path:
    leave_out = shutil.ignore_patterns("__pycache__", "recorded")
    for name in SOURCES:
        shutil.copytree(ROOT / name, folder / name, ignore=leave_out)
    return folder


def broken(tree: Path, mutant: Mutant) -> None:
    """Raises ContentError when the line to break is no longer there."""
    path = tree / mutant.file
    text = path.read_text(encoding="utf-8")
    if text.count(mutant.old) != 1:
        raise ContentError(
            f"evals/mutants.toml: {mutant.old!r} must stand once in {mutant.file} "
            f"(found {text.count(mutant.old)} times); choose another line"
        )
    path.write_text(text.replace(mutant.old, mutant.new), encoding="utf-8")


def measured(tree: Path, suite: str) -> subprocess.CompletedProcess[str]:
    """Runs the suite on the copy, with a cache of its own."""
    command = [sys.executable, "-m", "evals", "--json", "--suite", suite]
    surroundings = {**os.environ, "PYTHONPATH": str(tree), "XDG_CACHE_HOME": str(tree / "cache")}
    return subprocess.run(
        command,
        cwd=tree,
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=MOST_SECONDS,
        check=False,
    )


def is_changed(found: dict[str, Any], suite: str) -> bool:
    """Whether a figure is not the one on the committed page."""
    page = RESULTS.read_text(encoding="utf-8")
    section = page.partition(f"## {suite.capitalize()}\n")[2].partition("\n## ")[0]
    return any(row not in section for row in rows(found))


def rows(found: dict[str, Any]) -> Iterator[str]:
    for suite in found["suites"]:
        for name, figure in suite["figures"].items():
            yield f"| {name} | {Figure(**figure)} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
