"""A server on 127.0.0.1 that speaks the three protocols and plays what a test tells it to."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from tests.models.wires import Reply, events


@dataclass(frozen=True)
class Received:
    """A request as it came. `body` is None where it was no JSON."""

    method: str
    path: str
    headers: dict[str, str]
    raw: bytes

    @property
    def body(self) -> Any:
        try:
            return json.loads(self.raw)
        except ValueError:
            return None


class Exchange:
    """One request being answered; `hung_up` is set when the client goes away meanwhile."""

    def __init__(self, received: Received, writer: asyncio.StreamWriter) -> None:
        self.received = received
        self.writer = writer
        self.hung_up = asyncio.Event()

    async def head(self, status: int, kind: str, more: dict[str, str] | None = None) -> None:
        lines = {"content-type": kind, "transfer-encoding": "chunked"} | (more or {})
        text = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        await self.write(f"HTTP/1.1 {status} Played\r\n{text}\r\n".encode())

    async def send(self, chunk: bytes) -> None:
        await self.write(f"{len(chunk):x}\r\n".encode() + chunk + b"\r\n")

    async def end(self) -> None:
        await self.write(b"0\r\n\r\n")

    async def write(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    def drop(self) -> None:
        self.writer.transport.abort()


Play = Callable[[Exchange], Awaitable[None]]


@dataclass
class Loopback:
    """`plays` are used up one for each request; the last one goes on. A reply plays itself."""

    url: str = ""
    plays: list[Play | Reply] = field(default_factory=list)
    received: list[Received] = field(default_factory=list)
    exchanges: list[Exchange] = field(default_factory=list)

    def play(self, *plays: Play | Reply) -> None:
        self.plays = list(plays)

    @property
    def bodies(self) -> list[Any]:
        return [each.body for each in self.received]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while received := await request(reader):
                await self.answer(received, reader, writer)
        writer.close()

    async def answer(
        self, received: Received, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.received.append(received)
        exchange = Exchange(received, writer)
        self.exchanges.append(exchange)
        watch = asyncio.create_task(watched(reader, exchange))
        play = self.plays.pop(0) if len(self.plays) > 1 else self.plays[0]
        try:
            await (played(play, exchange) if isinstance(play, Reply) else play(exchange))
        finally:
            watch.cancel()


async def request(reader: asyncio.StreamReader) -> Received | None:
    head = await reader.readuntil(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").strip().split("\r\n")
    method, path, _ = first.split(" ")
    pairs = (line.partition(":") for line in lines)
    headers = {name.lower(): value.strip() for name, _, value in pairs}
    raw = await reader.readexactly(int(headers.get("content-length", 0)))
    return Received(method, path, headers, raw)


async def watched(reader: asyncio.StreamReader, exchange: Exchange) -> None:
    """Looks whether the client has gone, without taking a byte of its next request."""
    while not reader.at_eof() and reader.exception() is None:
        await asyncio.sleep(0.02)
    exchange.hung_up.set()


async def played(reply: Reply, exchange: Exchange) -> None:
    await exchange.head(200, "text/event-stream")
    body = exchange.received.body
    for chunk in events(exchange.received.path, reply, body["model"]):
        await exchange.send(chunk)
    await exchange.end()


@asynccontextmanager
async def loopback(*plays: Play | Reply, port: int = 0) -> AsyncIterator[Loopback]:
    server = Loopback(plays=list(plays))
    listener = await asyncio.start_server(server.serve, "127.0.0.1", port)
    port = listener.sockets[0].getsockname()[1]
    server.url = f"http://127.0.0.1:{port}"
    try:
        yield server
    finally:
        listener.close()
        for exchange in server.exchanges:
            exchange.drop()
