"""Whatever a provider does, the caller gets pieces or one of our sentences; by both real SDKs."""

import asyncio
import logging
import traceback
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from interviewer.errors import (
    ContextTooLong,
    InterviewerError,
    KeyMissing,
    ModelError,
    ModelUnknown,
    ModelUnreachable,
)
from interviewer.models.adapter import Adapter
from interviewer.models.chat import Finished, Message, Request, Said
from interviewer.models.faults import Place, RequestRefused, error, refusal, wait_s
from interviewer.models.pace import Limits
from interviewer.models.roles import dialect_for, wire
from tests.models import plays
from tests.models.conftest import KEY, PATHS, Line, all_of
from tests.models.loopback import Exchange, Play, loopback
from tests.models.plays import status
from tests.models.wires import events, says

TOO_LONG = {"type": "invalid_request_error", "message": "prompt is too long: 210000 tokens"}
LLAMA_TOO_LONG = {"code": 400, "type": "exceed_context_size_error", "message": "request exceeds"}
OPENAI_TOO_LONG = {"code": "context_length_exceeded", "message": "Your input exceeds"}
NO_MODEL = {"code": "model_not_found", "message": "The model `m-1` does not exist"}
NO_CREDIT = {"type": "insufficient_quota", "message": "You exceeded your current quota"}
NO_FIELDS = [{"type": "response.output_text.delta"}, {"type": "content_block_delta"}]
BAD_REQUEST = {"type": "invalid_request_error", "param": "input[0].content", "message": "no"}

LASTING: list[tuple[str, Play, type[InterviewerError], str]] = [
    ("401", status(401, {"type": "authentication_error"}), KeyMissing, "refused the key"),
    ("403", status(403, {"type": "permission_error"}), KeyMissing, "--engine offline"),
    ("402", status(402, {"type": "billing_error"}), KeyMissing, "no credit"),
    ("no credit", status(429, NO_CREDIT), KeyMissing, "no credit"),
    ("404", status(404, {"type": "not_found_error"}), ModelUnknown, "has no model 'm-1'"),
    ("no model", status(400, NO_MODEL), ModelUnknown, "interviewer models"),
    ("too long", status(400, TOO_LONG), ContextTooLong, "shorten it"),
    ("too long for llama", status(400, LLAMA_TOO_LONG), ContextTooLong, "longer than m-1"),
    ("too long for openai", status(400, OPENAI_TOO_LONG), ContextTooLong, "larger context"),
    ("413", status(413, plays.HTML), ContextTooLong, "shorten it"),
    ("bad request", status(400, BAD_REQUEST), ModelError, "input[0].content"),
    ("422", status(422, {"message": "no"}), ModelError, "refused the request"),
    ("418", status(418, plays.HTML), ModelError, "418"),
    ("html", plays.body("text/html", plays.HTML.encode()), ModelError, "sent text/html"),
    ("json", plays.body("application/json", b"{}"), ModelError, "sent application/json"),
    ("not json", plays.body("text/event-stream", b"event: x\ndata: {no\n\n"), ModelError, "malf"),
    ("bytes", plays.body("text/event-stream", b"data: \xff\xfe\x00\n\n"), ModelError, "malformed"),
    ("a number", plays.stream(42), ModelError, "malformed"),
    ("no fields", plays.stream(*NO_FIELDS), ModelError, "malformed"),
    ("empty", says(), ModelError, "empty reply"),
    ("bad request in stream", plays.fails_in_stream("invalid_prompt"), ModelError, "refused"),
]
PASSING: list[tuple[str, Play]] = [
    ("408", status(408, {"type": "timeout_error"})),
    ("409", status(409, {"type": "conflict"})),
    ("429", status(429, {"type": "rate_limit_error"})),
    ("500", status(500, {"type": "api_error"})),
    ("502 html", status(502, plays.HTML)),
    ("503 loading", status(503, {"type": "unavailable_error", "message": "Loading model"})),
    ("529", status(529, {"type": "overloaded_error"})),
    ("overloaded in stream", plays.fails_in_stream("overloaded_error")),
    ("server error in stream", plays.fails_in_stream("server_error")),
    ("dropped", plays.dropped),
    ("dropped after head", plays.dropped_after_head),
    ("no events", plays.body("text/event-stream", b"")),
]
BREAKING: list[tuple[str, Play]] = [
    ("dropped", plays.dropped_in_mid_sentence),
    ("ended", plays.ended_in_mid_sentence),
]


def named(cases: list[Any]) -> Any:
    return pytest.mark.parametrize("case", cases, ids=[case[0] for case in cases])


@named(LASTING)
async def test_what_lasts_is_said_at_once(line: Line, case: Any) -> None:
    _, play, kind, words = case
    line.server.play(play)
    with pytest.raises(kind) as caught:
        await all_of(line.model)
    assert words in str(caught.value)
    assert "127.0.0.1" in str(caught.value) or "m-1" in str(caught.value)
    assert line.waits_s == []


@named(PASSING)
async def test_what_passes_is_waited_out(line: Line, case: Any) -> None:
    _, play = case
    line.server.play(play, play, says("Hello."))
    assert (await all_of(line.model))[0] == Said("Hello.")
    assert line.waits_s == [0.5, 1.0]


@named(PASSING)
async def test_patience_ends(line: Line, case: Any) -> None:
    _, play = case
    line.server.play(play)
    with pytest.raises(ModelUnreachable, match="--engine offline") as caught:
        await all_of(line.model)
    assert len(line.server.received) == 5
    assert caught.value.said == ""


@named(BREAKING)
async def test_a_reply_that_breaks_off_says_how_far_it_came(line: Line, case: Any) -> None:
    _, play = case
    line.server.play(play, says("never asked for"))
    with pytest.raises(ModelUnreachable) as caught:
        await all_of(line.model)
    assert caught.value.said == "Tell me about"
    assert len(line.server.received) == 1


async def test_an_event_that_is_cut_is_a_reply_that_breaks_off(line: Line) -> None:
    line.server.play(plays.cut_in_an_event)
    with pytest.raises(ModelError):
        await all_of(line.model)
    assert len(line.server.received) == 1


@pytest.mark.parametrize(
    "play", [plays.silent, plays.silent_after_head, plays.stuck_in_mid_sentence]
)
async def test_a_silent_provider_is_given_up(line: Line, play: Play) -> None:
    line.server.play(play)
    place = Place(line.engine, "the provider", "m-1")
    hasty = wire(line.engine, KEY, line.server.url + PATHS[line.engine], Limits(1, 0.05, 0.05))
    with pytest.raises(ModelUnreachable, match="did not answer in time"):
        await all_of(Adapter(dialect_for(place), hasty, place))
    await hasty.close()


@pytest.mark.parametrize(
    ("header", "expected_s"),
    [({"retry_after": "7"}, 7), ({"retry_after": "0.5"}, 0.5), ({"retry_after_ms": "250"}, 0.25)],
)
async def test_a_provider_says_how_long_to_wait(
    line: Line, header: dict[str, str], expected_s: float
) -> None:
    line.server.play(status(429, {"type": "rate_limit_error"}, **header), says("Hello."))
    await all_of(line.model)
    assert line.waits_s == [expected_s]


async def test_nobody_waits_for_an_hour(line: Line) -> None:
    line.server.play(status(429, {"type": "rate_limit_error"}, retry_after="3600"))
    with pytest.raises(ModelUnreachable):
        await all_of(line.model)
    assert line.waits_s == []


@pytest.mark.parametrize("code", [301, 302, 307, 308])
async def test_nothing_goes_where_a_redirect_leads(line: Line, code: int) -> None:
    async with loopback(says("Hello.")) as elsewhere:
        line.server.play(status(code, plays.HTML, location=elsewhere.url + "/v1/messages"))
        with pytest.raises(ModelError, match="another address"):
            await all_of(line.model)
        assert elsewhere.received == []


async def test_thinking_is_not_silence(line: Line) -> None:
    """Until the first word the longer limit holds, whatever events come before."""

    async def thinks(exchange: Exchange) -> None:
        await exchange.head(200, "text/event-stream")
        first, *rest = events(exchange.received.path, says("At last."), "m-1")
        await exchange.send(first)
        await asyncio.sleep(0.2)
        await exchange.send(b"".join(rest))
        await exchange.end()

    line.server.play(thinks)
    place = Place(line.engine, "the provider", "m-1")
    url = line.server.url + PATHS[line.engine]
    slow_to_begin = wire(line.engine, KEY, url, Limits(1, first_s=5, between_s=0.1))
    adapter = Adapter(dialect_for(place), slow_to_begin, place)
    assert (await all_of(adapter))[0] == Said("At last.")
    await adapter.close()


def test_a_wait_may_be_a_date() -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    assert 25 < (wait_s({"retry-after": soon}) or 0) <= 30
    assert wait_s({"retry-after": "Mon, 01 Jan 2001 00:00:00 GMT"}) == 0
    assert wait_s({"retry-after": "Mon, 01 Jan 2001 00:00:00 -0000"}) == 0
    assert wait_s({"retry-after": "soon"}) is None
    assert wait_s({}) is None


@pytest.mark.parametrize("reason", ["length", "refusal"])
async def test_a_cut_and_a_refusal_are_the_callers_to_judge(line: Line, reason: str) -> None:
    line.server.play(says("I would", reason=reason))
    end = (await all_of(line.model))[-1]
    assert isinstance(end, Finished)
    assert end.reason == reason


@named([(name, play) for name, play, *_ in LASTING] + PASSING + BREAKING)
async def test_no_secret_gets_out(
    line: Line, case: Any, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not even where the provider quotes key and prompt in its refusal."""
    caplog.set_level(logging.DEBUG)
    secret = "the candidate's secret"
    line.server.play(case[1])
    asked = Request("our prompt", (Message("user", secret),))
    with pytest.raises(InterviewerError) as caught:
        await all_of(line.model, asked)
    shown = "".join(traceback.format_exception(caught.value)) + repr(vars(caught.value))
    for text in (shown, str(caught.value)):
        assert KEY not in text
        assert secret not in text
    ours = [r.getMessage() for r in caplog.records if r.name.startswith("interviewer")]
    assert ours == []
    assert KEY not in caplog.text
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("code", "message", "kind"),
    [
        (400, "The model `x` does not exist or you do not have access to it", ModelUnknown),
        (400, "x is not a valid model", ModelUnknown),
        (400, "model 'x' not found, try pulling it first", ModelUnknown),
        (400, "invalid model name", ModelUnknown),
        (400, "model x: unknown parameter 'temperature'", RequestRefused),
        (400, "Unsupported value: 'temperature' does not support 0.2 with this model", None),
        (400, "This model's maximum context length is 8192 tokens", ContextTooLong),
        (400, "input length and `max_tokens` exceed context limit", ContextTooLong),
        (400, "Your credit balance is too low", KeyMissing),
        (500, "billing service unavailable", ModelUnreachable),
        (503, "Loading model", ModelUnreachable),
    ],
)
def test_what_a_refusal_says_is_understood(
    code: int, message: str, kind: type[InterviewerError] | None
) -> None:
    found = refusal(code, {"error": {"message": message}}, {})
    assert type(error(found, Place("openai", "openai", "x"))) is (kind or RequestRefused)


@pytest.mark.parametrize("code", [400, 401, 403, 404, 413, 422, 429, 500, 529])
async def test_what_a_provider_quotes_is_not_passed_on(line: Line, code: int) -> None:
    quoted = f"Incorrect API key provided: {KEY}. You sent: 'my resume'"
    error = {"type": KEY[:12] + " resume", "code": f"bad {KEY}", "message": quoted}
    line.server.play(status(code, error))
    with pytest.raises(InterviewerError) as caught:
        await all_of(line.model)
    for shown in (str(caught.value), repr(vars(caught.value))):
        assert KEY not in shown
        assert "resume" not in shown
