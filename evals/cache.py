"""Outcomes kept by the content of all that made them, so that a run goes on where one stopped."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from pathlib import Path

import platformdirs

from evals.suites.suite import Failure, Outcome

ROOT = Path(__file__).parents[1]
SOURCES = ("interviewer", "tools", "corpus", "rubrics", "evals")
SUFFIXES = frozenset({".py", ".toml", ".md", ".jsonl"})
FOLDER = Path(platformdirs.user_cache_dir("interviewer")) / "evals"


@cache
def version() -> str:
    """Of all code and content, since a score may hang on any of it."""
    digest = hashlib.sha256()
    for path in sources():
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def sources() -> Iterator[Path]:
    for folder in SOURCES:
        yield from (p for p in sorted((ROOT / folder).rglob("*")) if p.suffix in SUFFIXES)


class Cache:
    """The outcomes of one suite and engine in this version, a JSON line each, as they come."""

    def __init__(self, suite: str, engine: str, folder: Path = FOLDER) -> None:
        self.path = folder / version() / f"{suite}-{engine}.jsonl"
        self.known = dict(self.read())

    def read(self) -> Iterator[tuple[str, Outcome]]:
        """What is there; a line torn by a kill is left out and measured again."""
        if not self.path.exists():
            return
        for line in self.path.read_text(encoding="utf-8").splitlines():
            try:
                kept = json.loads(line)
                failures = tuple(Failure(**failure) for failure in kept["failures"])
                yield kept["case"], Outcome(failures, kept["measures"], kept["shown"])
            except (ValueError, KeyError, TypeError):
                continue

    def keep(self, case: str, outcome: Outcome) -> None:
        self.known[case] = outcome
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"case": case, **asdict(outcome)}) + "\n")
