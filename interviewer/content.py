"""All that is written for the interviews: tracks, rounds, questions, rubrics, passages.

Files are read when they are first needed, so that an interviewer speaks before the whole
bank is loaded.
"""

import hashlib
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Protocol, Self, TypeVar, cast

from interviewer.data import data, shown
from interviewer.errors import ContentError, UsageError
from interviewer.guide.passages import Passage, Subjects
from interviewer.loader import load, load_page
from interviewer.questions import Question
from interviewer.rounds import Round, Track
from interviewer.rubric import RoundRubric, ValuesRubric


class Named(Protocol):
    @property
    def id(self) -> str: ...


N = TypeVar("N", bound=Named)


CORPUS, RUBRICS = "corpus", "rubrics"


class Content:
    """The content below roots that hold `corpus/` and `rubrics/`; by default our own alone.

    What several roots hold is read from the first of them.
    """

    def __init__(self, *roots: Path) -> None:
        self.roots = roots or (own_root(),)
        self._read: dict[Path, Named] = {}

    @classmethod
    def with_added(cls, folder: Path | None) -> Self:
        """Our own with a folder of the user's before it; UsageError if that holds nothing."""
        if folder is None:
            return cls()
        if not any((folder / name).is_dir() for name in (CORPUS, RUBRICS)):
            found = "holds neither corpus/ nor rubrics/" if folder.is_dir() else "is no folder"
            raise UsageError(
                f"{folder}: {found}; give a folder laid out as docs/add-a-track.md shows"
            )
        return cls(folder, own_root())

    @property
    def added(self) -> Path | None:
        """The user's folder, if there is one."""
        return self.roots[0] if self.roots[0] != own_root() else None

    def place(self, relative: str) -> Path:
        """Where a file is read from; where the user's would be, if it is nowhere."""
        places = [root / relative for root in self.roots]
        return next((place for place in places if place.exists()), places[0])

    def files(self, pattern: str) -> list[Path]:
        """The files that match below the roots, each relative path once, in its own order."""
        found: dict[str, Path] = {}
        for root in self.roots:
            for path in root.glob(pattern):
                found.setdefault(path.relative_to(root).as_posix(), path)
        return [path for _, path in sorted(found.items())]

    def _once(self, path: Path, name: str, read: Callable[[Path], N]) -> N:
        """The item in a file, read once; its id must be the one that its place gives it."""
        if path not in self._read:
            item = read(path)
            if item.id != name:
                raise ContentError(
                    f"{shown(path)}: id: must be {name!r}, as its place says (found {item.id!r})"
                )
            self._read[path] = item
        return cast("N", self._read[path])

    @property
    def track_ids(self) -> tuple[str, ...]:
        return tuple(path.parent.name for path in self.files(f"{CORPUS}/tracks/*/track.toml"))

    def track(self, track_id: str) -> Track:
        if track_id not in self.track_ids:
            raise UsageError(
                f"there is no track {track_id!r}; choose one of {', '.join(self.track_ids)}"
            )
        path = self.place(f"{CORPUS}/tracks/{track_id}/track.toml")
        return self._once(path, track_id, lambda p: load(p, Track))

    def round(self, track_id: str, round_id: str) -> Round:
        path = self.place(f"{CORPUS}/tracks/{track_id}/{round_id}.toml")
        return self._once(path, round_id, lambda p: load(p, Round))

    def question_ids(self, track_id: str, round_id: str) -> tuple[str, ...]:
        folder = f"{CORPUS}/questions/{track_id}/{round_id}"
        ids = tuple(path.stem for path in self.files(f"{folder}/*.toml"))
        if not ids:
            place = shown(self.roots[0] / folder)
            raise ContentError(f"{place}: holds no questions; expected *.toml files")
        return ids

    def question(self, track_id: str, round_id: str, question_id: str) -> Question:
        path = self.place(f"{CORPUS}/questions/{track_id}/{round_id}/{question_id}.toml")
        return self._once(path, question_id, lambda p: load(p, Question))

    def bank(self, track_id: str, round_id: str) -> list[Question]:
        """All questions of a round, in the order of their ids."""
        ids = self.question_ids(track_id, round_id)
        return [self.question(track_id, round_id, question_id) for question_id in ids]

    @cached_property
    def values(self) -> ValuesRubric:
        return load(self.place(f"{RUBRICS}/values.toml"), ValuesRubric)

    def rubric(self, rubric_id: str) -> RoundRubric:
        """A round's rubric, such as `mle/ml-depth`."""
        path = self.place(f"{RUBRICS}/{rubric_id}.toml")
        return self._once(path, rubric_id, lambda p: load(p, RoundRubric))

    @property
    def passage_ids(self) -> tuple[str, ...]:
        return tuple(path.stem for path in self.files(f"{CORPUS}/guide/*.md"))

    @property
    def subjects(self) -> tuple[str, ...]:
        """What the passages must cover between them; nothing if the corpus names nothing."""
        path = self.place(f"{CORPUS}/subjects.toml")
        return load(path, Subjects).ids if path.exists() else ()

    def passage(self, passage_id: str) -> Passage:
        path = self.place(f"{CORPUS}/guide/{passage_id}.md")
        return self._once(path, passage_id, lambda p: load_page(p, Passage))

    @cached_property
    def version(self) -> str:
        """A short hash of all that judges an answer, so that a transcript says by what."""
        digest = hashlib.sha256()
        for path in self._judging_files():
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
        return digest.hexdigest()[:12]

    def _judging_files(self) -> Iterator[Path]:
        yield from self.files(f"{CORPUS}/tracks/*/*.toml")
        yield from self.files(f"{CORPUS}/questions/*/*/*.toml")
        yield from self.files(f"{RUBRICS}/**/*.toml")


def own_root() -> Path:
    return data(CORPUS).parent
