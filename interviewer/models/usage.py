"""What calls used: a ledger by role and turn, and the model that writes into it."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Iterable
from contextlib import aclosing, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import reduce
from operator import add
from time import monotonic

from interviewer.models.budget import CHARACTERS_PER_TOKEN, Budget, estimated_tokens
from interviewer.models.chat import Called, ChatModel, Finished, Piece, Request, Said, Usage
from interviewer.models.defaults import Role
from interviewer.models.prices import usd

turn_now: ContextVar[str] = ContextVar("turn_now", default="")


@dataclass(frozen=True)
class Entry:
    """One call. `cost_usd` is None where no price is known; `is_estimate` where the reply broke
    off before the provider counted."""

    turn: str
    role: Role
    provider: str
    model: str
    usage: Usage
    cost_usd: float | None
    seconds: float
    is_estimate: bool = False


class Ledger:
    """All calls of a session or a batch, which share a budget."""

    def __init__(self, most_usd: float | None = None) -> None:
        self.budget = Budget(most_usd)
        self.entries: list[Entry] = []

    @contextmanager
    def turn(self, name: str) -> Generator[None]:
        """Calls within, in this task and those that it starts, belong to the turn `name`."""
        token = turn_now.set(name)
        try:
            yield
        finally:
            turn_now.reset(token)

    def add(self, entry: Entry) -> None:
        self.entries.append(entry)
        self.budget.spend(entry.cost_usd)

    def of(self, turn: str) -> list[Entry]:
        return [entry for entry in self.entries if entry.turn == turn]


def tokens(entries: Iterable[Entry]) -> Usage:
    return reduce(add, (entry.usage for entry in entries), Usage())


def cost_usd(entries: Iterable[Entry]) -> float | None:
    """What the entries cost; None if the price of one is unknown."""
    costs = [entry.cost_usd for entry in entries]
    return None if None in costs else sum(cost for cost in costs if cost is not None)


class Metered:
    """A ChatModel whose calls are written into a ledger, and refused when its budget is spent.

    `close` ends the connections, which all roles of an engine share.
    """

    def __init__(
        self,
        model: ChatModel,
        engine: str,
        role: Role,
        ledger: Ledger,
        close: Callable[[], Awaitable[None]],
    ) -> None:
        self.provider = model.provider
        self.model = model.model
        self.inner = model
        self.close = close
        self.engine = engine
        self.role: Role = role
        self.ledger = ledger

    async def respond(self, request: Request) -> AsyncGenerator[Piece, None]:
        """Raises BudgetReached before a call that could pass the budget."""
        with self.ledger.budget.held(self.engine, self.model, request):
            turn, begun_s = turn_now.get(), monotonic()
            end: Finished | None = None
            said = 0
            try:
                async with aclosing(self.inner.respond(request)) as pieces:
                    async for piece in pieces:
                        said += length(piece)
                        end = piece if isinstance(piece, Finished) else end
                        yield piece
            finally:
                if end or said:
                    seconds = monotonic() - begun_s
                    self.ledger.add(self.entry(turn, request, end, said, seconds))

    def entry(
        self, turn: str, request: Request, end: Finished | None, said: int, seconds: float
    ) -> Entry:
        """`said` counts characters, by which a reply without an end is estimated."""
        model = end.model if end else self.model
        estimate = Usage(estimated_tokens(request), said // CHARACTERS_PER_TOKEN + 1)
        used = end.usage if end else estimate
        cost = usd(self.engine, model, used)
        if cost is None:  # a gateway may name its model otherwise than it is asked for
            cost = usd(self.engine, self.model, used)
        provider, is_estimate = self.provider, end is None
        return Entry(turn, self.role, provider, model, used, cost, seconds, is_estimate)


def length(piece: Piece) -> int:
    """Characters said, or given to a tool."""
    match piece:
        case Said():
            return len(piece.text)
        case Called():
            return len(piece.arguments)
    return 0
