"""Everything that goes wrong with a provider, as plays for the loopback server."""

import json
from typing import Any

from tests.models.loopback import Exchange, Play
from tests.models.wires import Reply, event, events, says

HTML = "<html><body><h1>502 Bad Gateway</h1>nginx</body></html>"


def status(code: int, error: Any = None, **headers: str) -> Play:
    """A refusal; `error` is the object both providers put under `error`, or a text."""
    more = {name.replace("_", "-"): value for name, value in headers.items()}

    async def play(exchange: Exchange) -> None:
        is_text = isinstance(error, str)
        body = error if is_text else json.dumps({"type": "error", "error": error or {}})
        await exchange.head(code, "text/html" if is_text else "application/json", more)
        await exchange.send(body.encode())
        await exchange.end()

    return play


async def dropped(exchange: Exchange) -> None:
    """The connection is lost before a byte has come."""
    exchange.drop()


async def dropped_after_head(exchange: Exchange) -> None:
    await exchange.head(200, "text/event-stream")
    exchange.drop()


async def dropped_in_mid_sentence(exchange: Exchange) -> None:
    await begun(exchange)
    exchange.drop()


async def ended_in_mid_sentence(exchange: Exchange) -> None:
    """A proxy closes the stream politely, but the reply has no end."""
    await begun(exchange)
    await exchange.end()


async def cut_in_an_event(exchange: Exchange) -> None:
    await begun(exchange)
    await exchange.send(b'event: x\ndata: {"type": "resp')
    await exchange.end()


async def silent(exchange: Exchange) -> None:
    """Accepts the request and never says anything."""
    await exchange.hung_up.wait()


async def silent_after_head(exchange: Exchange) -> None:
    await exchange.head(200, "text/event-stream")
    await exchange.hung_up.wait()


async def stuck_in_mid_sentence(exchange: Exchange) -> None:
    await begun(exchange)
    await exchange.hung_up.wait()


async def begun(exchange: Exchange, *texts: str) -> None:
    """The head and the events up to the last text."""
    await exchange.head(200, "text/event-stream")
    model = exchange.received.body["model"]
    texts = texts or ("Tell me ", "about")
    for chunk in events(exchange.received.path, says(*texts), model):
        await exchange.send(chunk)
        if json.dumps(texts[-1]).encode() in chunk:
            return


def body(kind: str, content: bytes) -> Play:
    """A success that holds something else than a reply."""

    async def play(exchange: Exchange) -> None:
        await exchange.head(200, kind)
        if content:
            await exchange.send(content)
        await exchange.end()

    return play


def stream(*data: Any) -> Play:
    """A stream of these events."""
    chunks = [event(d.get("type") if isinstance(d, dict) else "x", d) for d in data]
    return body("text/event-stream", b"".join(chunks))


def fails_in_stream(code: str, message: str = "") -> Play:
    """A success at first, then an error where the reply should go on."""

    async def play(exchange: Exchange) -> None:
        await exchange.head(200, "text/event-stream")
        error = {"type": code, "code": code, "message": message}
        failed = {"type": "response.failed", "response": {"error": error}}
        is_responses = exchange.received.path.endswith("/responses")
        plain = {"type": "error", "error": error}
        sent = failed if is_responses else plain
        await exchange.send(event(sent["type"], sent))
        await exchange.end()

    return play


def piecewise(reply: Reply, size: int) -> Play:
    """A reply whose bytes come `size` at a time, across events and characters."""

    async def play(exchange: Exchange) -> None:
        await exchange.head(200, "text/event-stream")
        path, model = exchange.received.path, exchange.received.body["model"]
        whole = b"".join(events(path, reply, model))
        for start in range(0, len(whole), size):
            await exchange.send(whole[start : start + size])
        await exchange.end()

    return play
