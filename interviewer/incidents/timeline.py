"""The one timeline of an incident: intervals of host, kernels, copies and communication.

Every artefact summarises it and nothing else, so that all artefacts agree.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

Lane = Literal["host", "compute", "copy", "comm"]
Doing = Literal[
    "kernel",
    "collective",
    "copy in",
    "copy out",
    "input",
    "tokenise",
    "sync",
    "checkpoint",
    "compile",
    "remote memory",
]


class Interval(NamedTuple):
    """`calls` launches, copies or waits of one name, back to back on one lane of one rank."""

    rank: int
    lane: Lane
    doing: Doing
    name: str
    start_s: float
    end_s: float
    step: int
    calls: int = 1
    bytes: float = 0.0

    @property
    def seconds(self) -> float:
        return self.end_s - self.start_s


@dataclass(frozen=True)
class Timeline:
    """Some steps of the ranks of one node, from 0 to `wall_s`."""

    intervals: tuple[Interval, ...]
    step_ends_s: tuple[float, ...]
    ranks: int

    @property
    def wall_s(self) -> float:
        return self.step_ends_s[-1]

    @property
    def steps(self) -> int:
        return len(self.step_ends_s)

    @property
    def step_s(self) -> float:
        return self.wall_s / self.steps

    @cached_property
    def step_seconds(self) -> tuple[float, ...]:
        starts = (0.0, *self.step_ends_s[:-1])
        return tuple(end - start for start, end in zip(starts, self.step_ends_s, strict=True))

    @cached_property
    def by_rank(self) -> tuple[tuple[Interval, ...], ...]:
        ranks: list[list[Interval]] = [[] for _ in range(self.ranks)]
        for interval in self.intervals:
            ranks[interval.rank].append(interval)
        return tuple(map(tuple, ranks))

    def of(self, rank: int, *doing: Doing) -> Iterator[Interval]:
        return (i for i in self.by_rank[rank] if i.doing in doing)

    def busy_s(self, rank: int, start_s: float = 0.0, end_s: float | None = None) -> float:
        """Seconds in which at least one kernel ran, collectives included."""
        end = self.wall_s if end_s is None else end_s
        return sum(
            max(min(high, end) - max(low, start_s), 0.0) for low, high in self.busy_spans[rank]
        )

    @cached_property
    def busy_spans(self) -> tuple[tuple[tuple[float, float], ...], ...]:
        """Per rank, when some kernel ran: apart from each other and in order."""
        return tuple(
            merged((i.start_s, i.end_s) for i in self.of(rank, "kernel", "collective"))
            for rank in range(self.ranks)
        )

    def busy_share(self, rank: int) -> float:
        return self.busy_s(rank) / self.wall_s

    def idle_share(self, rank: int) -> float:
        return 1 - self.busy_share(rank)

    def seconds(self, rank: int, *doing: Doing) -> float:
        return sum(i.seconds for i in self.of(rank, *doing))

    def moved_bytes(self, rank: int, *doing: Doing) -> float:
        return sum(i.bytes for i in self.of(rank, *doing))


def merged(spans: Iterable[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """The union of `spans`."""
    found: list[tuple[float, float]] = []
    for low, high in sorted(spans):
        if found and low <= found[-1][1]:
            found[-1] = (found[-1][0], max(high, found[-1][1]))
        else:
            found.append((low, high))
    return tuple(found)
