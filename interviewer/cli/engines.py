"""Engines by name: made from the settings, with others standing by where somebody can choose."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from interviewer.engines.engine import Engine
    from interviewer.engines.llm import LlmEngine
    from interviewer.front.screen import Screen
    from interviewer.models.usage import Ledger
    from interviewer.settings import Settings
    from interviewer.transcript.events import Used
    from interviewer.transcript.record import Record

OFFLINE = "offline"


def engine_named(chosen: "Settings") -> "Engine":
    """The engine of the settings. Raises UsageError for a name that is none."""
    if chosen.engine == OFFLINE:
        from interviewer.engines.offline import OfflineEngine

        return OfflineEngine()
    return model_engine(chosen)


def model_engine(
    chosen: "Settings", earlier: "Iterable[Used]" = (), ledger: "Ledger | None" = None
) -> "LlmEngine":
    """An engine with models; tells once for each provider what is sent there.

    What `earlier` calls cost counts for its budget, as does what stands in `ledger`.
    """
    hold_to_engines(chosen.engine)
    from interviewer.engines.llm.making import llm_engine
    from interviewer.privacy.places import first_told

    made = llm_engine(chosen, earlier, ledger)
    for sentence in first_told(chosen):
        typer.echo(sentence, err=True)
    return made


def hold_to_engines(name: str) -> None:
    from interviewer.errors import UsageError
    from interviewer.models.keys import VARIABLES

    if name not in VARIABLES:
        known = ", ".join((OFFLINE, *VARIABLES))
        raise UsageError(f"there is no engine {name!r}; --engine takes one of {known}")


def engine_for(
    chosen: "Settings", front: "Screen", record: "Record | None" = None, *, may_ask: bool
) -> "Engine":
    """The engine for an interview: beside one with models, others stand by.

    Where another one decided in `record` so far, the record will say so.
    """
    from interviewer.engines.standby import Standby
    from interviewer.front.outages import choosing
    from interviewer.transcript.events import EngineChanged, Used

    last = engine_of(record) if record else chosen.engine
    resumed = [EngineChanged(engine=chosen.engine, reason="chosen on resuming")]
    untold = resumed if last != chosen.engine else []
    choose = choosing(front, may_ask=may_ask)
    if chosen.engine == OFFLINE:
        offline = engine_named(chosen)
        return Standby(offline, {}, choose, untold=list(untold)) if untold else offline
    engine = model_engine(chosen, record.of(Used) if record else ())
    others = dict(standing_by(chosen, engine.spending.ledger))
    return Standby(engine, others, choose, untold=list(untold))


def engine_of(record: "Record") -> str:
    """The engine that decided last."""
    from interviewer.transcript.events import EngineChanged

    changed = record.of(EngineChanged)
    return changed[-1].engine if changed else record.header.engine


def standing_by(
    chosen: "Settings", ledger: "Ledger"
) -> "Iterator[tuple[str, Callable[[], Engine]]]":
    from functools import partial

    from interviewer.engines.llm.making import other_providers
    from interviewer.engines.offline import OfflineEngine

    for name, settings in other_providers(chosen).items():
        yield name, partial(model_engine, settings, ledger=ledger)
    yield OFFLINE, OfflineEngine
