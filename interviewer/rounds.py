"""Tracks and their rounds: who interviews, in what manner, for how long, by which rubric."""

from typing import Annotated

from pydantic import Field

from interviewer.loader import Written
from interviewer.rubric import Id, Text

Lines = Annotated[tuple[Text, ...], Field(min_length=2)]


class Persona(Written):
    """The interviewer. `manner` tells a model how to speak; the lines below are their own words."""

    name: Text
    seat: Text
    manner: Text
    listens_for: tuple[Text, ...] = Field(min_length=2)
    annoyed_by: tuple[Text, ...] = Field(min_length=2)


class Script(Written):
    """The persona's own words for every moment of a round that is not a question.

    `quoting` and `wrong_number` hold `{quote}`, the candidate's words; `hand_over` holds
    `{next_name}` and `{next_seat}`. None of them judges an answer or gives anything away.
    """

    opening: Text
    quoting: Lines
    acknowledging: Lines
    next_question: Lines
    values_question: Lines
    probing: Lines
    going_deeper: Lines
    another_angle: Lines
    wrong_number: Lines
    find_out: Lines
    restating: Lines
    silence: Lines
    declining: Lines
    moving_on: Lines
    skipping: Lines
    time_short: Lines
    time_up: Text
    hand_over: Text
    closing: Text


class Round(Written):
    id: Id
    title: Text
    minutes: float = Field(gt=0, le=180)
    questions: int = Field(ge=1, le=12)
    values_questions: int = Field(ge=0, le=12)
    rubric: Text
    covers: tuple[Text, ...] = ()
    persona: Persona
    script: Script


class Track(Written):
    """A loop: `corpus/tracks/<id>/track.toml` names the rounds' files beside it, in order."""

    id: Id
    title: Text
    role: Text
    summary: Text
    rounds: tuple[Id, ...] = Field(min_length=1)
    committee_chair: Text
    covers: tuple[Text, ...] = ()
