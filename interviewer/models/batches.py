"""Providers' batch services: many requests at half the price, answered within a day.

What was sent is kept in a state file, so that another process can collect it days later.
"""

import hashlib
from collections.abc import AsyncGenerator, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Protocol

from interviewer.errors import InterviewerError, ModelError
from interviewer.models.adapter import Adapter, Body, Event
from interviewer.models.chat import Request
from interviewer.models.faults import Place
from interviewer.models.pieces import Heard
from interviewer.models.shards import Shard, State, Status, read, write


@dataclass(frozen=True)
class Item:
    """One request under an id of the caller's."""

    id: str
    request: Request


@dataclass(frozen=True)
class Outcome:
    """The reply to an item, or what went wrong with it."""

    id: str
    reply: Heard | None = None
    fault: InterviewerError | None = None


@dataclass(frozen=True)
class Progress:
    """Items by where they are; `failed` are those of shards that the provider gave back whole."""

    under_way: int
    ended: int
    failed: int


class Service(Protocol):
    """A provider's batch service. Errors are ours."""

    most_items: int
    most_bytes: int

    def line(self, name: str, body: Body) -> bytes:
        """A request as a part of a batch."""
        ...

    async def submit(self, lines: list[bytes], place: Place) -> str: ...

    async def status(self, batch: str, place: Place) -> Status: ...

    def results(
        self, batch: str, place: Place
    ) -> AsyncGenerator[tuple[str, Event | InterviewerError], None]:
        """Each item's name with the reply, or with what went wrong."""
        ...

    def heard(self, reply: Event, place: Place) -> Heard:
        """Raises InterviewerError for what is no reply."""
        ...


class Batches:
    """The batches of one job, with one model."""

    def __init__(self, adapter: Adapter, service: Service, file: Path) -> None:
        self.adapter = adapter
        self.service = service
        self.place = adapter.place
        self.file = file
        self.state = read(file, self.place)

    async def submit(self, items: Iterable[Item]) -> None:
        """Sends what was not sent before, in as few batches as the limits allow.

        The first request is tried live, so that a refusal of the key, the model or a part of the
        requests is met now and not tomorrow. Raises what `Adapter.respond` raises.
        """
        sent = self.state.sent
        fresh = iter(item for item in items if item.id not in sent)
        if (first := next(fresh, None)) is None:
            return
        async for _ in self.adapter.respond(first.request):
            pass
        self.keep(self.state.without_failed())
        for shape, ids, lines in self.shards(first, fresh):
            batch = await self.service.submit(lines, self.place)
            shard = Shard(batch=batch, items=tuple(ids), shape=shape)
            self.keep(self.state.with_more(shard))

    def shards(
        self, first: Item, rest: Iterator[Item]
    ) -> Iterator[tuple[str | None, list[str], list[bytes]]]:
        ids: list[str] = []
        lines: list[bytes] = []
        shape = shape_name(first)
        size_bytes = 0
        for item in chain([first], rest):
            line = self.line(item)
            is_full = len(ids) == self.service.most_items
            is_heavy = size_bytes + len(line) > self.service.most_bytes
            if ids and (is_full or is_heavy or shape_name(item) != shape):
                yield shape, ids, lines
                ids, lines, size_bytes, shape = [], [], 0, shape_name(item)
            ids.append(item.id)
            lines.append(line)
            size_bytes += len(line)
        yield shape, ids, lines

    def line(self, item: Item) -> bytes:
        dialect, adapter = self.adapter.dialect, self.adapter
        body = dialect.body(item.request, adapter.model, adapter.given_up)
        return self.service.line(name_of(item.id), body)

    async def poll(self) -> Progress:
        """Asks how far the batches are."""
        for shard in self.state.shards:
            if shard.status == "under_way":
                status = await self.service.status(shard.batch, self.place)
                self.change(shard, status=status)
        return self.progress()

    def progress(self) -> Progress:
        count = dict.fromkeys(("under_way", "ended", "failed"), 0)
        for shard in self.state.shards:
            count[shard.status] += len(shard.items)
        return Progress(**count)

    async def outcomes(self) -> AsyncGenerator[Outcome, None]:
        """What has ended and was not collected before; keep each before asking for the next.

        Items of which the provider says nothing have a fault. A batch that failed as a whole has
        none of its items here: submit them again.
        """
        for shard in self.state.shards:
            if shard.status == "ended" and not shard.is_collected:
                async for outcome in self.collected(shard):
                    yield outcome
                self.change(shard, is_collected=True)

    async def collected(self, shard: Shard) -> AsyncGenerator[Outcome, None]:
        waiting = {name_of(item): item for item in shard.items}
        async for name, reply in self.service.results(shard.batch, self.place):
            if item := waiting.pop(name, None):
                yield self.outcome(item, reply, shard.shape)
        for item in waiting.values():
            yield Outcome(item, fault=ModelError(f"{self.place.provider} left out {item!r}; retry"))

    def outcome(self, item: str, reply: Event | InterviewerError, shape: str | None) -> Outcome:
        if isinstance(reply, InterviewerError):
            return Outcome(item, fault=reply)
        try:
            heard = self.service.heard(reply, self.place)
        except InterviewerError as error:
            return Outcome(item, fault=error)
        return Outcome(item, heard.shaped(shape) if shape else heard)

    def change(self, shard: Shard, **fields: object) -> None:
        self.keep(self.state.with_change(shard, **fields))

    def keep(self, state: State) -> None:
        self.state = state
        write(state, self.file)


def name_of(item: str) -> str:
    """An item's name with the provider, which takes only short names of plain characters."""
    return hashlib.sha256(item.encode()).hexdigest()[:32]


def shape_name(item: Item) -> str | None:
    return item.request.shape.name if item.request.shape else None
