"""A scripted reply as each of the three protocols sends it: events as bytes."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Reply:
    """What the scripted model does. `calls` are (id, tool, arguments)."""

    texts: tuple[str, ...] = ()
    calls: tuple[tuple[str, str, str], ...] = ()
    reason: str = "stop"
    input: int = 100
    output: int = 20
    cached: int = 40
    written: int = 0
    top: dict[str, float] = field(default_factory=dict)


def says(*texts: str, **more: Any) -> Reply:
    return Reply(texts, **more)


def calls(tool: str, arguments: str, *texts: str) -> Reply:
    return Reply(texts, (("call_1", tool, arguments),), "calls")


def events(path: str, reply: Reply, model: str) -> Iterator[bytes]:
    """The reply in the protocol that is spoken at `path`."""
    if path.endswith("/responses"):
        yield from (event(e["type"], e) for e in responses(reply, model))
    elif path.endswith("/messages"):
        yield from (event(e["type"], e) for e in messages(reply, model))
    else:
        yield from (event(None, e) for e in completions(reply, model))
        yield b"data: [DONE]\n\n"


def event(name: str | None, data: Any) -> bytes:
    head = f"event: {name}\n" if name else ""
    return f"{head}data: {json.dumps(data)}\n\n".encode()


def top_of(reply: Reply) -> list[dict[str, Any]]:
    return [{"token": token, "logprob": p} for token, p in reply.top.items()]


def responses(reply: Reply, model: str) -> Iterator[dict[str, Any]]:
    yield {"type": "response.created", "response": {"id": "r1", "model": model, "output": []}}
    if reply.reason == "refusal":
        yield {"type": "response.refusal.done", "refusal": "No.", "item_id": "i", "output_index": 0}
    for text in reply.texts:
        logprobs = [{"token": text, "logprob": -0.1, "top_logprobs": top_of(reply)}]
        yield {
            "type": "response.output_text.delta",
            "delta": text,
            "logprobs": logprobs if reply.top else [],
        }
    for call_id, tool, arguments in reply.calls:
        item = {"type": "function_call", "call_id": call_id, "name": tool, "arguments": arguments}
        yield {"type": "response.output_item.done", "output_index": 1, "item": item}
    cut = reply.reason == "length"
    yield {
        "type": "response.incomplete" if cut else "response.completed",
        "response": {
            "id": "r1",
            "model": model,
            "incomplete_details": {"reason": "max_output_tokens"} if cut else None,
            "usage": {
                "input_tokens": reply.input,
                "input_tokens_details": {
                    "cached_tokens": reply.cached,
                    "cache_write_tokens": reply.written,
                },
                "output_tokens": reply.output,
                "output_tokens_details": {"reasoning_tokens": 0},
                "total_tokens": reply.input + reply.output,
            },
        },
    }


def completions(reply: Reply, model: str) -> Iterator[dict[str, Any]]:
    def chunk(delta: dict[str, Any], **more: Any) -> dict[str, Any]:
        choice = {"index": 0, "delta": delta, "finish_reason": None} | more
        return {"id": "c1", "object": "chat.completion.chunk", "model": model, "choices": [choice]}

    yield chunk({"role": "assistant", "content": ""})
    for text in reply.texts:
        content = [{"token": text, "logprob": -0.1, "top_logprobs": top_of(reply)}]
        yield chunk({"content": text}, logprobs={"content": content} if reply.top else None)
    for index, (call_id, tool, arguments) in enumerate(reply.calls):
        yield chunk({"tool_calls": [part(index, tool, arguments[:3], call_id)]})
        yield chunk({"tool_calls": [part(index, None, arguments[3:], None)]})
    reasons = {"calls": "tool_calls", "refusal": "content_filter"}
    yield chunk({}, finish_reason=reasons.get(reply.reason, reply.reason))
    used = {
        "prompt_tokens": reply.input,
        "completion_tokens": reply.output,
        "total_tokens": reply.input + reply.output,
        "prompt_tokens_details": {"cached_tokens": reply.cached},
    }
    yield {"id": "c1", "model": model, "choices": [], "usage": used}


def part(index: int, tool: str | None, arguments: str, call_id: str | None) -> dict[str, Any]:
    about = {"arguments": arguments} | ({"name": tool} if tool else {})
    return {"index": index, "function": about} | ({"id": call_id} if call_id else {})


def messages(reply: Reply, model: str) -> Iterator[dict[str, Any]]:
    used = {
        "input_tokens": reply.input - reply.cached - reply.written,
        "cache_read_input_tokens": reply.cached,
        "cache_creation_input_tokens": reply.written,
        "output_tokens": 1,
    }
    yield {"type": "message_start", "message": {"id": "m1", "model": model, "usage": used}}
    index = 0
    if reply.texts:
        yield {"type": "content_block_start", "index": 0, "content_block": {"type": "text"}}
        for text in reply.texts:
            delta = {"type": "text_delta", "text": text}
            yield {"type": "content_block_delta", "index": 0, "delta": delta}
        yield {"type": "content_block_stop", "index": 0}
        index = 1
    for call_id, tool, arguments in reply.calls:
        block = {"type": "tool_use", "id": call_id, "name": tool, "input": {}}
        yield {"type": "content_block_start", "index": index, "content_block": block}
        for some in (arguments[:3], arguments[3:]):
            delta = {"type": "input_json_delta", "partial_json": some}
            yield {"type": "content_block_delta", "index": index, "delta": delta}
        yield {"type": "content_block_stop", "index": index}
        index += 1
    reasons = {"stop": "end_turn", "length": "max_tokens", "calls": "tool_use"}
    yield {
        "type": "message_delta",
        "delta": {"stop_reason": reasons.get(reply.reason, reply.reason)},
        "usage": {"output_tokens": reply.output},
    }
    yield {"type": "message_stop"}
