"""How long a reply may take: to connect, to begin, and from one piece to the next."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Limits:
    """Seconds for each phase. A model on one's own machine reads a long prompt for minutes."""

    connect_s: float = 5
    first_s: float = 120
    between_s: float = 30


LOCAL = Limits(first_s=600, between_s=60)


class Pace:
    """The patience with one reply: long until it begins, since models may think, then short."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.limit_s = limits.first_s

    def begin(self) -> None:
        self.limit_s = self.limits.between_s

    async def next(self, events: AsyncIterator[T]) -> T | None:
        """The next event, None after the last; raises TimeoutError when it is late."""
        async with asyncio.timeout(self.limit_s):
            return await anext(events, None)
