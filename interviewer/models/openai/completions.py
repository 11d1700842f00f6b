"""Chat completions, the protocol of compatible servers: llama.cpp, vLLM, Ollama and others."""

from collections.abc import Iterator
from typing import Any

from interviewer.models.adapter import Body, Event, Part
from interviewer.models.chat import Called, Finished, Message, Reason, Request, Said, Usage
from interviewer.models.faults import Place, reported
from interviewer.models.schemas import by_tool

MOST_ALTERNATIVES = 20
REASONS: dict[str, Reason] = {
    "stop": "stop",
    "length": "length",
    "tool_calls": "calls",
    "function_call": "calls",
    "content_filter": "refusal",
}


class Completions:
    """`extra` is what a model's body holds beside."""

    path = "/chat/completions"

    def __init__(self, extra: Body | None = None) -> None:
        self.extra = extra or {}

    def body(self, request: Request, model: str, given_up: frozenset[Part]) -> Body:
        fixed = {"role": "system", "content": system(request, given_up)}
        body: Body = {"model": model, "messages": [fixed, *map(turn, request.messages)]}
        body["max_completion_tokens" if "limit" in given_up else "max_tokens"] = request.most_tokens
        if request.stop:
            body["stop"] = list(request.stop)
        return body | self.options(request, given_up) | shaping(request, given_up)

    def options(self, request: Request, given_up: frozenset[Part]) -> Body:
        options: Body = {}
        if "usage" not in given_up:
            options["stream_options"] = {"include_usage": True}
        if "thinking" not in given_up:
            options |= self.extra
        if request.temperature is not None and "temperature" not in given_up:
            options["temperature"] = request.temperature
        if request.first_token and "logprobs" not in given_up:
            options |= {"logprobs": True, "top_logprobs": MOST_ALTERNATIVES}
        return options

    def reading(self, _request: Request, place: Place) -> "Reply":
        return Reply(place)


def system(request: Request, given_up: frozenset[Part]) -> str:
    if request.shape and "schema" in given_up:
        return by_tool(request.system, request.shape)
    return request.system


def turn(message: Message) -> Body:
    if message.speaker == "tool":
        return {"role": "tool", "tool_call_id": message.to, "content": message.text}
    body: Body = {"role": message.speaker, "content": message.text}
    if message.calls:
        body["tool_calls"] = [
            {
                "id": call.id,
                "type": "function",
                "function": {"name": call.tool, "arguments": call.arguments},
            }
            for call in message.calls
        ]
    return body


def shaping(request: Request, given_up: frozenset[Part]) -> Body:
    """Tools, and the shape by schema or, where that was given up, as a tool to be called."""
    tools = [function(t.name, t.description, t.parameters) for t in request.tools]
    if not request.shape:
        return {"tools": tools} if tools else {}
    shape = {"name": request.shape.name, "schema": request.shape.schema, "strict": True}
    if "schema" not in given_up:
        form = {"type": "json_schema", "json_schema": shape}
        return {"response_format": form} | ({"tools": tools} if tools else {})
    tools.append(function(request.shape.name, "Takes the answer.", request.shape.schema))
    one = {"type": "function", "function": {"name": request.shape.name}}
    forced = one if len(tools) == 1 else "required"
    return {"tools": tools} | ({} if "forcing" in given_up else {"tool_choice": forced})


def function(name: str, description: str, parameters: Any) -> Body:
    about = {"name": name, "description": description, "parameters": parameters}
    return {"type": "function", "function": about}


class Reply:
    """A reply as it comes. Tool calls come in pieces and are passed on whole, at the end."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.top: dict[str, float] | None = None
        self.calls: dict[int, Body] = {}
        self.end: str | None = None
        self.used: Event = {}
        self.model = place.model
        self.has_refused = False

    def take(self, event: Event) -> Iterator[Said | Called]:
        if error := event.get("error"):
            raise reported(error.get("code") or error.get("type"), error.get("message"), self.place)
        self.used = event.get("usage") or self.used
        self.model = event.get("model") or self.model
        for choice in event["choices"][:1]:
            yield from self.chosen(choice)

    def chosen(self, choice: Event) -> Iterator[Said | Called]:
        delta = choice.get("delta") or {}
        self.has_refused = self.has_refused or bool(delta.get("refusal"))
        self.top = self.top or alternatives(choice.get("logprobs"))
        for part in delta.get("tool_calls") or ():
            self.collect(part)
        if text := delta.get("content"):
            yield Said(str(text))
        if choice.get("finish_reason") and self.end is None:
            self.end = choice["finish_reason"]
            for place, call in self.calls.items():
                yield Called(call["id"] or f"call_{place}", call["name"], call["arguments"])

    def collect(self, part: Event) -> None:
        begun = {"id": "", "name": "", "arguments": ""}
        call = self.calls.setdefault(part.get("index") or 0, begun)
        about = part.get("function") or {}
        call["id"] = call["id"] or part.get("id") or ""
        call["name"] += about.get("name") or ""
        call["arguments"] += about.get("arguments") or ""

    def finished(self) -> Finished | None:
        if self.end is None:
            return None
        reason = REASONS.get(self.end, "stop")
        if self.has_refused:
            reason = "refusal"
        elif self.calls and reason == "stop":
            reason = "calls"
        return Finished(reason, usage(self.used), self.model, self.top)


def alternatives(logprobs: Any) -> dict[str, float] | None:
    tokens = (logprobs or {}).get("content")
    if not tokens:
        return None
    return {each["token"]: each["logprob"] for each in tokens[0].get("top_logprobs") or ()}


def usage(used: Event) -> Usage:
    details = used.get("prompt_tokens_details") or {}
    return Usage(
        used.get("prompt_tokens") or 0,
        used.get("completion_tokens") or 0,
        details.get("cached_tokens") or 0,
        details.get("cache_write_tokens") or 0,
    )
