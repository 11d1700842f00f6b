"""What answers are judged by: criteria with the ways candidates say them, and rubrics of them."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from interviewer.levels import Level
from interviewer.loader import Written

Text = Annotated[str, Field(min_length=1)]
Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Value = Literal["innovation", "intellectual-honesty", "speed-and-agility", "one-team", "excellence"]
VALUES: tuple[Value, ...] = (
    "innovation",
    "intellectual-honesty",
    "speed-and-agility",
    "one-team",
    "excellence",
)


class Signals(Written):
    """How a statement sounds when a candidate makes it.

    `phrasings` are whole sentences in a candidate's manner of speaking. `cues` are groups of
    alternatives divided by `|`; the statement is made when every group is heard close together.
    """

    phrasings: tuple[Text, ...] = Field(min_length=2)
    cues: tuple[Text, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def no_empty_alternative(self) -> Self:
        for group in self.cues:
            if not all(alternative.strip() for alternative in group.split("|")):
                raise ValueError(f"cue {group!r} has an empty alternative beside a |")
        return self

    @property
    def cue_groups(self) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(a.strip() for a in group.split("|")) for group in self.cues)


class Criterion(Signals):
    """One thing an answer can show, judged `met`, `partly` or `not_met` with a quote."""

    id: Id
    weight: float = Field(gt=0, le=10)
    point: Text
    why: Text


class Anchors(Written):
    """What the five scores look like, worded so that two graders agree."""

    one: Text
    two: Text
    three: Text
    four: Text
    five: Text

    def at(self, score: int) -> str:
        return (self.one, self.two, self.three, self.four, self.five)[score - 1]


class ValueCriterion(Criterion):
    value: Value


class ValueDefinition(Written):
    id: Value
    name: Text
    looked_for: Text
    anchors: Anchors


class ValuesRubric(Written):
    """NVIDIA's five values: `rubrics/values.toml`."""

    version: Text
    values: tuple[ValueDefinition, ...] = Field(min_length=5, max_length=5)
    criteria: tuple[ValueCriterion, ...] = Field(min_length=5)


class RoundCriterion(Criterion):
    anchors: Anchors
    from_level: Level = "entry"


class RoundRubric(Written):
    """What one round's interviewer writes down beside the answers' content."""

    version: Text
    id: Text
    criteria: tuple[RoundCriterion, ...] = Field(min_length=3)
