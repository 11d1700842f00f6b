"""The candidate's documents: files found, read in a process that may die, cut into chunks."""

import hashlib
import json
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import Timer
from typing import Self

from interviewer.errors import ContentError
from interviewer.guide.chunks import Chunk, pieces
from interviewer.guide.formats import SUFFIXES, Kind
from interviewer.guide.prose import Section

LONGEST_SECONDS = 120
# Three thick books; every chunk of it is checked and embedded, which takes minutes by then.
MOST_WORDS = 400_000
UNSAFE_IN_ID = re.compile(r"[^a-z0-9]+")

Check = Callable[[str, str], str]


class Reader:
    """Reads files one after the other in a child process, which is replaced when one kills it."""

    def __init__(self, longest_seconds: float = LONGEST_SECONDS) -> None:
        self._longest_seconds = longest_seconds
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def read(self, path: Path) -> tuple[Kind, list[Section]]:
        """Raises ContentError with what is wrong with the file, whatever it does to its reader."""
        line = self._exchanged(json.dumps(str(path)))
        if not line:
            self._end()
            raise ContentError("broke its reader, or kept it too long; it was not added")
        said = json.loads(line)
        if "fault" in said:
            raise ContentError(said["fault"])
        return said["kind"], bounded([Section(tuple(a), tuple(b)) for a, b in said["sections"]])

    def _exchanged(self, request: str) -> str:
        process = self._process = self._process or started()
        assert process.stdin
        assert process.stdout
        overdue = Timer(self._longest_seconds, process.kill)
        overdue.start()
        try:
            process.stdin.write(request + "\n")
            process.stdin.flush()
            return process.stdout.readline()
        except BrokenPipeError:
            return ""
        finally:
            overdue.cancel()

    def _end(self) -> None:
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None


def bounded(sections: list[Section]) -> list[Section]:
    words = sum(len(block.split()) for section in sections for block in section.blocks)
    if words > MOST_WORDS:
        raise ContentError(
            f"holds {words:,} words, at most {MOST_WORDS:,} are taken in; split off what you need"
        )
    return sections


def started() -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "interviewer.guide.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )


def files_in(path: Path) -> Iterator[Path]:
    """The files that a path stands for, in order: itself, or what a folder has that can be read.

    Hidden ones and links inside a folder are left alone.
    """
    if not path.is_dir():
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            found = Path(folder, name)
            is_ours = found.suffix.lower() in SUFFIXES and not name.startswith(".")
            if is_ours and found.is_file() and not found.is_symlink():
                yield found


def document_id(path: Path) -> str:
    """The name made plain, with a mark of the whole path: `my-notes-3fa91c`."""
    ascii_name = unicodedata.normalize("NFKD", path.stem).encode("ascii", "ignore").decode()
    plain = UNSAFE_IN_ID.sub("-", ascii_name.lower()).strip("-")[:40].rstrip("-")
    return f"{plain or 'document'}-{hashlib.sha256(str(path).encode()).hexdigest()[:6]}"


def chunks_of(path: Path, sections: Sequence[Section], sha256: str, check: Check) -> list[Chunk]:
    """`check` remarks on what does not hold in a text below these headings, a line each; empty
    where all does.
    """
    found: list[Chunk] = []
    for number, (above, piece) in enumerate(pieces(sections)):
        remark = check(piece, " › ".join(above))
        found.append(
            Chunk(
                id=f"{document_id(path)}#{number}",
                parent=document_id(path),
                origin="document",
                title=shown(path.name),
                text=piece,
                source=", ".join([shown(path.name), *([" › ".join(above)] if above else [])]),
                status="disputed" if remark else "own",
                remark=remark,
                path=str(path),
                sha256=sha256,
            )
        )
    return found


def shown(name: str) -> str:
    """A file's name as it can be printed: a name may hold escape sequences and broken bytes."""
    readable = name.encode("utf-8", "replace").decode()
    return "".join(c if c.isprintable() else "�" for c in readable)
