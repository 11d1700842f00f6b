"""What can be wrong, as `corpus/incidents/faults` describes it: signs, cause, fix, questions."""

from functools import cache
from typing import Literal

from pydantic import Field

from interviewer.data import data
from interviewer.errors import ContentError, UsageError
from interviewer.incidents.effects import EFFECTS
from interviewer.loader import Written, load
from interviewer.rubric import Id, Signals, Text


class Remedy(Signals):
    what: Text


class Cause(Signals):
    what: Text


class Fault(Written):
    """`tell_tales` are the artefacts that show it, the clearest first; `rivals` faults that look
    alike at first; `discriminator` says what separates it from them.
    """

    id: Id
    title: Text
    symptom: Text | None = None
    workloads: tuple[Id, ...] = Field(min_length=1)
    on: tuple[Literal["server", "jetson"], ...] = ("server",)
    least_gpus: int = 1
    is_single_node: bool = False
    batch: tuple[int, ...] = ()
    tell_tales: tuple[Id, ...] = Field(min_length=1)
    rivals: tuple[Id, ...] = Field(min_length=2)
    discriminator: Text
    cause: Cause
    fix: Remedy
    gain: Text
    after: tuple[Text, ...] = Field(min_length=1)
    sources: tuple[Text, ...] = Field(min_length=1)


@cache
def faults() -> tuple[Fault, ...]:
    """All faults in the order of their ids; ContentError for one that nothing simulates."""
    found = [load(path, Fault) for path in sorted(data("corpus/incidents/faults").glob("*.toml"))]
    for fault in found:
        if unknown := [f for f in (fault.id, *fault.rivals) if f not in EFFECTS]:
            known = ", ".join(EFFECTS)
            raise ContentError(
                f"faults/{fault.id}.toml: no fault {unknown[0]!r}; there are {known}"
            )
    return tuple(found)


def fault(said: str) -> Fault:
    """By id; UsageError names the known ones."""
    for known in faults():
        if known.id == said.lower():
            return known
    ids = ", ".join(known.id for known in faults())
    raise UsageError(f"--fault: {said!r} is not one of {ids}; write one of these")
