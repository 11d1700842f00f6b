"""A model behind a wire: requests in its dialect, without the parts that it refuses or ignores."""

from collections.abc import AsyncGenerator, Iterable, Iterator, Mapping
from contextlib import aclosing
from typing import Any, Literal, Protocol

from interviewer.errors import ModelUnreachable
from interviewer.models import faults
from interviewer.models.chat import Called, Finished, Piece, Request, Said, Shape
from interviewer.models.faults import Place, RequestRefused
from interviewer.models.pace import Limits, Pace
from interviewer.models.pieces import Heard, heard, together
from interviewer.models.schemas import object_in

Part = Literal[
    "temperature", "logprobs", "thinking", "schema", "forcing", "usage", "limit", "caching"
]
Body = dict[str, Any]
Event = Mapping[str, Any]

# What reading an event raises that is not as the provider's documentation has it.
MALFORMED = (LookupError, TypeError, ValueError, AttributeError)
# What a refusal says of each optional part of a request; the first that fits is given up.
NAMES: dict[Part, tuple[str, ...]] = {
    "temperature": ("temperature",),
    "logprobs": ("logprob",),
    "thinking": ("thinking", "reasoning", "effort"),
    "forcing": ("tool_choice", "tool choice", "forced tool"),
    "schema": ("schema", "response_format", "text.format", "output_config", "grammar"),
    "usage": ("stream_options", "include_usage"),
    "limit": ("max_tokens", "max_completion_tokens"),
    "caching": ("cache",),
}


class Reading(Protocol):
    """One reply as it comes."""

    def take(self, event: Event) -> Iterable[Said | Called]:
        """What an event brings. Raises one of MALFORMED for an event that is so, InterviewerError
        for one that reports a failure."""
        ...

    def finished(self) -> Finished | None:
        """The end, once the reply has come to one."""
        ...


class Dialect(Protocol):
    """How a provider writes requests and replies."""

    path: str

    def body(self, request: Request, model: str, given_up: frozenset[Part]) -> Body: ...

    def reading(self, request: Request, place: Place) -> Reading: ...


class Wire(Protocol):
    """An SDK's client: the one place where a provider's connection is made."""

    limits: Limits

    def events(self, path: str, body: Body, place: Place) -> AsyncGenerator[Event, None]: ...

    async def models(self, place: Place) -> list[str]: ...

    async def close(self) -> None: ...


class Adapter:
    """A ChatModel over a wire. What the model refuses is given up once and remembered."""

    def __init__(self, dialect: Dialect, wire: Wire, place: Place) -> None:
        self.provider = place.provider
        self.model = place.model
        self.place = place
        self.dialect = dialect
        self.wire = wire
        self.given_up: frozenset[Part] = frozenset()

    async def respond(self, request: Request) -> AsyncGenerator[Piece, None]:
        """Pieces as they come. A shaped reply comes whole, in one piece, when it is complete."""
        while True:
            given_up = self.given_up
            shape = request.shape
            pieces = self.shaped(request, shape, given_up) if shape else self.plain(request)
            try:
                async with aclosing(pieces):
                    async for piece in pieces:
                        yield piece
                return
            except RequestRefused as error:
                self.give_up(self.part_refused(error, request, given_up))

    async def plain(self, request: Request) -> AsyncGenerator[Piece, None]:
        """One reply. Raises ModelUnreachable if it breaks off, ModelError if it is malformed.

        The stream is read to its end, so that the connection can be used again.
        """
        reading = self.dialect.reading(request, self.place)
        pace = Pace(self.wire.limits)
        is_empty = True
        async with aclosing(self.events(request, reading, pace)) as events:
            async for event in events:
                for piece in taken(reading, event, self.place):
                    is_empty = False
                    pace.begin()
                    yield piece
        yield ended(reading, self.place, is_empty=is_empty)

    async def events(
        self, request: Request, reading: Reading, pace: Pace
    ) -> AsyncGenerator[Event, None]:
        """A connection that is lost once the reply is complete is no fault."""
        body = self.dialect.body(request, self.model, self.given_up)
        try:
            async with aclosing(self.wire.events(self.dialect.path, body, self.place)) as events:
                while (event := await pace.next(events)) is not None:
                    yield event
        except TimeoutError:
            if reading.finished() is None:
                raise faults.unreachable("did not answer in time", self.place) from None
        except ModelUnreachable:
            if reading.finished() is None:
                raise

    async def shaped(
        self, request: Request, shape: Shape, given_up: frozenset[Part]
    ) -> AsyncGenerator[Piece, None]:
        """The JSON object as one piece; where a schema is ignored, once more by a forced tool."""
        first = (await heard(self.plain(request))).shaped(shape.name)
        is_ignored = first.is_complete and object_in(first.text) is None
        if not is_ignored or "schema" in given_up:
            reply = first
        else:
            self.give_up("schema")
            reply = (await heard(self.plain(request))).shaped(shape.name).after(first)
        for piece in reply.pieces():
            yield piece

    def give_up(self, part: Part) -> None:
        self.given_up |= {part}

    def part_refused(
        self, error: RequestRefused, request: Request, given_up: frozenset[Part]
    ) -> Part:
        """The part of `request` that the refusal names; raises the refusal if it names none."""
        body = self.dialect.body(request, self.model, given_up)
        for part, names in NAMES.items():
            is_named = any(name in error.refusal.words for name in names)
            if is_named and self.dialect.body(request, self.model, given_up | {part}) != body:
                return part
        raise error

    async def models(self) -> list[str]:
        """The names of the models that the provider offers now."""
        return await self.wire.models(self.place)

    async def close(self) -> None:
        await self.wire.close()


def whole(reading: Reading, events: Iterable[Event], place: Place) -> Heard:
    """A reply all of whose events are there, as in the results of a batch."""
    try:
        pieces: list[Piece] = [piece for event in events for piece in taken(reading, event, place)]
    except MALFORMED:
        raise faults.malformed("sent a malformed reply", place) from None
    return together([*pieces, ended(reading, place, is_empty=not pieces)])


def taken(reading: Reading, event: Event, place: Place) -> Iterator[Said | Called]:
    try:
        yield from reading.take(event)
    except MALFORMED:
        raise faults.malformed("sent a malformed event", place) from None


def ended(reading: Reading, place: Place, *, is_empty: bool) -> Finished:
    """Raises ModelUnreachable if the reply broke off, ModelError if nothing was in it."""
    end = reading.finished()
    if end is None:
        raise faults.unreachable("broke off in the middle of a reply", place)
    if is_empty and end.reason == "stop":
        raise faults.malformed("sent an empty reply", place)
    return end
