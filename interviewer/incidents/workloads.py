"""The kinds of jobs that incidents happen to, as `corpus/incidents/workloads.toml` has them."""

from functools import cache
from typing import Literal

from pydantic import Field

from interviewer.data import data
from interviewer.errors import UsageError
from interviewer.loader import Written, load

KernelKind = Literal["tensor", "gemv", "attention", "elementwise", "custom", "gather", "optimizer"]


class KernelWritten(Written):
    name: str
    label: str
    kind: KernelKind
    launches: int = Field(gt=0)
    per_step: bool = False
    flops: float = Field(ge=0, le=1)
    bytes: float = Field(ge=0, le=1)


class Workload(Written):
    id: str
    called: tuple[str, ...] = Field(min_length=1)
    title: str
    unit: str
    models: tuple[str, ...]
    small_models: tuple[str, ...]
    batches: tuple[int, ...] = Field(min_length=1)
    tokens: tuple[int, ...] = Field(min_length=1)
    gpu_counts: tuple[int, ...] = Field(min_length=1)
    kernels: tuple[KernelWritten, ...] = Field(min_length=3)

    @property
    def is_serving(self) -> bool:
        return self.id in ("decode", "prefill")


class Workloads(Written):
    workloads: tuple[Workload, ...]


@cache
def workloads() -> tuple[Workload, ...]:
    return load(data("corpus/incidents/workloads.toml"), Workloads).workloads


def workload(said: str) -> Workload:
    """By id or by what it is called; UsageError names the known ones."""
    for known in workloads():
        if said.lower() in (known.id, *known.called):
            return known
    ids = ", ".join(known.id for known in workloads())
    raise UsageError(f"--workload: {said!r} is not one of {ids}; write one of these")
