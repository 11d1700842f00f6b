"""Numbers that hold for the trade as a whole: 32 lanes in a warp, 6 FLOPs a parameter and token."""

from functools import cache

from pydantic import Field

from interviewer.checking.cues import Cued, Text
from interviewer.checking.facts import Source
from interviewer.data import data
from interviewer.loader import Written, load


class OtherNumber(Written):
    """A wrong number that people say instead, and what it would be."""

    id: Text
    value: float
    says: Text


class Truth(Cued):
    """`accepted` are all values that count as right, in the base unit of what is claimed.

    A `loose` one calls no other number wrong but those of its slips.
    """

    accepted: tuple[float, ...] = Field(min_length=1)
    says: Text
    source: Text
    slips: tuple[OtherNumber, ...] = ()
    loose: bool = False


class TruthsFile(Written):
    sources: dict[str, Source]
    truths: tuple[Truth, ...] = Field(min_length=1)


@cache
def truths_file() -> TruthsFile:
    return load(data("corpus/hardware/truths.toml"), TruthsFile)


@cache
def truths() -> dict[str, tuple[Truth, ...]]:
    """All truths by the dimension of the number."""
    found: dict[str, tuple[Truth, ...]] = {}
    for truth in truths_file().truths:
        for dimension in truth.claims:
            found[dimension] = (*found.get(dimension, ()), truth)
    return found


def source_of(truth: Truth) -> str:
    return truths_file().sources[truth.source].title
