"""OpenAI's batch service: a file of requests goes up, files of replies and errors come down."""

import json
from collections.abc import AsyncGenerator
from typing import Final

from interviewer.errors import InterviewerError
from interviewer.models import faults
from interviewer.models.adapter import MALFORMED, Body, Event, whole
from interviewer.models.faults import Place
from interviewer.models.openai.client import FAULTS, OpenAIWire, sentence
from interviewer.models.openai.responses import Reply, events
from interviewer.models.pieces import Heard
from interviewer.models.shards import Status

ENDPOINT: Final = "/v1/responses"
# An expired batch has what was answered in time; a cancelled one too.
STATUSES: dict[str, Status] = {
    "completed": "ended",
    "expired": "ended",
    "cancelled": "ended",
    "failed": "failed",
}


class OpenAIBatches:
    """Limits: developers.openai.com/api/docs/guides/batch."""

    most_items = 50_000
    most_bytes = 200_000_000

    def __init__(self, wire: OpenAIWire) -> None:
        self.wire = wire

    def line(self, name: str, body: Body) -> bytes:
        entry = {"custom_id": name, "method": "POST", "url": ENDPOINT, "body": body}
        return json.dumps(entry, ensure_ascii=False).encode() + b"\n"

    async def submit(self, lines: list[bytes], place: Place) -> str:
        client = self.wire.client
        try:
            file = await client.files.create(
                file=("requests.jsonl", b"".join(lines)), purpose="batch"
            )
            batch = await client.batches.create(
                input_file_id=file.id, endpoint=ENDPOINT, completion_window="24h"
            )
        except (*FAULTS, *MALFORMED) as error:
            raise sentence(error, place) from None
        return batch.id

    async def status(self, batch: str, place: Place) -> Status:
        try:
            found = await self.wire.client.batches.retrieve(batch)
        except (*FAULTS, *MALFORMED) as error:
            raise sentence(error, place) from None
        return STATUSES.get(found.status, "under_way")

    async def results(
        self, batch: str, place: Place
    ) -> AsyncGenerator[tuple[str, Event | InterviewerError], None]:
        client = self.wire.client
        try:
            found = await client.batches.retrieve(batch)
            for file in (found.output_file_id, found.error_file_id):
                if file:
                    content = await client.files.content(file)
                    for line in content.text.splitlines():
                        yield result(json.loads(line), place)
        except (*FAULTS, *MALFORMED) as error:
            raise sentence(error, place) from None

    def heard(self, reply: Event, place: Place) -> Heard:
        return whole(Reply((), place), events(reply), place)


def result(line: Event, place: Place) -> tuple[str, Event | InterviewerError]:
    response = line.get("response") or {}
    if response.get("status_code") == 200:
        return line["custom_id"], response["body"]
    error = line.get("error") or response.get("body")
    return line["custom_id"], faults.error(
        faults.refusal(response.get("status_code"), error, {}), place
    )
