"""Spans: named as OpenTelemetry names them, without texts unless they are asked for."""

from collections.abc import Iterator

import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from interviewer.errors import KeyMissing
from interviewer.models.tracing import TEXTS, Traced
from tests.models.conftest import ASKED, KEY, Line, all_of
from tests.models.plays import status
from tests.models.wires import says


@pytest.fixture
def spans(line: Line) -> Iterator[InMemorySpanExporter]:
    """What the line's spans are exported to, as an application would."""
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    assert isinstance(line.model.inner, Traced)
    line.model.inner.tracer = provider.get_tracer("interviewer")
    yield exporter
    provider.shutdown()


def only(spans: InMemorySpanExporter) -> ReadableSpan:
    (span,) = spans.get_finished_spans()
    return span


async def test_a_call_is_a_span(line: Line, spans: InMemorySpanExporter) -> None:
    line.server.play(status(503), says("Secret."))
    await all_of(line.model)
    span = only(spans)
    assert span.name == "chat m-1"
    assert span.kind == trace.SpanKind.CLIENT
    attributes = dict(span.attributes or {})
    assert attributes["gen_ai.operation.name"] == "chat"
    assert attributes["gen_ai.request.model"] == "m-1"
    assert attributes["gen_ai.usage.input_tokens"] == 100
    assert attributes["gen_ai.response.finish_reasons"] == ("stop",)
    assert not any("messages" in name for name in attributes)
    assert KEY not in str(attributes)
    assert "Secret." not in str(attributes)


async def test_texts_are_kept_only_if_they_are_asked_for(
    line: Line, spans: InMemorySpanExporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(TEXTS, "true")
    line.server.play(says("Spoken."))
    await all_of(line.model, ASKED)
    attributes = dict(only(spans).attributes or {})
    assert ASKED.system in str(attributes["gen_ai.input.messages"])
    assert "Spoken." in str(attributes["gen_ai.output.messages"])


async def test_a_failure_is_named_by_its_kind(line: Line, spans: InMemorySpanExporter) -> None:
    line.server.play(status(401, {"message": f"bad key {KEY}"}))
    with pytest.raises(KeyMissing):
        await all_of(line.model)
    span = only(spans)
    assert dict(span.attributes or {})["error.type"] == "KeyMissing"
    assert not span.status.is_ok
    assert KEY not in span.to_json()
