"""The embedding model: verified files, vectors that depend on nothing but their text."""

from collections.abc import Iterator

import numpy as np
import pytest

from interviewer.errors import CapabilityMissing
from interviewer.guide import embedding
from interviewer.guide.embedding import DIMENSIONS, MODEL, TOKENIZER, minilm, verified


@pytest.fixture
def unloaded() -> Iterator[None]:
    minilm.cache_clear()
    yield
    minilm.cache_clear()


def test_like_meanings_are_near() -> None:
    bound, limited, tea = minilm().embed(
        ["decode is memory-bound", "decoding is limited by memory", "a cup of green tea"]
    )
    assert bound @ limited > 0.7
    assert bound @ tea < 0.2


def test_a_vector_does_not_depend_on_its_neighbours() -> None:
    alone = minilm().embed(["What is a warp?"])[0]
    among = minilm().embed(["x " * 400, "What is a warp?", "short"])[1]
    assert np.array_equal(alone, among)


@pytest.mark.parametrize("text", ["", " ", "日本語", "\x00", "word " * 5_000])
def test_any_text_has_a_unit_vector(text: str) -> None:
    assert np.linalg.norm(minilm().embed([text])[0]) == pytest.approx(1, abs=1e-5)


def test_no_texts_are_no_rows() -> None:
    assert minilm().embed([]).shape == (0, DIMENSIONS)


@pytest.mark.usefixtures("unloaded")
def test_an_altered_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "MODEL", MODEL._replace(sha256="0" * 64))
    with pytest.raises(CapabilityMissing, match=r"model\.onnx of the package .* not the published"):
        minilm()


def test_an_absent_package_is_named() -> None:
    with pytest.raises(CapabilityMissing, match=r"tokenizer\.json is not installed.*no-such-thing"):
        verified(TOKENIZER._replace(distribution="no-such-thing"))
