"""The engine that a suite measures, made once in each process."""

from functools import cache

from interviewer.cli.engines import engine_named
from interviewer.engines.engine import Engine
from interviewer.settings import resolve

OFFLINE = "offline"
NAMES = (OFFLINE, "openai", "anthropic", "compatible")


@cache
def engine(name: str) -> Engine:
    """By its name; keys, models and addresses come from the settings as for `interviewer chat`."""
    chosen, _ = resolve({"engine": name})
    return engine_named(chosen)
