"""An outage in mid-interview: wait, another engine, or offline; the record says which."""

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import pytest

from interviewer.content import Content
from interviewer.engines.engine import Engine
from interviewer.engines.llm import LlmEngine
from interviewer.engines.llm.making import llm_engine
from interviewer.engines.offline import OfflineEngine
from interviewer.engines.standby import Standby
from interviewer.errors import BudgetReached, InterviewerError, KeyMissing, ModelUnreachable
from interviewer.models.chat import Request
from interviewer.models.defaults import default_model
from interviewer.session import Session, Store, begin, resume
from interviewer.settings import Settings
from interviewer.transcript.events import EngineChanged, Judged, Used
from interviewer.transcript.record import read
from tests.conftest import STORY, STRONG, advanced, answered, to_the_end
from tests.engines.scripted import Line, Scripted
from tests.models.loopback import loopback
from tests.models.wires import says

NOTHING_MET = '{"shown": [], "not_met": []}'
PATHS = {"openai": "/v1", "anthropic": "", "compatible": "/v1"}


def always(choice: str) -> Callable[[InterviewerError, Sequence[str]], Awaitable[str]]:
    async def choose(_: InterviewerError, options: Sequence[str]) -> str:
        assert choice in options
        return choice

    return choose


def scripted(*lines: Line | Callable[[Request], Line], name: str = "openai") -> LlmEngine:
    model = Scripted(lines[0] if callable(lines[0]) else lines)  # type: ignore[arg-type]
    return LlmEngine(name, model, model, model)


def with_standby(engine: Engine, choice: str, **others: Callable[[], Engine]) -> Standby:
    return Standby(engine, {**others, "offline": OfflineEngine}, always(choice))


def session(store: Store, tea: Content, engine: Engine) -> Session:
    return begin(store, tea, engine, track="tea", level="entry", rounds=("leaves",))


@pytest.mark.parametrize("trouble", [ModelUnreachable("gone"), KeyMissing("revoked")])
async def test_offline_goes_on_and_the_record_says_so(
    trouble: InterviewerError, store: Store, tea: Content
) -> None:
    engine = with_standby(scripted(trouble), "offline")
    async with session(store, tea, engine) as held:
        await to_the_end(held)
        (changed,) = held.record.of(EngineChanged)
        assert changed.engine == "offline"
        assert changed.reason == str(trouble)
        assert held.record.ended
        assert held.record.header.engine == "openai"


async def test_after_waiting_the_same_step_is_tried_again(store: Store, tea: Content) -> None:
    engine = with_standby(scripted(ModelUnreachable("gone"), NOTHING_MET, "Hm."), "wait")
    async with session(store, tea, engine) as held:
        await advanced(held)
        await answered(held, STRONG)
        assert held.record.of(Judged)
        assert not held.record.of(EngineChanged)


async def test_another_provider_takes_over_from_the_step_that_failed(
    store: Store, tea: Content
) -> None:
    other = scripted(NOTHING_MET, "Hm.", name="anthropic")
    engine = with_standby(scripted(ModelUnreachable("gone")), "anthropic", anthropic=lambda: other)
    async with session(store, tea, engine) as held:
        await advanced(held)
        await answered(held, STRONG)
        (changed,) = held.record.of(EngineChanged)
        assert changed.engine == "anthropic"
        assert changed.to == "q1"
        assert engine.engine is other


async def test_a_standby_that_cannot_be_had_is_asked_about_too(store: Store, tea: Content) -> None:
    choices = ["anthropic", "offline"]

    async def choose(_: InterviewerError, __: Sequence[str]) -> str:
        return choices.pop(0)

    def keyless() -> Engine:
        raise KeyMissing("no key")

    others: dict[str, Callable[[], Engine]] = {"anthropic": keyless, "offline": OfflineEngine}
    engine = Standby(scripted(ModelUnreachable("gone")), others, choose)
    async with session(store, tea, engine) as held:
        await to_the_end(held)
        assert [event.engine for event in held.record.of(EngineChanged)] == ["offline"]


async def test_leaving_at_an_outage_keeps_the_answer_and_can_be_resumed(
    store: Store, tea: Content
) -> None:
    async def leave(trouble: InterviewerError, _: Sequence[str]) -> str:
        raise trouble

    engine = Standby(scripted(ModelUnreachable("gone")), {}, leave)
    async with session(store, tea, engine) as held:
        await advanced(held)
        with pytest.raises(ModelUnreachable):
            await answered(held, STRONG)
    async with resume(store, tea, OfflineEngine(), held.id) as again:
        await advanced(again)
        assert again.record.of(Judged)
        await to_the_end(again)
        assert again.record.ended


@pytest.mark.parametrize("name", PATHS)
async def test_every_call_is_in_the_record_with_what_it_cost(
    name: str, store: Store, tea: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with loopback(says(NOTHING_MET)) as server:
        settings = given(name, server.url, monkeypatch)
        async with session(store, tea, llm_engine(settings)) as held:
            await advanced(held)
            await answered(held, STRONG)
            used = held.record.of(Used)
    assert {event.role for event in used} == {"checker", "grader", "interviewer"}
    assert {event.to for event in used} == {"q1", "q2"}
    assert all((event.input, event.output, event.cached) == (100, 20, 40) for event in used)
    assert list(read(path(held))) == list(held.record)


async def test_a_budget_stops_cleanly_and_counts_what_was_spent_before(
    store: Store, tea: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with loopback(says(NOTHING_MET)) as server:
        model = default_model("openai", "grader")
        plenty = given("openai", server.url, monkeypatch, model=model, max_cost=5)
        async with session(store, tea, llm_engine(plenty)) as held:
            await advanced(held)
            await answered(held, STRONG)
            spent = sum(event.cost_usd or 0 for event in held.record.of(Used))
        assert spent > 0
        poor = plenty.model_copy(update={"max_cost": spent * 1.001})
        engine = llm_engine(poor, held.record.of(Used))
        async with resume(store, tea, engine, held.id) as again:
            await advanced(again)
            with pytest.raises(BudgetReached):
                await to_the_end(again, (STORY,))
        calls = len(server.received)
        async with resume(store, tea, OfflineEngine(), held.id) as free:
            await to_the_end(free)
            assert free.record.ended
        assert len(server.received) == calls


def given(name: str, url: str, monkeypatch: pytest.MonkeyPatch, **more: object) -> Settings:
    for key in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "INTERVIEWER_COMPATIBLE_KEY"):
        monkeypatch.setenv(key, "sk-planted")
    values = {"engine": name, "base_url": url + PATHS[name], "model": "m-1"}
    return Settings.model_validate(values | more)


def path(held: Session) -> Path:
    assert held.record.path
    return held.record.path
