"""Spans of calls by the OpenTelemetry API: nothing happens unless an application collects them.

Names: opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-spans. Texts are left out unless
OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT is true.
"""

import json
import os
from collections.abc import AsyncGenerator
from contextlib import aclosing

from opentelemetry import trace
from opentelemetry.trace import Span, SpanKind, StatusCode

from interviewer.models.chat import ChatModel, Finished, Piece, Request, Said

TEXTS = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"


class Traced:
    """A ChatModel with a span for each call."""

    def __init__(self, model: ChatModel) -> None:
        self.provider = model.provider
        self.model = model.model
        self.inner = model
        self.tracer = trace.get_tracer("interviewer")

    async def respond(self, request: Request) -> AsyncGenerator[Piece, None]:
        span = self.tracer.start_span(f"chat {self.model}", kind=SpanKind.CLIENT)
        if not span.is_recording():
            async with aclosing(self.inner.respond(request)) as pieces:
                async for piece in pieces:
                    yield piece
            return
        self.describe(span, request)
        said = ""
        try:
            async with aclosing(self.inner.respond(request)) as pieces:
                async for piece in pieces:
                    said += piece.text if isinstance(piece, Said) else ""
                    if isinstance(piece, Finished):
                        describe_end(span, piece, said)
                    yield piece
        except Exception as error:
            span.set_attribute("error.type", type(error).__name__)
            span.set_status(StatusCode.ERROR, type(error).__name__)
            raise
        finally:
            span.end()

    def describe(self, span: Span, request: Request) -> None:
        span.set_attribute("gen_ai.operation.name", "chat")
        span.set_attribute("gen_ai.provider.name", self.provider)
        span.set_attribute("gen_ai.request.model", self.model)
        span.set_attribute("gen_ai.request.max_tokens", request.most_tokens)
        if request.temperature is not None:
            span.set_attribute("gen_ai.request.temperature", request.temperature)
        if texts_wanted():
            turns = [message("system", request.system)]
            turns += [message(turn.speaker, turn.text) for turn in request.messages]
            span.set_attribute("gen_ai.input.messages", json.dumps(turns))


def describe_end(span: Span, end: Finished, said: str) -> None:
    span.set_attribute("gen_ai.response.model", end.model)
    span.set_attribute("gen_ai.response.finish_reasons", [end.reason])
    span.set_attribute("gen_ai.usage.input_tokens", end.usage.input)
    span.set_attribute("gen_ai.usage.output_tokens", end.usage.output)
    span.set_attribute("gen_ai.usage.cache_read.input_tokens", end.usage.cached)
    if texts_wanted():
        span.set_attribute("gen_ai.output.messages", json.dumps([message("assistant", said)]))


def message(role: str, text: str) -> dict[str, object]:
    return {"role": role, "parts": [{"type": "text", "content": text}]}


def texts_wanted() -> bool:
    return os.environ.get(TEXTS, "").lower() == "true"
