"""The three protocols, each with its adapter against a loopback server, and no waiting."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

import pytest

from interviewer.models.chat import ChatModel, Message, Piece, Request
from interviewer.models.patience import Persistence
from interviewer.models.roles import chat_model
from interviewer.models.usage import Ledger, Metered
from interviewer.settings import Settings
from tests.models.loopback import Loopback, loopback
from tests.models.wires import says

KEY = "sk-planted-0123456789abcdef"
PATHS = {"openai": "/v1", "anthropic": "", "compatible": "/v1"}
ASKED = Request("You are an interviewer.", (Message("user", "Hello."),))


@dataclass
class Line:
    """A model, the server behind it, and how long it would have waited."""

    engine: str
    model: Metered
    server: Loopback
    waits_s: list[float]


@pytest.fixture(autouse=True)
def keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "INTERVIEWER_COMPATIBLE_KEY"):
        monkeypatch.setenv(name, KEY)


@pytest.fixture(params=list(PATHS))
async def line(request: pytest.FixtureRequest) -> AsyncIterator[Line]:
    async with loopback(says("Hello.")) as server:
        made = lined(request.param, server)
        yield made
        await made.model.close()


def lined(engine: str, server: Loopback, model: str = "m-1", **more: object) -> Line:
    waits_s: list[float] = []
    settings = Settings.model_validate(
        {"engine": engine, "base_url": server.url + PATHS[engine], "model": model} | more
    )
    patient = Persistence(sleep=noted(waits_s), chance=lambda: 0.0)
    ledger = Ledger(settings.max_cost)
    return Line(engine, chat_model(settings, "grader", ledger, patient), server, waits_s)


def noted(waits_s: list[float]) -> Callable[[float], Awaitable[None]]:
    async def sleep(wait_s: float) -> None:
        waits_s.append(wait_s)

    return sleep


async def all_of(model: ChatModel, request: Request = ASKED) -> list[Piece]:
    return [piece async for piece in model.respond(request)]
