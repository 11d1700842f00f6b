"""Anthropic's Messages API: requests as it takes them, replies as it sends them."""

import json
from collections.abc import Iterator
from typing import Any

from interviewer.models.adapter import Body, Event, Part
from interviewer.models.chat import Called, Finished, Message, Reason, Request, Said, Usage
from interviewer.models.faults import Place, reported
from interviewer.models.schemas import NOT_FOR_ANTHROPIC, by_tool, without

REASONS: dict[str, Reason] = {
    "end_turn": "stop",
    "stop_sequence": "stop",
    "tool_use": "calls",
    "max_tokens": "length",
    "model_context_window_exceeded": "length",
    "refusal": "refusal",
}
CACHED = {"cache_control": {"type": "ephemeral"}}


class Messages:
    """The fixed part, tools and system, is marked for the prompt cache. `extra` is what a model's
    body holds beside. There are no log-probabilities to be had."""

    path = "/v1/messages"

    def __init__(self, extra: Body | None = None) -> None:
        self.extra = extra or {}

    def body(self, request: Request, model: str, given_up: frozenset[Part]) -> Body:
        mark = {} if "caching" in given_up else CACHED
        body: Body = {
            "model": model,
            "max_tokens": request.most_tokens,
            "system": [{"type": "text", "text": request.system, **mark}],
            "messages": turns(request.messages),
        }
        if request.stop:
            body["stop_sequences"] = list(request.stop)
        body |= self.options(request, given_up)
        shape(body, request, given_up)
        if "tools" in body:
            body["tools"][-1] |= mark
        return body

    def options(self, request: Request, given_up: frozenset[Part]) -> Body:
        options = {} if "thinking" in given_up else dict(self.extra)
        if request.temperature is not None and "temperature" not in given_up:
            options["temperature"] = request.temperature
        return options

    def reading(self, _request: Request, place: Place) -> "Reply":
        return Reply(place)


def turns(messages: tuple[Message, ...]) -> list[Body]:
    """Turns alternate, and a tool's results stand in the user's turn: neighbours are joined."""
    joined: list[Body] = []
    for message in messages:
        role = "assistant" if message.speaker == "assistant" else "user"
        if joined and joined[-1]["role"] == role:
            joined[-1]["content"] += blocks(message)
        else:
            joined.append({"role": role, "content": blocks(message)})
    return joined


def blocks(message: Message) -> list[Body]:
    if message.speaker == "tool":
        return [{"type": "tool_result", "tool_use_id": message.to, "content": message.text}]
    said = [{"type": "text", "text": message.text}] if message.text else []
    return [*said, *map(used, message.calls)]


def used(call: Called) -> Body:
    return {"type": "tool_use", "id": call.id, "name": call.tool, "input": inputs(call.arguments)}


def inputs(arguments: str) -> Body:
    """A call goes back as an object; what was none goes back as the text that it was."""
    try:
        given = json.loads(arguments)
    except ValueError:
        given = None
    return given if isinstance(given, dict) else {"given": arguments}


def shape(body: Body, request: Request, given_up: frozenset[Part]) -> None:
    """Tools, and the shape by schema or, where that was given up, as a tool to be called."""
    tools = [tool(t.name, t.description, t.parameters) for t in request.tools]
    if request.shape and "schema" not in given_up:
        schema = without(request.shape.schema, NOT_FOR_ANTHROPIC)
        form = {"format": {"type": "json_schema", "schema": schema}}
        body["output_config"] = body.get("output_config", {}) | form
    elif request.shape:
        tools.append(tool(request.shape.name, "Takes the answer.", request.shape.schema))
        body["system"][0]["text"] = by_tool(request.system, request.shape)
        one = {"type": "tool", "name": request.shape.name}
        if "forcing" not in given_up:
            body["tool_choice"] = one if len(tools) == 1 else {"type": "any"}
    if tools:
        body["tools"] = tools


def tool(name: str, description: str, parameters: Any) -> Body:
    return {"name": name, "description": description, "input_schema": parameters}


class Reply:
    """A reply as it comes; what the model thinks is left out."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.calls: dict[int, Body] = {}
        self.model = place.model
        self.used: Body = {}
        self.reason: str | None = None
        self.is_over = False

    def take(self, event: Event) -> Iterator[Said | Called]:
        match event["type"]:
            case "message_start":
                self.model = event["message"].get("model") or self.model
                self.count(event["message"].get("usage"))
            case "content_block_start" if event["content_block"]["type"] == "tool_use":
                block = event["content_block"]
                self.calls[event["index"]] = {"id": block["id"], "name": block["name"], "text": ""}
            case "content_block_start" if text := event["content_block"].get("text"):
                yield Said(text)  # empty in a stream, whole in a batch
            case "content_block_delta":
                yield from self.more(event["index"], event["delta"])
            case "content_block_stop" if call := self.calls.get(event["index"]):
                yield Called(call["id"], call["name"], call["text"] or "{}")
            case "message_delta":
                self.reason = event["delta"].get("stop_reason") or self.reason
                self.count(event.get("usage"))
            case "message_stop":
                self.is_over = True
            case "error":
                error = event["error"]
                raise reported(error.get("type"), error.get("message"), self.place)

    def more(self, index: int, delta: Event) -> Iterator[Said]:
        match delta["type"]:
            case "text_delta" if delta["text"]:
                yield Said(delta["text"])
            case "input_json_delta":
                self.calls[index]["text"] += delta["partial_json"]

    def count(self, usage: Event | None) -> None:
        """Later counts replace earlier ones: they are totals."""
        self.used |= {name: n for name, n in (usage or {}).items() if isinstance(n, int)}

    def finished(self) -> Finished | None:
        if not self.is_over or self.reason is None:
            return None
        return Finished(REASONS.get(self.reason, "stop"), usage(self.used), self.model)


def events(reply: Event) -> Iterator[Event]:
    """A reply that came whole, as the events that would have brought it."""
    yield {"type": "message_start", "message": reply}
    for index, block in enumerate(reply["content"]):
        yield {"type": "content_block_start", "index": index, "content_block": block}
        if block["type"] == "tool_use":
            given = {"type": "input_json_delta", "partial_json": json.dumps(block["input"])}
            yield {"type": "content_block_delta", "index": index, "delta": given}
        yield {"type": "content_block_stop", "index": index}
    yield {"type": "message_delta", "delta": reply, "usage": reply.get("usage")}
    yield {"type": "message_stop"}


def usage(used: Event) -> Usage:
    """Input here counts what was read from and written to the cache too."""
    cached = used.get("cache_read_input_tokens", 0)
    written = used.get("cache_creation_input_tokens", 0)
    fresh = used.get("input_tokens", 0)
    return Usage(fresh + cached + written, used.get("output_tokens", 0), cached, written)
