"""What a session's calls of language models used, by turn and in all."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from interviewer.transcript.events import Used
    from interviewer.transcript.record import Record

IN_ALL = "in all"


@dataclass(frozen=True)
class Total:
    """Tokens and money of one turn or of all; `cost_usd` is None where a price is unknown."""

    of: str
    calls: int
    input: int
    output: int
    cached: int
    cost_usd: float | None


def totals(record: "Record") -> list[Total]:
    """A total for each turn in order, the last one in all; none if nothing was called."""
    from interviewer.transcript.events import Used

    by_turn: dict[str, list[Used]] = {}
    for event in record.of(Used):
        by_turn.setdefault(event.to, []).append(event)
    if not by_turn:
        return []
    turns = [total(turn, events) for turn, events in by_turn.items()]
    return [*turns, total(IN_ALL, record.of(Used))]


def total(of: str, events: "list[Used]") -> Total:
    costs = [event.cost_usd for event in events if event.cost_usd is not None]
    return Total(
        of,
        len(events),
        sum(event.input for event in events),
        sum(event.output for event in events),
        sum(event.cached for event in events),
        sum(costs) if len(costs) == len(events) else None,
    )


def plain(found: list[Total]) -> list[dict[str, Any]]:
    return [vars(each) for each in found]


def lines(found: list[Total]) -> Iterator[str]:
    """A table for people; nothing for a session without a model."""
    if found:
        yield "\nused by language models"
    for each in found:
        cost = "price unknown" if each.cost_usd is None else f"{each.cost_usd:.4f} USD"
        cached = f" ({each.cached:,} cached)" if each.cached else ""
        yield (
            f"  {each.of:<7} {each.calls:>3} calls  {each.input:>8,} tokens in{cached}, "
            f"{each.output:>6,} out  {cost}"
        )
