"""Passages of the guide: Markdown with a TOML head, one subject each."""

from typing import Literal

from pydantic import Field

from interviewer.loader import Written
from interviewer.rubric import Id, Text

Status = Literal["fact", "advice", "anecdote"]


class Source(Written):
    title: Text
    date: Text
    ref: str = ""


class Passage(Written):
    """`corpus/guide/<id>.md`. A number about pay or process carries its source and date."""

    id: Id
    title: Text
    tracks: tuple[Id, ...] = Field(min_length=1)
    rounds: tuple[Id, ...] = Field(min_length=1)
    topics: tuple[Id, ...] = Field(min_length=1)
    status: Status
    covers: tuple[Text, ...] = ()
    sources: tuple[Source, ...] = Field(min_length=1)
    text: Text
