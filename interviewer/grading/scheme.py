"""A marking scheme: questions of the coach's own, in TOML, with what their answers must hold."""

from collections.abc import Iterable
from typing import Self

from pydantic import Field, model_validator

from interviewer.grading.overlap import dice, stems
from interviewer.loader import Written
from interviewer.rubric import Text
from interviewer.words import normalised

# Of the words of both: a paraphrase shares half of them, another question a fifth at most.
SAME_QUESTION_SHARE = 0.5


class PlainPoint(Written):
    """Something a good answer says; `phrasings` are other ways to say it."""

    text: Text
    weight: float = Field(1.0, gt=0, le=100)
    phrasings: tuple[Text, ...] = ()

    @property
    def wordings(self) -> tuple[str, ...]:
        return (self.text, *self.phrasings)


class PlainMisconception(Written):
    """A wrong claim; `correction` is told to whoever makes it."""

    text: Text
    correction: str = ""
    phrasings: tuple[Text, ...] = ()

    @property
    def wordings(self) -> tuple[str, ...]:
        return (self.text, *self.phrasings)


class PlainQuestion(Written):
    """`max_score` is the scale of people's scores where a row gives none of its own."""

    id: Text
    text: Text
    max_score: float | None = Field(None, gt=0)
    key_points: tuple[PlainPoint, ...] = Field(min_length=1)
    misconceptions: tuple[PlainMisconception, ...] = ()


class Scheme(Written):
    """`interviewer grade --rubric FILE.toml`."""

    version: Text = "1"
    questions: tuple[PlainQuestion, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def one_question_an_id(self) -> Self:
        ids = [plain(one.id) for one in self.questions]
        if twice := [one.id for one in self.questions if ids.count(plain(one.id)) > 1]:
            raise ValueError(f"each question needs an id of its own, two have {twice[0]!r}")
        return self

    def find(self, question_id: str | None, asked: str | None) -> PlainQuestion | None:
        """By id, else by the nearest text; the only question is meant where a row names none."""
        if question_id:
            return next((q for q in self.questions if plain(q.id) == plain(question_id)), None)
        if asked:
            return nearest(self.questions, asked)
        return self.questions[0] if len(self.questions) == 1 else None


def plain(id_: str) -> str:
    return " ".join(normalised(id_).split())


def nearest(questions: Iterable[PlainQuestion], asked: str) -> PlainQuestion | None:
    wanted = frozenset(stems(asked))
    alike = [(dice(frozenset(stems(one.text)), wanted), one) for one in questions]
    share, best = max(alike, key=lambda one: one[0])
    return best if share >= SAME_QUESTION_SHARE else None
