"""Reads a model's whole reply: its text, the tools it called, and how it ended."""

import json
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

from interviewer.errors import ReplyUnusable
from interviewer.models.chat import Called, ChatModel, Finished, Request, Said


@dataclass(frozen=True)
class Reply:
    """What a model did in answer to one request."""

    text: str
    calls: tuple[Called, ...]
    finished: Finished


async def replied(model: ChatModel, request: Request) -> Reply:
    """The whole reply. Raises ReplyUnusable if it is refused, or ends without an end."""
    said: list[str] = []
    calls: list[Called] = []
    async with aclosing(model.respond(request)) as pieces:
        async for piece in pieces:
            match piece:
                case Said():
                    said.append(piece.text)
                case Called():
                    calls.append(piece)
                case Finished(reason="refusal"):
                    raise ReplyUnusable(f"{model.model} declined to answer; try another model")
                case Finished():
                    return Reply("".join(said), tuple(calls), piece)
    raise ReplyUnusable(f"{model.model} broke off without an end; try again")


def lists(text: str, *names: str) -> tuple[list[Any], ...]:
    """The lists of those names in a reply that must be a JSON object.

    Raises ReplyUnusable if it isn't, or has none of them.
    """
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        raise ReplyUnusable("the reply is no JSON; try again") from None
    found = [values.get(name) if isinstance(values, dict) else None for name in names]
    if not any(isinstance(each, list) for each in found):
        raise ReplyUnusable(f"the reply has no list of {' or '.join(names)}; try again")
    return tuple(each if isinstance(each, list) else [] for each in found)
