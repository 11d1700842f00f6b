"""Both providers' batch services on the loopback server, in memory."""

import json
from collections.abc import Callable
from typing import Any

from tests.models.loopback import Exchange, played
from tests.models.wires import says

USAGE = {"input_tokens": 10, "output_tokens": 5}


class BatchService:
    """`answer` gives the result of each entry; `status` is what is told of every batch."""

    def __init__(self, answer: Callable[[Any], dict[str, Any]]) -> None:
        self.answer = answer
        self.status = "in_progress"
        self.entries: dict[str, list[Any]] = {}
        self.refuses_live_calls = False

    async def play(self, exchange: Exchange) -> None:
        path, method = exchange.received.path, exchange.received.method
        if path.endswith(("/responses", "/messages")):
            await played(says("tried"), exchange)
        elif path.endswith("/files"):
            await self.sends(exchange, {"id": self.kept(lines_of(exchange.received.raw))})
        elif method == "POST":
            await self.sends(exchange, self.begun(exchange.received.body))
        elif path.endswith(("/results", "/content")):
            await self.sends_lines(exchange, path.split("/")[-2])
        else:
            await self.sends(exchange, self.told(path.rpartition("/")[2]))

    def kept(self, entries: list[Any]) -> str:
        name = f"batch_{len(self.entries)}"
        self.entries[name] = entries
        return name

    def begun(self, body: Any) -> dict[str, Any]:
        """The file's name serves as the batch's."""
        if "input_file_id" in body:
            return self.told(body["input_file_id"])
        return self.told(self.kept(body["requests"]))

    def told(self, batch: str) -> dict[str, Any]:
        return {
            "id": batch,
            "status": self.status,
            "processing_status": "ended" if self.status == "completed" else self.status,
            "output_file_id": batch if self.status in ("completed", "expired") else None,
            "results_url": f"/v1/messages/batches/{batch}/results",
        }

    async def sends(self, exchange: Exchange, body: Any) -> None:
        await exchange.head(200, "application/json")
        await exchange.send(json.dumps(body).encode())
        await exchange.end()

    async def sends_lines(self, exchange: Exchange, batch: str) -> None:
        """Not in the order in which they came, as the real ones do."""
        await exchange.head(200, "application/x-jsonl")
        for entry in reversed(self.entries[batch]):
            if result := self.answer(entry):
                line = json.dumps({"custom_id": entry["custom_id"]} | result)
                await exchange.send(line.encode() + b"\n")
        await exchange.end()


def lines_of(multipart: bytes) -> list[Any]:
    return [json.loads(line) for line in multipart.splitlines() if line.startswith(b'{"custom_id"')]


def openai_says(text: str) -> dict[str, Any]:
    part = {"type": "output_text", "text": text, "annotations": []}
    body = {
        "id": "r1",
        "model": "m-1",
        "status": "completed",
        "output": [{"type": "message", "content": [part]}],
        "usage": USAGE,
    }
    return {"response": {"status_code": 200, "body": body}, "error": None}


def anthropic_says(text: str) -> dict[str, Any]:
    content = [{"type": "thinking", "thinking": "Hm."}, {"type": "text", "text": text}]
    message = {"id": "m1", "model": "m-1", "content": content, "stop_reason": "end_turn"}
    return {"result": {"type": "succeeded", "message": message | {"usage": USAGE}}}


def openai_fails(code: str) -> dict[str, Any]:
    error = {"code": code, "message": "quotes the candidate"}
    return {"response": {"status_code": 400, "body": {"error": error}}, "error": None}


def anthropic_fails(code: str) -> dict[str, Any]:
    error = {"type": "error", "error": {"type": code, "message": "quotes the candidate"}}
    return {"result": {"type": "errored", "error": error}}
