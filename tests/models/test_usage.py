"""What calls used and cost, and budgets that hold."""

import asyncio
from contextlib import aclosing
from pathlib import Path

import pytest

from interviewer.errors import BudgetReached, ModelUnreachable, UsageError
from interviewer.models.chat import Message, Request, Usage
from interviewer.models.defaults import ROLES, defaults
from interviewer.models.prices import own_file, shipped, usd
from interviewer.models.usage import Metered, cost_usd, tokens
from tests.models import plays
from tests.models.conftest import ASKED, Line, all_of, lined
from tests.models.loopback import Exchange, loopback, played
from tests.models.wires import says

SOL = "gpt-6.1-sol"
SMALL = Request("Fixed.", (Message("user", "Hello."),), most_tokens=100)


def test_a_call_costs_by_what_was_fresh_cached_written_and_said() -> None:
    used = Usage(input=10_000, output=1_000, cached=6_000, written=2_000)
    expected_usd = (2_000 * 2 + 6_000 * 0.1 + 2_000 * 2.5 + 1_000 * 10) / 1e6
    assert usd("openai", SOL, used) == pytest.approx(expected_usd)


def test_long_requests_have_their_own_price() -> None:
    assert usd("anthropic", "claude-haiku-5-5", Usage(100_000)) == pytest.approx(0.01)
    assert usd("anthropic", "claude-haiku-5-5", Usage(200_000)) == pytest.approx(0.1)


def test_a_snapshot_costs_what_its_model_does() -> None:
    assert usd("anthropic", "claude-haiku-4-5-20251001", Usage(1_000_000)) == 1
    assert usd("openai", "gpt-6-luna-2026-09-22", Usage(0, 1_000_000)) == 0.5


@pytest.mark.parametrize(("engine", "model"), [("openai", "gpt-99"), ("compatible", SOL)])
def test_of_unknown_models_there_are_only_tokens(engine: str, model: str) -> None:
    assert usd(engine, model, Usage(10, 10)) is None


def test_your_own_prices_win(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    own_file().parent.mkdir()
    own_file().write_text(
        'as_of = 2026-11-24\n[[prices]]\nengine = "compatible"\nmodel = "qwen"\n'
        "input = 1\ncached = 1\nwritten = 1\noutput = 2\n"
    )
    assert usd("compatible", "qwen", Usage(1_000_000, 1_000_000)) == 3


def test_every_default_model_has_a_price_and_answers_without_long_thought() -> None:
    priced = {(price.engine, price.model) for price in shipped().prices}
    for engine, roles in defaults().roles.items():
        assert set(roles) == set(ROLES)
        for model in roles.values():
            assert (engine, model) in priced
            assert model in defaults().extra


async def test_calls_are_entered_by_role_and_turn(line: Line) -> None:
    ledger = line.model.ledger
    with ledger.turn("q1"):
        await asyncio.gather(all_of(line.model), all_of(line.model))
    await all_of(line.model)
    assert [entry.turn for entry in ledger.entries] == ["q1", "q1", ""]
    assert tokens(ledger.of("q1")) == Usage(200, 40, 80)
    assert {entry.role for entry in ledger.entries} == {"grader"}
    assert cost_usd(ledger.entries) is None
    assert cost_usd([]) == 0


async def test_a_reply_that_broke_off_is_estimated(line: Line) -> None:
    line.server.play(plays.dropped_in_mid_sentence)
    with pytest.raises(ModelUnreachable):
        await all_of(line.model)
    (entry,) = line.model.ledger.entries
    assert entry.is_estimate
    assert entry.usage.output > 0


async def test_a_call_that_never_began_costs_nothing(line: Line) -> None:
    line.server.play(plays.dropped)
    with pytest.raises(ModelUnreachable):
        await all_of(line.model)
    assert line.model.ledger.entries == []


async def test_a_budget_stops_before_it_is_passed() -> None:
    async with loopback(says("Hello.", output=100)) as server:
        model = lined("openai", server, SOL, max_cost=0.01).model
        with pytest.raises(BudgetReached, match="--max-cost") as caught:
            await a_hundred_calls(model)
        await model.close()
        spent_usd = cost_usd(model.ledger.entries)
    assert caught.value.exit_status == 6
    assert spent_usd is not None
    assert 0.008 < spent_usd <= 0.01


async def a_hundred_calls(model: Metered) -> None:
    for _ in range(100):
        await all_of(model, SMALL)


async def test_calls_at_the_same_time_share_the_budget() -> None:
    release = asyncio.Event()

    async def held_up(exchange: Exchange) -> None:
        await release.wait()
        await played(says("Hello.", input=5, output=100, cached=0), exchange)

    async with loopback(held_up) as server:
        model = lined("openai", server, SOL, max_cost=0.01).model
        tasks = [asyncio.create_task(all_of(model, SMALL)) for _ in range(50)]
        while len(server.received) < 9:
            await asyncio.sleep(0.001)
        release.set()
        done = await asyncio.gather(*tasks, return_exceptions=True)
        await model.close()
    refused = [each for each in done if isinstance(each, BudgetReached)]
    assert len(refused) > 30
    assert model.ledger.budget.spent_usd <= 0.01
    assert model.ledger.budget.held_usd == pytest.approx(0)


async def test_a_call_that_is_left_gives_its_share_back() -> None:
    async with loopback(plays.stuck_in_mid_sentence) as server:
        model = lined("openai", server, SOL, max_cost=1).model
        async with aclosing(model.respond(SMALL)) as pieces:
            await anext(pieces)
            assert model.ledger.budget.held_usd > 0
        await model.close()
    assert model.ledger.budget.held_usd == 0
    assert model.ledger.budget.spent_usd > 0


async def test_a_budget_without_a_price_is_refused() -> None:
    async with loopback(says("Hello.")) as server:
        model = lined("compatible", server, "my-own", max_cost=1).model
        with pytest.raises(UsageError, match="no price is known of my-own"):
            await all_of(model, ASKED)
    assert server.received == []
