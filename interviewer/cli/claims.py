"""Finds the claims of texts for a command, by pattern and with an engine by a model as well."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from interviewer.engines.llm import LlmEngine
    from interviewer.settings import Settings
    from interviewer.transcript.events import Claim

    Find = Callable[[str, str], tuple[Claim, ...]]


@contextmanager
def finding(chosen: "Settings") -> "Iterator[Find]":
    """What finds the claims of a text in its context, connected as long as it is in use."""
    from interviewer.checking.claims import check
    from interviewer.cli.engines import OFFLINE, model_engine

    if chosen.engine == OFFLINE:
        yield check
        return
    import asyncio

    with asyncio.Runner() as runner:
        engine = model_engine(chosen)
        try:
            yield lambda text, context: runner.run(with_model(engine, text, context))
        finally:
            runner.run(engine.close())


async def with_model(engine: "LlmEngine", text: str, context: str) -> "tuple[Claim, ...]":
    from interviewer.checking.claims import check
    from interviewer.engines.llm.claiming import Checker
    from interviewer.engines.llm.judging import Heard

    heard = Heard("A text whose numbers are to be checked.", context, text)
    return await Checker(engine.checker, engine.fence).claims(heard, check(text, context))
