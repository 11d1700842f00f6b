"""What the doctor finds of the guide: its embedding and its index."""

from collections.abc import Callable
from pathlib import Path

import pytest

from interviewer.doctor import Finding, embedding, guide
from interviewer.guide.embedding import MODEL, MiniLM
from interviewer.guide.index import Index
from interviewer.settings import Settings


def test_the_weights_are_there_and_verified() -> None:
    found = embedding("local")
    assert found.ok
    assert found.found == f"{MiniLM.name}, weights and vocabulary verified"


def test_weights_that_are_not_installed_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interviewer.doctor.MODEL", MODEL._replace(distribution="not-there"))
    found = embedding("local")
    assert not found.ok
    assert "comes with the package not-there" in found.found
    assert found.mend


def test_an_embedding_with_a_key_wants_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    assert embedding("openai").mend.startswith("Set OPENAI_API_KEY")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-a-test")
    assert embedding("openai:other") == Finding("embedding", True, "openai other, with a key")


def test_the_index_is_told_before_and_after_it_is_made(
    tmp_path: Path, opened: Callable[..., Index]
) -> None:
    settings = Settings(data_dir=tmp_path)
    assert guide(settings).found == "not indexed yet; the first search does it"
    index = opened()
    index.refresh()
    chunks = index.ledger.count()
    told = f"{chunks} chunks, vectors by {MiniLM.name}, documents of yours: 0"
    assert guide(settings) == Finding("guide", True, told)
    index.ledger.mark_stored(["pots-of-iron#0"], stored=False)
    assert guide(settings).mend == "1 chunks wait for their vectors: `interviewer guide index`."
