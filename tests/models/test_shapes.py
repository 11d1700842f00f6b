"""Replies in a shape: by the provider's schema, else by a forced tool, else as they come."""

import json
from typing import Any

import pytest
from pydantic import BaseModel, Field

from interviewer.errors import ModelError
from interviewer.models.chat import Called, Finished, Message, Piece, Request, Said, Tool, Usage
from interviewer.models.schemas import (
    NOT_FOR_ANTHROPIC,
    closed,
    object_in,
    shape_of,
    without,
)
from tests.models.conftest import ASKED, Line, all_of
from tests.models.loopback import Exchange, Play, played
from tests.models.plays import status
from tests.models.wires import Reply, calls, says


class Verdict(BaseModel):
    quote: str = Field(max_length=200)
    met: bool = False


VERDICT = shape_of(Verdict, "verdict")
GIVEN = '{"quote": "as said", "met": true}'
JUDGED = Request("Judge.", (Message("user", "An answer."),), shape=VERDICT)


def text(pieces: list[Piece]) -> str:
    (said,) = [piece.text for piece in pieces if isinstance(piece, Said)]
    return said


def refuses(*names: str) -> Play:
    """Refuses a request whose body names one of these, with the provider's kind of sentence."""

    async def play(exchange: Exchange) -> None:
        sent = json.dumps(exchange.received.body)
        for name in names:
            if f'"{name}"' in sent:
                message = f"Unsupported parameter: '{name}' is not supported with this model."
                error = {"type": "invalid_request_error", "message": message}
                return await status(400, error)(exchange)
        reply = calls("verdict", GIVEN) if '"tools"' in sent else says("Hello.")
        return await played(reply, exchange)

    return play


async def test_the_schema_goes_out_as_the_provider_takes_it(line: Line) -> None:
    line.server.play(says('{"quote": "as said", ', '"met": true}'))
    assert text(await all_of(line.model, JUDGED)) == GIVEN
    body = line.server.bodies[0]
    schema = {
        "openai": lambda: body["text"]["format"]["schema"],
        "compatible": lambda: body["response_format"]["json_schema"]["schema"],
        "anthropic": lambda: body["output_config"]["format"]["schema"],
    }[line.engine]()
    assert schema["required"] == ["quote", "met"]
    assert schema["additionalProperties"] is False
    assert ("maxLength" in schema["properties"]["quote"]) == (line.engine == "compatible")


async def test_a_server_that_ignores_the_schema_is_asked_by_a_forced_tool(line: Line) -> None:
    line.server.play(says("I think it is met."), calls("verdict", GIVEN))
    pieces = await all_of(line.model, JUDGED)
    assert text(pieces) == GIVEN
    assert pieces[-1] == Finished("stop", Usage(200, 40, 80), "m-1")
    assert "verdict" in json.dumps(line.server.bodies[1]["tool_choice"])
    await all_of(line.model, JUDGED)
    assert len(line.server.received) == 3, "what was ignored once is not tried again"


async def test_a_server_that_refuses_the_schema_is_asked_by_a_forced_tool(line: Line) -> None:
    line.server.play(refuses("json_schema"))
    assert text(await all_of(line.model, JUDGED)) == GIVEN


async def test_a_model_that_refuses_to_be_forced_is_asked_kindly(line: Line) -> None:
    line.server.play(refuses("json_schema", "tool_choice"))
    assert text(await all_of(line.model, JUDGED)) == GIVEN
    assert "tool_choice" not in line.server.bodies[-1]
    assert "whole answer to the tool verdict" in line.server.received[-1].raw.decode()


async def test_prose_that_stays_prose_is_the_callers_to_judge(line: Line) -> None:
    line.server.play(says("I think it is met."))
    assert text(await all_of(line.model, JUDGED)) == "I think it is met."
    assert len(line.server.received) == 2


async def test_a_code_fence_is_taken_off(line: Line) -> None:
    line.server.play(says(f"```json\n{GIVEN}\n```"))
    assert text(await all_of(line.model, JUDGED)) == GIVEN


async def test_a_shape_that_is_cut_is_not_asked_again(line: Line) -> None:
    line.server.play(says('{"quote": "as', reason="length"))
    pieces = await all_of(line.model, JUDGED)
    assert text(pieces) == '{"quote": "as'
    assert len(line.server.received) == 1


async def test_a_tool_may_be_called_before_the_shape_is_given(line: Line) -> None:
    tool = Tool("kv_cache", "The size of a KV cache.", {"type": "object"})
    line.server.play(calls("kv_cache", "{}"))
    pieces = await all_of(line.model, Request("Judge.", ASKED.messages, (tool,), VERDICT))
    assert pieces[0] == Called("call_1", "kv_cache", "{}")
    assert isinstance(pieces[-1], Finished)
    assert pieces[-1].reason == "calls"


async def test_the_shape_and_a_tool_may_be_called_together(line: Line) -> None:
    both = Reply(calls=(("a", "kv_cache", "{}"), ("b", "verdict", GIVEN)), reason="calls")
    line.server.play(says("prose"), both)
    pieces = await all_of(line.model, JUDGED)
    assert pieces[:2] == [Said(GIVEN), Called("a", "kv_cache", "{}")]
    assert isinstance(pieces[-1], Finished)
    assert pieces[-1].reason == "calls"


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("temperature", {"temperature": 0.2}),
        ("top_logprobs", {"first_token": True}),
        ("stream_options", {}),
        ("cache_control", {}),
        ("prompt_cache_key", {}),
    ],
)
async def test_what_a_model_refuses_is_left_out_from_then_on(
    line: Line, name: str, more: dict[str, Any]
) -> None:
    line.server.play(refuses(name))
    asked = Request("Fixed.", ASKED.messages, **more)
    assert text(await all_of(line.model, asked)) == "Hello."
    refused = len(line.server.received) - 1
    assert text(await all_of(line.model, asked)) == "Hello."
    assert len(line.server.received) == refused + 2
    assert refused <= 1


@pytest.mark.parametrize("line", ["compatible"], indirect=True)
async def test_a_server_that_knows_only_the_newer_name_of_the_limit_gets_it(line: Line) -> None:
    line.server.play(refuses("max_tokens"))
    assert text(await all_of(line.model)) == "Hello."
    assert line.server.bodies[-1]["max_completion_tokens"] == ASKED.most_tokens


async def test_a_refusal_that_names_nothing_of_ours_is_final(line: Line) -> None:
    line.server.play(status(400, {"message": "messages: roles must alternate"}))
    with pytest.raises(ModelError, match="refused the request"):
        await all_of(line.model, JUDGED)
    assert len(line.server.received) == 1


def test_a_schema_is_closed_all_the_way_down() -> None:
    class Inner(BaseModel):
        pattern: str = ""

    class Outer(BaseModel):
        many: list[Inner]

    schema = closed(Outer.model_json_schema())
    assert schema["$defs"]["Inner"]["additionalProperties"] is False
    assert schema["$defs"]["Inner"]["required"] == ["pattern"]
    kept = without(schema, NOT_FOR_ANTHROPIC)
    assert "pattern" in kept["$defs"]["Inner"]["properties"], "a field may be called as a keyword"


@pytest.mark.parametrize("prose", ["", "no", "[1]", '{"a": ', '{"a": 1} or so', "42", "null"])
def test_only_an_object_and_nothing_else_is_an_object(prose: str) -> None:
    assert object_in(prose) is None
