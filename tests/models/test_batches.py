"""Batch services: what is sent once is collected once, also by another process, days later."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from interviewer.errors import KeyMissing, ModelError, RecordError, UsageError
from interviewer.models.batches import Batches, Item, Outcome
from interviewer.models.budget import estimate
from interviewer.models.chat import Finished, Message, Request, Shape, Usage
from interviewer.models.pieces import Heard
from interviewer.models.prices import batch_usd, usd
from interviewer.models.roles import batches_for
from interviewer.settings import Settings
from tests.models import plays
from tests.models.batch_service import (
    BatchService,
    anthropic_fails,
    anthropic_says,
    openai_fails,
    openai_says,
)
from tests.models.conftest import PATHS
from tests.models.loopback import Loopback, loopback

SAYS = {"openai": openai_says, "anthropic": anthropic_says}
FAILS = {"openai": openai_fails, "anthropic": anthropic_fails}
SHAPE = Shape("verdict", {"type": "object", "properties": {}})


@dataclass
class Job:
    """A job with one provider, its server, and the file that outlives the process."""

    engine: str
    server: Loopback
    service: BatchService
    file: Path

    def batches(self, model: str = "m-1") -> Batches:
        settings = Settings.model_validate(
            {
                "engine": self.engine,
                "base_url": self.server.url + PATHS[self.engine],
                "model": model,
            }
        )
        return batches_for(settings, "grader", self.file)


@pytest.fixture(params=["openai", "anthropic"])
async def job(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Job]:
    service = BatchService(lambda entry: SAYS[request.param](spoken(entry)))
    async with loopback(service.play) as server:
        made = Job(request.param, server, service, tmp_path / "batches.json")
        yield made
        made.file.unlink(missing_ok=True)
        await made.batches().adapter.close()


def spoken(entry: Any) -> str:
    """What the entry's user said, back."""
    sent = json.dumps(entry)
    return "echo " + sent.partition("answer ")[2].partition('"')[0]


def items(count: int, shape: Shape | None = None) -> list[Item]:
    return [
        Item(f"row {n}/ü", Request("Judge.", (Message("user", f"answer {n}"),), shape=shape))
        for n in range(count)
    ]


async def collected(batches: Batches) -> dict[str, Outcome]:
    return {outcome.id: outcome async for outcome in batches.outcomes()}


async def test_every_item_gets_its_own_reply(job: Job) -> None:
    batches = job.batches()
    await batches.submit(items(5))
    assert (await batches.poll()).under_way == 5
    assert await collected(batches) == {}
    job.service.status = "completed"
    assert (await batches.poll()).ended == 5
    outcomes = await collected(batches)
    for n in range(5):
        end = Finished("stop", Usage(10, 5), "m-1")
        assert outcomes[f"row {n}/ü"].reply == Heard(f"echo {n}", (), end)


async def test_another_process_goes_on_where_one_stopped(job: Job) -> None:
    await job.batches().submit(items(3))
    await job.batches().submit(items(5))
    assert [len(entries) for entries in job.service.entries.values()] == [3, 2]
    job.service.status = "completed"
    later = job.batches()
    await later.poll()
    assert len(await collected(later)) == 5
    assert await collected(job.batches()) == {}, "what was collected is not collected again"


async def test_what_was_sent_is_not_sent_again(job: Job) -> None:
    await job.batches().submit(items(3))
    before = len(job.server.received)
    await job.batches().submit(items(3))
    assert len(job.server.received) == before


async def test_the_limits_of_a_provider_are_kept(job: Job) -> None:
    batches = job.batches()
    batches.service.most_items = 4
    await batches.submit(items(10))
    assert [len(entries) for entries in job.service.entries.values()] == [4, 4, 2]


async def test_a_batch_is_never_heavier_than_it_may_be(job: Job) -> None:
    batches = job.batches()
    batches.service.most_bytes = 1000
    await batches.submit(items(10))
    sent = list(job.service.entries.values())
    assert sum(map(len, sent)) == 10
    assert len(sent) > 2
    assert max(len(json.dumps(entries)) for entries in sent) <= 1010


async def test_an_error_is_its_items_own(job: Job) -> None:
    fails, says = FAILS[job.engine], SAYS[job.engine]
    job.service.answer = lambda e: fails("invalid_request_error") if "1" in spoken(e) else says("x")
    job.service.status = "completed"
    batches = job.batches()
    await batches.submit(items(3))
    await batches.poll()
    outcomes = await collected(batches)
    assert [outcomes[f"row {n}/ü"].fault is None for n in range(3)] == [True, False, True]
    fault = outcomes["row 1/ü"].fault
    assert isinstance(fault, ModelError)
    assert "invalid_request_error" in str(fault)
    assert "candidate" not in str(fault)


async def test_an_item_that_is_left_out_has_a_fault(job: Job) -> None:
    job.service.answer = lambda entry: {} if "1" in spoken(entry) else SAYS[job.engine]("x")
    job.service.status = "completed"
    batches = job.batches()
    await batches.submit(items(3))
    await batches.poll()
    assert "left out 'row 1/ü'" in str((await collected(batches))["row 1/ü"].fault)


async def test_malformed_replies_are_faults_of_their_items(job: Job) -> None:
    empty: dict[str, Any] = {"result": {"type": "succeeded", "message": {"content": 3}}}
    broken = {"response": {"status_code": 200, "body": {"output": 3}}} | empty
    job.service.answer = lambda entry: broken if "1" in spoken(entry) else SAYS[job.engine]("x")
    job.service.status = "completed"
    batches = job.batches()
    await batches.submit(items(3))
    await batches.poll()
    outcomes = await collected(batches)
    assert outcomes["row 1/ü"].fault is not None
    assert outcomes["row 2/ü"].fault is None


async def test_a_shape_is_given_as_one_text(job: Job) -> None:
    job.service.answer = lambda _entry: SAYS[job.engine]('```json\n{"a": 1}\n```')
    job.service.status = "completed"
    batches = job.batches()
    await batches.submit(items(2, SHAPE))
    later = job.batches()
    await later.poll()
    reply = (await collected(later))["row 0/ü"].reply
    assert reply is not None
    assert reply.text == '{"a": 1}'


async def test_items_of_different_shapes_go_apart(job: Job) -> None:
    await job.batches().submit([*items(2), Item("shaped", items(1, SHAPE)[0].request)])
    assert [shard.shape for shard in job.batches().state.shards] == [None, "verdict"]


async def test_a_refusal_is_met_before_anything_is_sent(job: Job) -> None:
    job.server.play(plays.status(401, {"type": "authentication_error"}))
    with pytest.raises(KeyMissing):
        await job.batches().submit(items(3))
    assert not job.file.exists()
    assert len(job.server.received) == 1


@pytest.mark.parametrize("job", ["openai"], indirect=True)
async def test_a_batch_that_failed_is_sent_again(job: Job) -> None:
    await job.batches().submit(items(3))
    job.service.status = "failed"
    batches = job.batches()
    assert (await batches.poll()).failed == 3
    job.service.status = "completed"
    await batches.submit(items(3))
    assert (await batches.poll()).ended == 3
    assert len(await collected(batches)) == 3


async def test_a_state_of_another_model_is_not_mixed_in(job: Job) -> None:
    await job.batches().submit(items(1))
    with pytest.raises(RecordError, match="belongs to batches of m-1"):
        job.batches("m-2")
    job.file.write_text("{}")
    with pytest.raises(RecordError, match="move it away"):
        job.batches()


@pytest.mark.parametrize("code", [429, 500])
async def test_trouble_with_the_service_is_said(job: Job, code: int) -> None:
    batches = job.batches()
    await batches.submit(items(1))
    job.server.play(plays.status(code))
    with pytest.raises(ModelError, match="overloaded or in trouble"):
        await batches.poll()


async def test_nothing_to_send_asks_nobody(job: Job) -> None:
    await job.batches().submit([])
    assert job.server.received == []


def test_compatible_servers_have_no_batches(tmp_path: Path) -> None:
    settings = Settings(engine="compatible", base_url="http://127.0.0.1:9/v1", model="m")
    with pytest.raises(UsageError, match="no batch service"):
        batches_for(settings, "grader", tmp_path / "b.json")


def test_a_batch_costs_half() -> None:
    used = Usage(1000, 1000)
    assert batch_usd("openai", "gpt-6-luna", used) == (usd("openai", "gpt-6-luna", used) or 0) / 2
    assert batch_usd("openai", "gpt-99", used) is None


def test_an_estimate_counts_what_requests_may_use() -> None:
    requests = [item.request for item in items(3)]
    found = estimate("openai", "gpt-6-luna", requests, share=0.5)
    assert (found.calls, found.most_output_tokens) == (3, 3 * 1024)
    assert found.most_usd == pytest.approx(3 * 1024 * 0.5e-6 * 0.5, rel=0.01)
    assert estimate("openai", "gpt-99", requests).most_usd is None
