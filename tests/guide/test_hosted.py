"""Vectors from a provider: the real SDK against a small server on loopback."""

import json
import zlib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import numpy as np
import pytest

from interviewer.errors import (
    InterviewerError,
    KeyMissing,
    ModelError,
    ModelUnknown,
    ModelUnreachable,
)
from interviewer.guide.bm25 import terms
from interviewer.guide.hosted import MOST_TEXTS, Hosted
from interviewer.guide.index import Index
from interviewer.guide.search import Search

KEY = "sk-of-a-test"
WIDTH = 64


class Provider(ThreadingHTTPServer):
    """Embeds by hashed words; `answer` may say something else instead."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.received: list[dict[str, Any]] = []
        self.keys: set[str] = set()
        self.answer: Callable[[dict[str, Any]], tuple[int, object]] = embedded

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


class Handler(BaseHTTPRequestHandler):
    server: Provider

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.server.received.append(body)
        self.server.keys.add(self.headers["authorization"])
        status, said = self.server.answer(body)
        content = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing belongs on stderr."""


def vector(text: str) -> list[float]:
    row = [0.01] * WIDTH
    for term in terms(text):
        row[zlib.crc32(term.encode()) % WIDTH] += 3.0
    return row


def embedded(body: dict[str, Any]) -> tuple[int, object]:
    """The rows come in reverse, as their order is said by `index` alone."""
    rows = [
        {"object": "embedding", "index": n, "embedding": vector(text)}
        for n, text in enumerate(body["input"])
    ]
    usage = {"prompt_tokens": 1, "total_tokens": 1}
    return 200, {"object": "list", "data": rows[::-1], "model": body["model"], "usage": usage}


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    with Provider() as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def opened(tmp_path: Path, passages: Path) -> Iterator[Callable[..., Index]]:
    indexes: list[Index] = []

    def index(**options: Any) -> Index:
        indexes.append(Index(tmp_path / "guide", "", passages, **options))
        return indexes[-1]

    yield index
    for each in indexes:
        each.ledger.close()


def hosted(chosen: str = "openai") -> Hosted:
    return Hosted(chosen, KEY)


def test_each_text_gets_its_own_unit_vector(provider: Provider) -> None:
    texts = [f"text number {n}" for n in range(MOST_TEXTS + 1)]
    found = hosted().embed(texts)
    assert found.shape == (MOST_TEXTS + 1, WIDTH)
    assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-6)
    expected = np.array(vector(texts[7]))
    assert found[7] @ expected / np.linalg.norm(expected) == pytest.approx(1)
    assert [len(body["input"]) for body in provider.received] == [MOST_TEXTS, 1]
    assert provider.keys == {f"Bearer {KEY}"}


def test_the_model_is_the_one_that_was_named(provider: Provider) -> None:
    hosted().embed(["a"])
    hosted("openai:nomic-embed").embed(["a"])
    assert [b["model"] for b in provider.received] == ["text-embedding-3-small", "nomic-embed"]


def test_a_guide_is_indexed_and_searched_by_it(
    provider: Provider, opened: Callable[..., Index]
) -> None:
    index = opened(embedder=hosted)
    assert index.refresh() > 0
    sent = {text for body in provider.received for text in body["input"]}
    assert any("A pot of iron keeps warm" in text for text in sent)
    assert Search(index).find("iron pot").hits[0].id == "pots-of-iron"
    assert not opened(embedder=hosted).is_behind()


@pytest.mark.usefixtures("provider")
def test_another_embedding_makes_every_vector_anew(opened: Callable[..., Index]) -> None:
    local = opened()
    count = local.refresh()
    assert opened(embedder=hosted).refresh() == count
    back = opened()
    assert back.refresh() == count
    assert Search(back).find("iron pot").hits[0].id == "pots-of-iron"
    assert back.refresh() == 0


REFUSALS = {
    401: (KeyMissing, "refused the key"),
    403: (KeyMissing, "refused the key"),
    404: (ModelUnknown, "has no embedding model"),
    400: (ModelError, "refused to embed"),
    429: (ModelUnreachable, "overloaded or over its limit"),
    503: (ModelUnreachable, "overloaded or over its limit"),
}


@pytest.mark.parametrize("status", REFUSALS)
def test_a_refusal_is_a_sentence_without_the_providers_words(
    provider: Provider, status: int
) -> None:
    provider.answer = lambda _: (status, {"error": {"message": f"no {KEY} here"}})
    kind, words = REFUSALS[status]
    with pytest.raises(kind, match=words) as raised:
        hosted().embed(["a"])
    assert KEY not in str(raised.value)
    assert "127.0.0.1" in str(raised.value)


UNUSABLE: dict[str, object] = {
    "too few": {"data": []},
    "no list": {"data": None},
    "no object": [],
    "uneven": {"data": [{"index": 0, "embedding": [1.0]}, {"index": 1, "embedding": [1.0, 2.0]}]},
    "no direction": {"data": [{"index": n, "embedding": [0.0, 0.0]} for n in range(2)]},
    "words": {"data": [{"index": n, "embedding": ["a"]} for n in range(2)]},
}


@pytest.mark.parametrize("said", UNUSABLE.values(), ids=list(UNUSABLE))
def test_a_reply_that_is_no_embedding_is_a_sentence(provider: Provider, said: object) -> None:
    provider.answer = lambda _: (200, said)
    with pytest.raises(ModelError, match="instead of embeddings"):
        hosted().embed(["a", "b"])


def test_a_server_that_is_not_there_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    with pytest.raises(ModelUnreachable, match=r"127\.0\.0\.1 can't be reached"):
        hosted().embed(["a"])


def test_what_was_begun_is_completed_once_it_answers_again(
    provider: Provider, opened: Callable[..., Index]
) -> None:
    provider.answer = lambda _: (401, {})
    with pytest.raises(InterviewerError):
        opened(embedder=hosted).refresh()
    provider.answer = embedded
    index = opened(embedder=hosted)
    assert index.refresh() > 0
    assert index.vectors
    assert len(index.vectors.ids()) == index.ledger.count()
