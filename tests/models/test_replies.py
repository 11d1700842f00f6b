"""Requests in each protocol, and replies as pieces; by both real SDKs against a loopback server."""

import asyncio
from contextlib import aclosing
from typing import Any

import pytest

from interviewer.models.chat import (
    Called,
    Finished,
    Message,
    Piece,
    Request,
    Said,
    Tool,
    Usage,
)
from tests.models import plays
from tests.models.conftest import ASKED, KEY, PATHS, Line, all_of, lined
from tests.models.loopback import Exchange, loopback
from tests.models.wires import Reply, calls, events, says

TOOL = Tool("kv_cache", "The size of a KV cache.", {"type": "object", "properties": {}})
TOOLED = Request("Fixed.", (Message("user", "How large?"),), tools=(TOOL,))
CALL = Called("call_1", "kv_cache", '{"layers": 80}')
RESULT = Message("tool", "42 GB", to="call_1")
AFTER_A_CALL = Request(
    "Fixed.",
    (Message("user", "How large?"), Message("assistant", "", (CALL,)), RESULT),
    tools=(TOOL,),
)


def words(pieces: list[Piece]) -> list[str]:
    return [piece.text for piece in pieces if isinstance(piece, Said)]


async def test_text_comes_piece_by_piece_and_ends_with_what_it_used(line: Line) -> None:
    line.server.play(says("Tell ", "me ", "more.", input=120, output=7, cached=30))
    pieces = await all_of(line.model)
    assert words(pieces) == ["Tell ", "me ", "more."]
    assert pieces[-1] == Finished("stop", Usage(120, 7, 30), "m-1")


async def test_a_piece_is_passed_on_before_the_next_one_is_sent(line: Line) -> None:
    heard = asyncio.Event()

    async def waiting(exchange: Exchange) -> None:
        await plays.begun(exchange, "First")
        await heard.wait()
        exchange.drop()

    line.server.play(waiting)
    async with aclosing(line.model.respond(ASKED)) as pieces:
        assert await anext(pieces) == Said("First")
        heard.set()


async def test_a_call_comes_whole(line: Line) -> None:
    line.server.play(calls("kv_cache", '{"layers": 80}', "Let me see."))
    pieces = await all_of(line.model, TOOLED)
    assert words(pieces) == ["Let me see."]
    assert pieces[1] == CALL
    assert isinstance(pieces[-1], Finished)
    assert pieces[-1].reason == "calls"


async def test_several_calls_keep_their_ids(line: Line) -> None:
    wanted = (("a", "kv_cache", '{"x": 1}'), ("b", "kv_cache", '{"x": 2}'))
    line.server.play(Reply(calls=wanted, reason="calls"))
    pieces = await all_of(line.model, TOOLED)
    assert [(p.id, p.tool, p.arguments) for p in pieces if isinstance(p, Called)] == list(wanted)


@pytest.mark.parametrize("arguments", ['{"layers": ', "eighty", "[1]", '{"a": "ü"}'])
async def test_bad_arguments_come_as_they_are(line: Line, arguments: str) -> None:
    line.server.play(calls("kv_cache", arguments))
    assert Called("call_1", "kv_cache", arguments) in await all_of(line.model, TOOLED)


async def test_an_unknown_tool_comes_as_it_is(line: Line) -> None:
    line.server.play(calls("rm_rf", "{}"))
    assert Called("call_1", "rm_rf", "{}") in await all_of(line.model, TOOLED)


async def test_a_result_goes_back_to_its_call(line: Line) -> None:
    await all_of(line.model, AFTER_A_CALL)
    body = line.server.bodies[0]
    expected: dict[str, Any] = {
        "openai": {"type": "function_call_output", "call_id": "call_1", "output": "42 GB"},
        "compatible": {"role": "tool", "tool_call_id": "call_1", "content": "42 GB"},
        "anthropic": {
            "role": "user",
            "content": [{"type": "tool_result", "tool_use_id": "call_1", "content": "42 GB"}],
        },
    }
    assert (body.get("input") or body["messages"])[-1] == expected[line.engine]


@pytest.mark.parametrize("arguments", ['{"layers": 80}', "eighty"])
async def test_a_call_goes_back_whatever_its_arguments(line: Line, arguments: str) -> None:
    call = Called("call_1", "kv_cache", arguments)
    turns = (Message("user", "How large?"), Message("assistant", "Hm.", (call,)), RESULT)
    assert words(await all_of(line.model, Request("Fixed.", turns, tools=(TOOL,)))) == ["Hello."]


async def test_the_fixed_part_stands_first_and_alone(line: Line) -> None:
    await all_of(line.model, TOOLED)
    body = line.server.bodies[0]
    fixed = {
        "openai": lambda: body["instructions"],
        "compatible": lambda: body["messages"][0]["content"],
        "anthropic": lambda: body["system"][0]["text"],
    }
    assert fixed[line.engine]() == "Fixed."
    assert body["model"] == "m-1"


async def test_caches_are_asked_for_where_they_are_offered(line: Line) -> None:
    await all_of(line.model, TOOLED)
    body = line.server.bodies[0]
    if line.engine == "anthropic":
        assert body["system"][-1]["cache_control"] == {"type": "ephemeral"}
        assert body["tools"][-1]["cache_control"] == {"type": "ephemeral"}
    assert ("prompt_cache_key" in body) == (line.engine == "openai")


async def test_nothing_is_stored_with_openai(line: Line) -> None:
    await all_of(line.model)
    assert line.server.bodies[0].get("store") is (False if line.engine == "openai" else None)


async def test_the_key_goes_only_into_its_header(line: Line) -> None:
    await all_of(line.model)
    sent = line.server.received[0]
    assert KEY in sent.headers.get("authorization", "") + sent.headers.get("x-api-key", "")
    assert KEY not in sent.path
    assert KEY.encode() not in sent.raw
    assert KEY not in repr(line.model.__dict__)


async def test_the_first_token_has_its_alternatives(line: Line) -> None:
    line.server.play(says("Yes", top={"Yes": -0.1, "No": -2.5}))
    end = (await all_of(line.model, Request("Judge.", ASKED.messages, first_token=True)))[-1]
    assert isinstance(end, Finished)
    assert end.top == (None if line.engine == "anthropic" else {"Yes": -0.1, "No": -2.5})


@pytest.mark.parametrize("size", [1, 7, 100])
async def test_bytes_may_come_in_any_pieces(line: Line, size: int) -> None:
    line.server.play(plays.piecewise(says("Grüße ", "— 数字 🎉"), size))
    assert "".join(words(await all_of(line.model))) == "Grüße — 数字 🎉"


async def test_a_huge_reply_comes_whole(line: Line) -> None:
    line.server.play(says(*(["0123456789" * 20] * 2000)))
    assert len("".join(words(await all_of(line.model)))) == 400_000


async def test_a_huge_request_arrives_whole(line: Line) -> None:
    await all_of(line.model, Request("Fixed.", (Message("user", "word " * 100_000),)))
    assert len(line.server.received[0].raw) > 500_000


async def test_closing_the_iterator_closes_the_connection(line: Line) -> None:
    line.server.play(plays.stuck_in_mid_sentence)
    async with aclosing(line.model.respond(ASKED)) as pieces:
        assert await anext(pieces) == Said("Tell me ")
    await asyncio.wait_for(line.server.exchanges[0].hung_up.wait(), timeout=5)


@pytest.mark.parametrize("play", [plays.silent, plays.silent_after_head])
async def test_cancelling_a_task_that_waits_closes_the_connection(line: Line, play: Any) -> None:
    line.server.play(play)
    task = asyncio.create_task(all_of(line.model))
    while not line.server.exchanges:
        await asyncio.sleep(0.001)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await asyncio.wait_for(line.server.exchanges[0].hung_up.wait(), timeout=5)


async def test_calls_one_after_another_share_a_connection(line: Line) -> None:
    for _ in range(3):
        await all_of(line.model)
    assert len({id(exchange.writer) for exchange in line.server.exchanges}) == 1


async def test_a_connection_lost_after_the_end_is_no_fault(line: Line) -> None:
    async def complete(exchange: Exchange) -> None:
        await exchange.head(200, "text/event-stream")
        for chunk in events(exchange.received.path, says("All of it."), "m-1"):
            await exchange.send(chunk)
        exchange.drop()

    line.server.play(complete)
    assert words(await all_of(line.model)) == ["All of it."]


async def test_stop_sequences_end_the_text(line: Line) -> None:
    line.server.play(says("One ques", "tion?\nCandi", "date: I"))
    asked = Request("Fixed.", ASKED.messages, stop=("\nCandidate:",))
    text = "".join(words(await all_of(line.model, asked)))
    body = line.server.bodies[0]
    if line.engine == "openai":
        assert text == "One question?"
    else:
        assert ["\nCandidate:"] in (body.get("stop"), body.get("stop_sequences"))


@pytest.mark.parametrize("engine", PATHS)
def test_one_connection_serves_each_event_loop_in_turn(engine: str) -> None:
    async def once(url: str) -> None:
        async with loopback(says("Hello."), port=int(url.rpartition(":")[2] or 0)) as server:
            model = lined(engine, server).model
            assert words(await all_of(model)) == ["Hello."]
            await model.close()
            urls.append(server.url)

    urls = [""]
    asyncio.run(once(urls[-1]))
    asyncio.run(once(urls[-1]))
    assert urls[1] == urls[2]


async def test_a_closed_model_can_be_used_again(line: Line) -> None:
    await all_of(line.model)
    await line.model.close()
    assert words(await all_of(line.model)) == ["Hello."]


@pytest.mark.parametrize("line", ["anthropic"], indirect=True)
async def test_thoughts_are_not_said(line: Line) -> None:
    thought = [
        {"type": "message_start", "message": {"model": "m-1", "usage": {"input_tokens": 3}}},
        {"type": "content_block_start", "index": 0, "content_block": {"type": "thinking"}},
        {"type": "content_block_delta", "index": 0, "delta": {"type": "thinking_delta"}},
        {"type": "content_block_stop", "index": 0},
        {"type": "content_block_start", "index": 1, "content_block": {"type": "text", "text": ""}},
        {"type": "content_block_delta", "index": 1, "delta": {"type": "text_delta", "text": "Hi"}},
        {"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": {}},
        {"type": "message_stop"},
    ]
    line.server.play(plays.stream(*thought))
    assert words(await all_of(line.model)) == ["Hi"]
