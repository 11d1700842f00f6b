"""All that is written for the interviews: tracks, rounds, questions, rubrics, passages.

Files are read when they are first needed, so that an interviewer speaks before the whole
bank is loaded.
"""

import hashlib
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Protocol, TypeVar, cast

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


class Content:
    """The content below a root that holds `corpus/` and `rubrics/`; by default our own."""

    def __init__(self, root: Path | None = None) -> None:
        self.corpus = root / "corpus" if root else data("corpus")
        self.rubrics = root / "rubrics" if root else data("rubrics")
        self._read: dict[Path, Named] = {}

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
        return tuple(sorted(p.parent.name for p in self.corpus.glob("tracks/*/track.toml")))

    def track(self, track_id: str) -> Track:
        if track_id not in self.track_ids:
            raise UsageError(
                f"there is no track {track_id!r}; choose one of {', '.join(self.track_ids)}"
            )
        path = self.corpus / "tracks" / track_id / "track.toml"
        return self._once(path, track_id, lambda p: load(p, Track))

    def round(self, track_id: str, round_id: str) -> Round:
        path = self.corpus / "tracks" / track_id / f"{round_id}.toml"
        return self._once(path, round_id, lambda p: load(p, Round))

    def question_ids(self, track_id: str, round_id: str) -> tuple[str, ...]:
        folder = self.corpus / "questions" / track_id / round_id
        ids = tuple(sorted(path.stem for path in folder.glob("*.toml")))
        if not ids:
            raise ContentError(f"{shown(folder)}: holds no questions; expected *.toml files")
        return ids

    def question(self, track_id: str, round_id: str, question_id: str) -> Question:
        path = self.corpus / "questions" / track_id / round_id / f"{question_id}.toml"
        return self._once(path, question_id, lambda p: load(p, Question))

    def bank(self, track_id: str, round_id: str) -> list[Question]:
        """All questions of a round, in the order of their ids."""
        ids = self.question_ids(track_id, round_id)
        return [self.question(track_id, round_id, question_id) for question_id in ids]

    @cached_property
    def values(self) -> ValuesRubric:
        return load(self.rubrics / "values.toml", ValuesRubric)

    def rubric(self, rubric_id: str) -> RoundRubric:
        """A round's rubric, such as `mle/ml-depth`."""
        path = self.rubrics / f"{rubric_id}.toml"
        return self._once(path, rubric_id, lambda p: load(p, RoundRubric))

    @property
    def passage_ids(self) -> tuple[str, ...]:
        return tuple(sorted(path.stem for path in (self.corpus / "guide").glob("*.md")))

    @property
    def subjects(self) -> tuple[str, ...]:
        """What the passages must cover between them; nothing if the corpus names nothing."""
        path = self.corpus / "subjects.toml"
        return load(path, Subjects).ids if path.exists() else ()

    def passage(self, passage_id: str) -> Passage:
        path = self.corpus / "guide" / f"{passage_id}.md"
        return self._once(path, passage_id, lambda p: load_page(p, Passage))

    @cached_property
    def version(self) -> str:
        """A short hash of all that judges an answer, so that a transcript says by what."""
        digest = hashlib.sha256()
        for path in self._judging_files():
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
        return digest.hexdigest()[:12]

    def _judging_files(self) -> Iterator[Path]:
        yield from sorted(self.corpus.glob("tracks/*/*.toml"))
        yield from sorted(self.corpus.glob("questions/*/*/*.toml"))
        yield from sorted(self.rubrics.glob("**/*.toml"))
