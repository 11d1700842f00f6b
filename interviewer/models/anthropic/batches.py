"""Anthropic's batch service: requests go up in one body, results come down as lines."""

import json
from collections.abc import AsyncGenerator, Mapping
from typing import Any

from interviewer.errors import InterviewerError, ModelUnreachable
from interviewer.models import faults
from interviewer.models.adapter import MALFORMED, Body, Event, whole
from interviewer.models.anthropic.client import FAULTS, AnthropicWire, sentence
from interviewer.models.anthropic.messages import Reply, events
from interviewer.models.faults import Place
from interviewer.models.pieces import Heard
from interviewer.models.shards import Status

PATH = "/v1/messages/batches"


class AnthropicBatches:
    """Limits: platform.claude.com/docs/en/build-with-claude/batch-processing."""

    most_items = 100_000
    most_bytes = 250_000_000  # of 256 MB, which hold commas and brackets too

    def __init__(self, wire: AnthropicWire) -> None:
        self.wire = wire

    def line(self, name: str, body: Body) -> bytes:
        return json.dumps({"custom_id": name, "params": body}, ensure_ascii=False).encode()

    async def submit(self, lines: list[bytes], place: Place) -> str:
        try:
            made = await self.wire.client.post(
                PATH,
                content=b'{"requests":[' + b",".join(lines) + b"]}",
                options={"headers": {"content-type": "application/json"}},
                cast_to=object,
            )
            return str(fields(made)["id"])
        except (*FAULTS, *MALFORMED) as error:
            raise sentence(error, place) from None

    async def status(self, batch: str, place: Place) -> Status:
        try:
            found = await self.wire.client.messages.batches.retrieve(batch)
        except (*FAULTS, *MALFORMED) as error:
            raise sentence(error, place) from None
        return "ended" if found.processing_status == "ended" else "under_way"

    async def results(
        self, batch: str, place: Place
    ) -> AsyncGenerator[tuple[str, Event | InterviewerError], None]:
        try:
            lines = await self.wire.client.messages.batches.results(batch)
            async for line in lines:
                yield result(line.to_dict(warnings=False), place)
        except (*FAULTS, *MALFORMED) as error:
            raise sentence(error, place) from None

    def heard(self, reply: Event, place: Place) -> Heard:
        return whole(Reply(place), events(reply), place)


def result(line: Event, place: Place) -> tuple[str, Event | InterviewerError]:
    found = line["result"]
    match found["type"]:
        case "succeeded":
            return line["custom_id"], found["message"]
        case "errored":
            return line["custom_id"], faults.error(faults.refusal(None, found["error"], {}), place)
        case kind:
            return line["custom_id"], unanswered(str(kind), place)


def unanswered(kind: str, place: Place) -> ModelUnreachable:
    return faults.unreachable(f"left the request unanswered (batch {kind})", place)


def fields(made: object) -> Mapping[str, Any]:
    return made if isinstance(made, Mapping) else {}
