"""OpenAI's Responses API: requests as it takes them, replies as it sends them."""

import hashlib
from collections.abc import Iterator
from typing import Any

from interviewer.models.adapter import Body, Event, Part
from interviewer.models.chat import Called, Finished, Message, Reason, Request, Said, Usage
from interviewer.models.faults import Place, reported
from interviewer.models.schemas import NOT_FOR_OPENAI, by_tool, without
from interviewer.models.stops import Stops

MOST_ALTERNATIVES = 20


class Responses:
    """Nothing is stored with the provider. `extra` is what a model's body holds beside."""

    path = "/responses"

    def __init__(self, extra: Body | None = None) -> None:
        self.extra = extra or {}

    def body(self, request: Request, model: str, given_up: frozenset[Part]) -> Body:
        body: Body = {
            "model": model,
            "instructions": request.system,
            "input": [item for message in request.messages for item in items(message)],
            "max_output_tokens": request.most_tokens,
            "store": False,
        }
        return body | self.options(request, given_up) | shaping(request, given_up)

    def options(self, request: Request, given_up: frozenset[Part]) -> Body:
        options: Body = {}
        if "caching" not in given_up:
            # Requests of one key go to one cache; the fixed part is what they have in common.
            options["prompt_cache_key"] = hashlib.sha256(request.system.encode()).hexdigest()[:32]
        if "thinking" not in given_up:
            options |= self.extra
        if request.temperature is not None and "temperature" not in given_up:
            options["temperature"] = request.temperature
        if request.first_token and "logprobs" not in given_up:
            options["include"] = ["message.output_text.logprobs"]
            options["top_logprobs"] = MOST_ALTERNATIVES
        return options

    def reading(self, request: Request, place: Place) -> "Reply":
        return Reply(request.stop, place)


def items(message: Message) -> Iterator[Body]:
    if message.speaker == "tool":
        yield {"type": "function_call_output", "call_id": message.to, "output": message.text}
        return
    if message.text or not message.calls:
        yield {"role": message.speaker, "content": message.text}
    for call in message.calls:
        yield {
            "type": "function_call",
            "call_id": call.id,
            "name": call.tool,
            "arguments": call.arguments,
        }


def shaping(request: Request, given_up: frozenset[Part]) -> Body:
    """Tools, and the shape by schema or, where that was given up, as a tool to be called."""
    tools = [function(t.name, t.description, t.parameters) for t in request.tools]
    if not request.shape:
        return {"tools": tools} if tools else {}
    schema = without(request.shape.schema, NOT_FOR_OPENAI)
    if "schema" not in given_up:
        form = {"type": "json_schema", "name": request.shape.name, "schema": schema, "strict": True}
        return {"text": {"format": form}} | ({"tools": tools} if tools else {})
    tools.append(function(request.shape.name, "Takes the answer.", schema))
    forced = {"type": "function", "name": request.shape.name} if len(tools) == 1 else "required"
    told: Body = {"tools": tools, "instructions": by_tool(request.system, request.shape)}
    return told | ({} if "forcing" in given_up else {"tool_choice": forced})


def function(name: str, description: str, parameters: Any) -> Body:
    return {
        "type": "function",
        "name": name,
        "description": description,
        "parameters": parameters,
        "strict": False,
    }


class Reply:
    """A reply as it comes; Responses knows no stop sequences, so they are minded here."""

    def __init__(self, stop: tuple[str, ...], place: Place) -> None:
        self.place = place
        self.stops = Stops(stop)
        self.top: dict[str, float] | None = None
        self.has_called = False
        self.has_refused = False
        self.end: Event | None = None

    def take(self, event: Event) -> Iterator[Said | Called]:
        match event["type"]:
            case "response.output_text.delta":
                self.top = self.top or alternatives(event.get("logprobs"))
                yield from self.stops.take(event["delta"])
            case "response.refusal.delta" | "response.refusal.done":
                self.has_refused = True
            case "response.output_item.done" if event["item"]["type"] == "function_call":
                self.has_called = True
                item = event["item"]
                yield Called(item["call_id"], item["name"], item["arguments"])
            case "response.completed" | "response.incomplete":
                yield from self.stops.rest()
                self.end = event["response"]
            case "response.failed":
                error = event["response"].get("error") or {}
                raise reported(error.get("code"), error.get("message"), self.place)
            case "error":
                raise reported(event.get("code"), event.get("message"), self.place)

    def finished(self) -> Finished | None:
        if self.end is None:
            return None
        return Finished(self.reason(self.end), usage(self.end), self.end["model"], self.top)

    def reason(self, end: Event) -> Reason:
        cut = (end.get("incomplete_details") or {}).get("reason")
        if self.has_refused or cut == "content_filter":
            return "refusal"
        if cut and not self.stops.met:
            return "length"
        return "calls" if self.has_called else "stop"


def events(reply: Event) -> Iterator[Event]:
    """A reply that came whole, as the events that would have brought it."""
    for item in reply["output"]:
        for part in item.get("content") or ():
            if part["type"] == "output_text":
                yield {
                    "type": "response.output_text.delta",
                    "delta": part["text"],
                    "logprobs": part.get("logprobs"),
                }
            elif part["type"] == "refusal":
                yield {"type": "response.refusal.done"}
        yield {"type": "response.output_item.done", "item": item}
    yield {"type": f"response.{reply['status']}", "response": reply}


def alternatives(logprobs: Any) -> dict[str, float] | None:
    if not logprobs:
        return None
    return {each["token"]: each["logprob"] for each in logprobs[0].get("top_logprobs") or ()}


def usage(end: Event) -> Usage:
    used = end.get("usage") or {}
    details = used.get("input_tokens_details") or {}
    return Usage(
        used.get("input_tokens") or 0,
        used.get("output_tokens") or 0,
        details.get("cached_tokens") or 0,
        details.get("cache_write_tokens") or 0,
    )
