"""Our own share of a model's reply: delay, CPU, rate and memory. `python -m evals.models_bench`.

A loopback server in a process of its own plays a model that says a token each 0.2 s; the clocks
of both processes are one (`time.monotonic`).
"""

import asyncio
import json
import multiprocessing
import os
import resource
import statistics
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from urllib.parse import urlsplit

from interviewer.models.chat import ChatModel, Message, Request, Said
from interviewer.models.roles import chat_model
from interviewer.models.usage import Metered
from interviewer.settings import Settings
from tests.models.loopback import Exchange, loopback
from tests.models.wires import Reply, events

TAILS = {"openai": "/v1", "anthropic": "", "compatible": "/v1"}
PATHS = {
    "openai": "/v1/responses",
    "anthropic": "/v1/messages",
    "compatible": "/v1/chat/completions",
}
TOKENS = 20
BETWEEN_S = 0.2
AT_ONCE = 200
EACH = 3
ROUNDS = 2
ASKED = Request("You are an interviewer. " * 60, (Message("user", "An answer. " * 100),))


async def timed(exchange: Exchange) -> None:
    """Each token says when it was sent; the end comes at once."""
    await exchange.head(200, "text/event-stream")
    path, model = exchange.received.path, exchange.received.body["model"]
    for chunk in events(path, Reply(("TIME ",) * TOKENS), model):
        if b"TIME" in chunk:
            await asyncio.sleep(BETWEEN_S)
        await exchange.send(chunk.replace(b"TIME", str(time.monotonic()).encode()))
    await exchange.end()


async def serve(to_parent: Connection) -> None:
    async with loopback(timed) as server:
        to_parent.send(server.url)
        while not to_parent.poll():
            server.received.clear()
            server.exchanges[:-AT_ONCE] = []
            await asyncio.sleep(0.5)


def served(to_parent: Connection) -> None:
    asyncio.run(serve(to_parent))


@contextmanager
def server() -> Iterator[str]:
    """The address of a server in a process of its own."""
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(target=served, args=(theirs,))
    process.start()
    yield ours.recv()
    ours.send("stop")
    process.join()


async def delays_s(model: ChatModel) -> list[float]:
    """From the sending of each token to its arrival at the caller."""
    return [
        time.monotonic() - float(piece.text)
        async for piece in model.respond(ASKED)
        if isinstance(piece, Said)
    ]


async def measure(model: Metered, engine: str, url: str) -> None:
    await delays_s(model)
    cpu_s, found = time.process_time(), []
    for _ in range(3):
        found += await delays_s(model)
    cpu_s = (time.process_time() - cpu_s) / 3
    print(f"{engine}: one call at a time, {TOKENS} tokens")
    print(f"  delay of a token   median {ms(statistics.median(found))}, worst {ms(max(found))}")
    print(f"  CPU of a call      {ms(cpu_s)}")
    await together(model, url, PATHS[engine])
    await model.close()


async def together(model: ChatModel, url: str, path: str) -> None:
    """`AT_ONCE` callers, each with one call after another, beside callers that only read bytes."""
    bare, ours, sizes_mb = [], [], []
    for _ in range(ROUNDS):
        bare.append(await rate(lambda: bare_calls(url, path)))
        cpu_s = time.process_time()
        ours.append(await rate(lambda: calls(model)))
        cpu_s = (time.process_time() - cpu_s) / (AT_ONCE * EACH)
        sizes_mb.append(resident_mb())
    shares = [mine / theirs for mine, theirs in zip(ours, bare, strict=True)]
    print(f"  {AT_ONCE} at once        {listed(ours)} calls/s; bytes alone {listed(bare)}")
    print(f"  of the bare rate   {', '.join(f'{share:.0%}' for share in shares)}")
    print(f"  CPU of a call      {ms(cpu_s)}")
    print(f"  memory after each  {listed(sizes_mb)} MB")


async def rate(caller: Callable[[], Awaitable[None]]) -> float:
    """Calls a second."""
    begun_s = time.monotonic()
    await asyncio.gather(*(caller() for _ in range(AT_ONCE)))
    return AT_ONCE * EACH / (time.monotonic() - begun_s)


async def calls(model: ChatModel) -> None:
    for _ in range(EACH):
        await delays_s(model)


async def bare_calls(url: str, path: str) -> None:
    """What the server can do: the same requests over a socket, their replies not even parsed."""
    address = urlsplit(url)
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    body = json.dumps({"model": "m", "text": ASKED.system + ASKED.messages[0].text}).encode()
    head = f"POST {path} HTTP/1.1\r\nhost: x\r\ncontent-length: {len(body)}\r\n\r\n".encode()
    for _ in range(EACH):
        writer.write(head + body)
        await reader.readuntil(b"\r\n0\r\n\r\n")
    writer.close()


def listed(values: list[float]) -> str:
    return ", ".join(f"{value:.0f}" for value in values)


def ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


def resident_mb() -> float:
    """Now on Linux; elsewhere the most there ever was."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
    except OSError:
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most / (1e6 if sys.platform == "darwin" else 1e3)


def main() -> None:
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; the rates need an idle one")
    for engine, tail in TAILS.items():
        with server() as url:
            settings = Settings(engine=engine, base_url=url + tail, model="m", key_command="echo k")
            asyncio.run(measure(chat_model(settings, "grader"), engine, url))


if __name__ == "__main__":
    main()
