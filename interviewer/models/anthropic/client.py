"""The one module that imports Anthropic's SDK: events out of a connection, errors as sentences."""

import asyncio
from collections.abc import AsyncGenerator, Mapping

import anthropic
import httpx2
from anthropic import AsyncAnthropic, AsyncStream, DefaultAsyncHttpxClient

from interviewer.errors import InterviewerError
from interviewer.models import faults
from interviewer.models.adapter import MALFORMED, Body, Event
from interviewer.models.faults import Place
from interviewer.models.pace import Limits
from interviewer.models.trust import certificates

URL = "https://api.anthropic.com"
FAULTS = (anthropic.AnthropicError, httpx2.HTTPError, ValueError, TimeoutError)


class AnthropicWire:
    """A connection to `base_url`. Retries are not its business: models/patience.py does them."""

    def __init__(self, key: str, base_url: str, limits: Limits) -> None:
        self.key = key
        self.base_url = base_url
        self.limits = limits
        self.loop: asyncio.AbstractEventLoop | None = None

    def __repr__(self) -> str:
        return f"AnthropicWire({self.base_url!r})"

    @property
    def client(self) -> AsyncAnthropic:
        """Made anew in each event loop, to which connections belong. Spans are ours, see
        models/tracing.py."""
        if self.loop is not (loop := asyncio.get_running_loop()):
            self.loop = loop
            timeout = httpx2.Timeout(self.limits.first_s, connect=self.limits.connect_s)
            self._client = AsyncAnthropic(
                api_key=self.key,
                base_url=self.base_url,
                timeout=timeout,
                max_retries=0,
                # Redirects are not followed: the key and the texts are meant for this address.
                http_client=DefaultAsyncHttpxClient(
                    verify=certificates(), timeout=timeout, follow_redirects=False
                ),
                open_telemetry=False,
            )
        return self._client

    async def events(self, path: str, body: Body, place: Place) -> AsyncGenerator[Event, None]:
        """The events of one reply. Closing the generator closes the connection."""
        try:
            stream = await self.client.post(
                path,
                body=body | {"stream": True},
                cast_to=object,
                stream=True,
                stream_cls=AsyncStream[object],
            )
            try:
                faults.hold_to_events(stream.response.headers, place)
                async for event in stream:
                    yield event if isinstance(event, Mapping) else {}
            finally:
                await stream.close()
        except FAULTS as error:
            raise sentence(error, place) from None

    async def models(self, place: Place) -> list[str]:
        try:
            return [model.id async for model in self.client.models.list()]
        except (*FAULTS, *MALFORMED) as error:
            raise sentence(error, place) from None

    async def close(self) -> None:
        """It can be used again afterwards."""
        if self.loop is asyncio.get_running_loop():
            self.loop = None
            await self._client.close()


def sentence(error: Exception, place: Place) -> InterviewerError:
    """What went wrong on the wire, as one of our errors."""
    match error:
        case anthropic.APITimeoutError() | TimeoutError() | httpx2.TimeoutException():
            return faults.unreachable("did not answer in time", place)
        case anthropic.APIStatusError():
            found = faults.refusal(error.status_code, error.body, error.response.headers)
            return faults.error(found, place)
        case anthropic.APIConnectionError() | httpx2.HTTPError():
            return faults.unreachable("can't be reached", place)
        case _:
            return faults.malformed("sent a malformed stream", place)
