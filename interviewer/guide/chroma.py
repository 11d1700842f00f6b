"""The vectors, in Chroma: embedded in a folder of ours, or on a server."""

import re
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar
from urllib.parse import urlsplit

import chromadb
import httpx
from chromadb.config import Settings
from chromadb.errors import ChromaError

from interviewer.errors import CapabilityMissing
from interviewer.guide.chunks import Chunk, Part

if TYPE_CHECKING:
    import numpy as np
    from chromadb import Collection
    from chromadb.api import ClientAPI
    from chromadb.api.collection_configuration import CreateCollectionConfiguration
    from numpy.typing import NDArray

COLLECTIONS: dict[Part, str] = {
    "text": "interviewer-texts",
    "card": "interviewer-cards",
    "question": "interviewer-questions",
}
NOT_IN_A_NAME = re.compile(r"[^a-z0-9]+")
PAGE = 1_000
# At these widths the graph gives the ten that a full scan gives, of 600 chunks for each query of
# the evals, of 10,000 for 99.5% of the hits.
CONFIGURATION: "CreateCollectionConfiguration" = {
    "hnsw": {"space": "cosine", "ef_construction": 200, "ef_search": 200}
}
CHUNK = "chunk"

P = ParamSpec("P")
R = TypeVar("R")


def in_a_sentence(
    method: Callable[Concatenate["Vectors", P], R],
) -> Callable[Concatenate["Vectors", P], R]:
    """A store that fails or goes away in the middle raises CapabilityMissing."""

    @wraps(method)
    def told(self: "Vectors", /, *args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return method(self, *args, **kwargs)
        except (ChromaError, httpx.HTTPError) as error:
            raise CapabilityMissing(
                f"the guide's vectors in {self.place} don't answer ({reason(error)}); "
                "what was begun is completed by the next run"
            ) from None

    return told


class Vectors:
    """A chunk's own record travels with its vector, so that it can be read back.

    Texts and cards have a collection each: a filter on the one that holds everything would cost
    18 ms a query at 10,000 chunks, a collection of its own 2 ms. Every embedding has its own
    too, so that machines which embed in different ways can share a server.
    """

    def __init__(self, client: "ClientAPI", place: str, embedding: str) -> None:
        self.place, self.embedding = place, embedding
        self._of = {
            part: collection(client, f"{name}-{plain(embedding)}", embedding)
            for part, name in COLLECTIONS.items()
        }

    @property
    def generation(self) -> str:
        """The mark of the last change that was completed; empty for new collections."""
        return str((self._of["text"].metadata or {}).get("generation", ""))

    @in_a_sentence
    def mark(self, generation: str) -> None:
        about = {"generation": generation, "embedding": self.embedding}
        self._of["text"].modify(metadata=about)

    @in_a_sentence
    def put(self, chunks: Sequence[Chunk], vectors: "NDArray[np.float32]") -> None:
        """Adds or replaces; when it returns, they are on the disk."""
        for part, its in self._of.items():
            rows = [row for row, chunk in enumerate(chunks) if chunk.part == part]
            if rows:
                its.upsert(
                    ids=[chunks[row].id for row in rows],
                    embeddings=vectors[rows],
                    documents=[chunks[row].text for row in rows],
                    metadatas=[metadata(chunks[row]) for row in rows],
                )

    @in_a_sentence
    def drop(self, chunk_ids: Sequence[str]) -> None:
        for its in self._of.values():
            for page in pages(chunk_ids):
                its.delete(ids=page)

    @in_a_sentence
    def nearest(
        self, vector: "NDArray[np.float32]", part: Part, limit: int, tags: Sequence[str] = ()
    ) -> list[tuple[str, float]]:
        """Ids of texts or cards with their cosine similarity, best first; all tags are borne."""
        found = self._of[part].query(
            query_embeddings=vector.reshape(1, -1),
            n_results=limit,
            where=bearing(tags),
            include=["distances"],
        )
        distances = found["distances"] or [[]]
        pairs = zip(found["ids"][0], distances[0], strict=True)
        return [(chunk_id, 1.0 - distance) for chunk_id, distance in pairs]

    @in_a_sentence
    def ids(self) -> set[str]:
        return {each for its in self._of.values() for each in its.get(include=[])["ids"]}

    @in_a_sentence
    def chunks(self, chunk_ids: Sequence[str]) -> list[Chunk]:
        """The records kept with these vectors."""
        return [
            Chunk.from_json(str(each[CHUNK]))
            for its in self._of.values()
            for page in pages(chunk_ids)
            for each in its.get(ids=page)["metadatas"] or []
        ]


def collection(client: "ClientAPI", name: str, embedding: str) -> "Collection":
    return client.get_or_create_collection(
        name,
        configuration=CONFIGURATION,
        metadata={"embedding": embedding},
        embedding_function=None,
    )


def plain(embedding: str) -> str:
    return NOT_IN_A_NAME.sub("-", embedding.lower()).strip("-")


def forget_others(client: "ClientAPI", embedding: str) -> None:
    """In a folder of ours what was made by another embedding is of no more use."""
    ours = tuple(f"{name}-{plain(embedding)}" for name in COLLECTIONS.values())
    for each in client.list_collections():
        if each.name.startswith(tuple(COLLECTIONS.values())) and each.name not in ours:
            client.delete_collection(each.name)


def pages(chunk_ids: Sequence[str]) -> list[list[str]]:
    return [list(chunk_ids[at : at + PAGE]) for at in range(0, len(chunk_ids), PAGE)]


def metadata(chunk: Chunk) -> dict[str, Any]:
    about: dict[str, Any] = {"parent": chunk.parent, CHUNK: chunk.as_json()}
    return about | ({"tags": list(chunk.tags)} if chunk.tags else {})


def bearing(tags: Sequence[str]) -> Any:
    """Chroma's filter for all of these tags."""
    conditions = [{"tags": {"$contains": tag}} for tag in tags]
    return {"$and": conditions} if len(conditions) > 1 else next(iter(conditions), None)


def open_vectors(server: str, folder: Path, embedding: str) -> Vectors:
    """The vectors of an embedding on `server`, a URL, or in `folder` when that is empty.

    Raises CapabilityMissing when the server doesn't answer or the folder can't be opened.
    """
    settings = Settings(anonymized_telemetry=False)
    try:
        if server:
            return Vectors(server_client(server, settings), server, embedding)
        client = chromadb.PersistentClient(folder, settings=settings)
        forget_others(client, embedding)
        return Vectors(client, str(folder), embedding)
    except (ChromaError, ValueError, OSError) as error:
        raise CapabilityMissing(unopened(server, folder, error)) from None


def server_client(server: str, settings: Settings) -> "ClientAPI":
    url = urlsplit(server)
    is_secure = url.scheme == "https"
    port = url.port or (443 if is_secure else 8000)
    return chromadb.HttpClient(url.hostname or "", port, ssl=is_secure, settings=settings)


def unopened(server: str, folder: Path, error: Exception) -> str:
    if server:
        return (
            f"no Chroma server answers at {server} ({reason(error)}); start one with "
            "`chroma run`, or unset INTERVIEWER_STORE"
        )
    return (
        f"the index in {folder} can't be opened ({reason(error)}); remove that folder and "
        "search again"
    )


def reason(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0][:200] if lines else type(error).__name__
