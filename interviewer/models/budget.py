"""The most that a session or a batch may cost; it stops before it is passed, not after."""

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass

from interviewer.errors import BudgetReached, UsageError
from interviewer.models.chat import Request, Usage
from interviewer.models.prices import usd

CHARACTERS_PER_TOKEN = 3  # English is above 3.5 on current tokenizers; less errs towards caution


class Budget:
    """`most_usd` of None is no bound. What is under way counts as if it ran to its limit."""

    def __init__(self, most_usd: float | None = None) -> None:
        self.most_usd = most_usd
        self.spent_usd = 0.0
        self.held_usd = 0.0

    @contextmanager
    def held(self, engine: str, model: str, request: Request) -> Generator[None]:
        """Sets aside what `request` may cost while it is under way.

        Raises BudgetReached if it does not fit, UsageError if no price is known.
        """
        if self.most_usd is None:
            yield
            return
        held_usd = self.worst_usd(engine, model, request)
        if self.spent_usd + self.held_usd + held_usd > self.most_usd:
            raise BudgetReached(
                f"the next call of {model} could pass --max-cost ({self.spent_usd:.4f} of "
                f"{self.most_usd:g} US dollars spent); everything so far is kept: go on with a "
                "higher --max-cost, or without one by --engine offline"
            )
        self.held_usd += held_usd
        try:
            yield
        finally:
            self.held_usd -= held_usd

    def worst_usd(self, engine: str, model: str, request: Request) -> float:
        most = Usage(input=estimated_tokens(request), output=request.most_tokens)
        cost = usd(engine, model, most)
        if cost is None:
            raise UsageError(
                f"no price is known of {model}, so --max-cost can't be held; leave it out, or "
                "write the price into prices.toml beside your settings"
            )
        return cost

    def spend(self, cost_usd: float | None) -> None:
        self.spent_usd += cost_usd or 0.0


@dataclass(frozen=True)
class Estimate:
    """What requests may use at most; `most_usd` is None where no price is known."""

    calls: int
    input_tokens: int
    most_output_tokens: int
    most_usd: float | None


def estimate(engine: str, model: str, requests: Iterable[Request], share: float = 1) -> Estimate:
    """`share` is the part of the price that is asked, such as a batch service's."""
    each = [Usage(estimated_tokens(request), request.most_tokens) for request in requests]
    whole = sum(each, Usage())
    costs = [usd(engine, model, used) for used in each]
    known = [cost for cost in costs if cost is not None]
    most_usd = sum(known) * share if len(known) == len(costs) else None
    return Estimate(len(each), whole.input, whole.output, most_usd)


def estimated_tokens(request: Request) -> int:
    """Roughly, and rather too many: of the texts and of the tools and the shape."""
    texts = [request.system, *(m.text for m in request.messages)]
    texts += [call.arguments for m in request.messages for call in m.calls]
    texts += [f"{t.name} {t.description} {t.parameters}" for t in request.tools]
    texts += [str(request.shape.schema)] if request.shape else []
    return sum(map(len, texts)) // CHARACTERS_PER_TOKEN + 1
