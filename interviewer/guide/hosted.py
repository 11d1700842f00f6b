"""Sentence vectors from OpenAI, or from a server that speaks its protocol."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from interviewer.errors import (
    InterviewerError,
    KeyMissing,
    ModelError,
    ModelUnknown,
    ModelUnreachable,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from openai import OpenAI

DEFAULT_MODEL = "text-embedding-3-small"
LOCALLY = "or leave out the setting embedding, so that vectors are made on this machine"
# Under the 8,191 tokens that these models read, whatever the script.
LONGEST_CHARACTERS = 8_000
MOST_TEXTS = 64
TIMEOUT_SECONDS = 60


class Hosted:
    """What is embedded is sent to the provider: passages, documents and every query.

    `chosen` is `openai` or `openai:MODEL`. Without a `base_url` the SDK takes OPENAI_BASE_URL,
    else OpenAI's own.
    """

    def __init__(self, chosen: str, key: str, base_url: str | None = None) -> None:
        self.model = chosen.partition(":")[2] or DEFAULT_MODEL
        self._key, self._base_url = key, base_url
        self.name = f"openai {self.model}"

    def __repr__(self) -> str:
        return f"Hosted({self.model!r})"

    def embed(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """A unit vector a row. Raises KeyMissing, ModelUnknown, ModelUnreachable or ModelError."""
        import numpy as np

        rows = [
            row
            for start in range(0, len(texts), MOST_TEXTS)
            for row in self._rows(texts[start : start + MOST_TEXTS])
        ]
        try:
            found = np.array(rows, np.float32)
            lengths = np.linalg.norm(found, axis=-1, keepdims=True)
        except (ValueError, TypeError):
            raise self._unusable("vectors that are not alike") from None
        if texts and not (np.isfinite(lengths) & (lengths > 0)).all():
            raise self._unusable("a vector without a direction")
        return np.asarray(found / lengths, np.float32) if texts else np.empty((0, 0), np.float32)

    @cached_property
    def _client(self) -> "OpenAI":
        from openai import OpenAI

        return OpenAI(api_key=self._key, base_url=self._base_url, timeout=TIMEOUT_SECONDS)

    def _rows(self, texts: Sequence[str]) -> list[Any]:
        import openai

        cut = [text[:LONGEST_CHARACTERS] for text in texts]
        try:
            reply = self._client.embeddings.create(
                model=self.model, input=cut, encoding_format="float"
            )
            rows = [each.embedding for each in sorted(reply.data, key=lambda each: each.index)]
        except openai.OpenAIError as error:
            raise self._sentence(error) from None
        except (ValueError, TypeError, AttributeError):
            raise self._unusable("something else") from None
        if len(rows) != len(texts):
            raise self._unusable(f"{len(rows)} vectors for {len(texts)} texts")
        return rows

    def _unusable(self, found: str) -> ModelError:
        return ModelError(
            f"{self._client.base_url.host} sent {found} instead of embeddings by {self.model}; "
            f"check OPENAI_BASE_URL, {LOCALLY}"
        )

    def _sentence(self, error: Exception) -> InterviewerError:
        """The provider's own words stay out: they may quote a key or a text."""
        import openai

        place = self._client.base_url.host
        match error:
            case openai.AuthenticationError() | openai.PermissionDeniedError():
                return KeyMissing(
                    f"{place} refused the key ({error.status_code}); give one in OPENAI_API_KEY "
                    f"that may use {self.model}, {LOCALLY}"
                )
            case openai.NotFoundError():
                return ModelUnknown(
                    f"{place} has no embedding model {self.model!r}; name another as "
                    f"openai:MODEL, {LOCALLY}"
                )
            case openai.RateLimitError() | openai.InternalServerError():
                return ModelUnreachable(
                    f"{place} is overloaded or over its limit ({error.status_code}); run this "
                    f"again later, {LOCALLY}"
                )
            case openai.APIConnectionError():
                return ModelUnreachable(
                    f"{place} can't be reached for embeddings; what was begun is completed by the "
                    f"next run, {LOCALLY}"
                )
            case openai.APIStatusError():
                return ModelError(
                    f"{place} refused to embed by {self.model} ({error.status_code}); name another "
                    f"model as openai:MODEL, {LOCALLY}"
                )
            case _:
                return self._unusable("something else")
