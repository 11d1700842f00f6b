"""What an engine's calls used, as events for the record, each told once."""

from collections.abc import Iterable
from dataclasses import dataclass

from interviewer.models.usage import Entry, Ledger
from interviewer.transcript.events import Used


@dataclass
class Spending:
    """The calls in a ledger; `told` of them are in the record already."""

    ledger: Ledger
    told: int = 0

    def fresh(self) -> tuple[Used, ...]:
        """The calls since this was last asked."""
        entries = self.ledger.entries[self.told :]
        self.told += len(entries)
        return tuple(used(entry) for entry in entries)

    def remember(self, earlier: Iterable[Used]) -> None:
        """Counts what a session cost before it was resumed against its budget."""
        for event in earlier:
            self.ledger.budget.spend(event.cost_usd)


def used(entry: Entry) -> Used:
    return Used(
        role=entry.role,
        provider=entry.provider,
        model=entry.model,
        input=entry.usage.input,
        output=entry.usage.output,
        cached=entry.usage.cached,
        written=entry.usage.written,
        cost_usd=entry.cost_usd,
        is_estimate=entry.is_estimate,
    )
