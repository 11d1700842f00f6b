"""Kernels to reason about: a snippet of CUDA or Triton, how it is launched, and questions."""

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from interviewer.coding.quiz import Quiz
from interviewer.data import data, shown
from interviewer.errors import ContentError
from interviewer.levels import Level
from interviewer.loader import Written, load
from interviewer.rubric import Id, Text

FOLDER = "corpus/coding/kernels"
ENDINGS = {"cuda": "cu", "triton": "py"}


class KernelStatement(Written):
    """What `problem.toml` holds; the snippet stands in `kernel.cu` or `kernel.py` beside it."""

    id: Id
    title: Text
    level: Level
    rounds: tuple[Literal["online-assessment", "ml-depth"], ...] = Field(min_length=1)
    minutes: float = Field(gt=0, le=60)
    topics: tuple[Id, ...] = Field(min_length=1)
    language: Literal["cuda", "triton"]
    statement: Text
    questions: tuple[Quiz, ...] = Field(min_length=3)
    sources: tuple[Text, ...] = Field(min_length=1)


class Kernel:
    """A folder of the bank."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.said = load(folder / "problem.toml", KernelStatement)
        if self.said.id != folder.name:
            raise ContentError(
                f"{shown(folder)}: the id must be the folder's name (found {self.said.id!r})"
            )

    @property
    def snippet(self) -> str:
        path = self.folder / f"kernel.{ENDINGS[self.said.language]}"
        return path.read_text(encoding="utf-8")


@cache
def kernels() -> tuple[Kernel, ...]:
    """All of the bank, in the order of their ids."""
    return tuple(Kernel(path.parent) for path in sorted(data(FOLDER).glob("*/problem.toml")))
