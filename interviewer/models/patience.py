"""Trying again, once for all providers: what is passing is waited out, what was said is kept."""

import asyncio
import random
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass

from interviewer.errors import ModelUnreachable
from interviewer.models.chat import Called, ChatModel, Piece, Request, Said
from interviewer.models.pieces import said


@dataclass(frozen=True)
class Persistence:
    """`longest_wait_s` bounds each wait, also one that a provider asks for."""

    tries: int = 5
    first_wait_s: float = 0.5
    longest_wait_s: float = 60
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    chance: Callable[[], float] = random.random

    def wait_s(self, attempt: int, asked_s: float | None) -> float:
        """What the provider asks for, else twice as long each time; up to half is chance."""
        if asked_s is not None:
            return asked_s
        longest_s = min(self.first_wait_s * (1 << attempt), self.longest_wait_s)
        return longest_s * (1 - self.chance() / 2)


class Patient:
    """A ChatModel that tries again as long as nothing has been passed on."""

    def __init__(self, model: ChatModel, persistence: Persistence | None = None) -> None:
        self.provider = model.provider
        self.model = model.model
        self.inner = model
        self.persistence = persistence or Persistence()

    async def respond(self, request: Request) -> AsyncGenerator[Piece, None]:
        """Raises ModelUnreachable, with what had been said if a reply broke off in the middle."""
        for attempt in range(self.persistence.tries):
            passed_on: list[Piece] = []
            try:
                async with aclosing(self.inner.respond(request)) as pieces:
                    async for piece in pieces:
                        passed_on.append(piece)
                        yield piece
                return
            except ModelUnreachable as error:
                self.hold_to_patience(error, attempt, passed_on)
                asked_s = error.wait_s
            await self.persistence.sleep(self.persistence.wait_s(attempt, asked_s))

    def hold_to_patience(
        self, error: ModelUnreachable, attempt: int, passed_on: list[Piece]
    ) -> None:
        """Raises `error` where another try would repeat words, come too late or be one too many."""
        if any(isinstance(piece, Said | Called) for piece in passed_on):
            raise ModelUnreachable(str(error), said=said(passed_on)) from None
        too_long = (error.wait_s or 0) > self.persistence.longest_wait_s
        if too_long or attempt + 1 == self.persistence.tries:
            raise error
