"""The index: chunks in the ledger and their vectors in Chroma, kept in step."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from uuid import uuid4

from filelock import FileLock, Timeout

from interviewer.data import data
from interviewer.errors import CapabilityMissing, InterviewerError
from interviewer.guide.chroma import Vectors, open_vectors
from interviewer.guide.chunks import Chunk, of_passage
from interviewer.guide.embedding import Embedder, minilm
from interviewer.guide.ledger import Ledger, ledger_path
from interviewer.guide.passages import Passage
from interviewer.loader import load_page

# Raised when chunks are cut or embedded in another way, so that every index is made anew.
FORMAT = "1"
BATCH = 64
WAIT_SECONDS = 600

Progress = Callable[[int, int], None]


def silent(done: int, total: int) -> None:
    """No progress is shown."""


class Index:
    """What is searched: the guide's passages and the candidate's documents.

    `folder` holds the ledger and, unless `server` is a URL, Chroma's files; `passages` is the
    folder of the guide, by default our own. `embedder` gives what vectors are made by, when the
    first is needed.
    """

    def __init__(
        self,
        folder: Path,
        server: str = "",
        passages: Path | None = None,
        embedder: Callable[[], Embedder] = minilm,
    ) -> None:
        self._embedder = embedder
        self.folder, self.server = folder, server
        self.passages = passages or data("corpus/guide")
        self.ledger = Ledger(ledger_path(folder, server))
        self.without_vectors = ""

    @cached_property
    def model(self) -> Embedder | None:
        """None, with the reason in `without_vectors`, when the embedding model is absent."""
        try:
            return self._embedder()
        except CapabilityMissing as error:
            self.without_vectors = str(error)
            return None

    @cached_property
    def vectors(self) -> Vectors | None:
        if self.model is None:
            return None
        return open_vectors(self.server, self.folder / "chroma", self.model.name)

    def is_behind(self) -> bool:
        if self.ledger.note("guide") != self._fingerprint:
            return True
        if self.vectors is None:
            return False
        is_other = self.vectors.generation != self.ledger.note("generation")
        return (
            is_other
            or self._is_bound_to_another()
            or bool(self.ledger.to_store() or self.ledger.dropped())
        )

    def refresh(self, progress: Progress = silent) -> int:
        """Brings everything up to date; returns how many vectors that took.

        Whatever an earlier run left undone, however it ended, is completed.
        """
        if not self.is_behind():
            return 0
        with self._alone():
            self._bind()
            self._reconcile()
            self._take_in_guide()
            return self._store(progress)

    def replace(self, parent: str, chunks: Sequence[Chunk]) -> int:
        """Makes these the chunks of a document, all or none; returns how many changed.

        Their vectors are stored by the next `refresh`.
        """
        with self._alone():
            return self.ledger.replace([parent], chunks)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        try:
            with FileLock(self.folder / "index.lock", timeout=WAIT_SECONDS):
                yield
        except Timeout:
            raise InterviewerError(
                f"another process has been indexing into {self.folder} for "
                f"{WAIT_SECONDS // 60} minutes; wait for it or end it, then run this again"
            ) from None

    @cached_property
    def _fingerprint(self) -> str:
        digest = hashlib.sha256(FORMAT.encode())
        for path in sorted(self.passages.glob("*.md")):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
        return digest.hexdigest()

    def _is_bound_to_another(self) -> bool:
        return self.model is not None and self.ledger.note("embedding") != self.model.name

    def _bind(self) -> None:
        """After a change of embedding every vector is made anew; the texts stay as they are."""
        if self.model is None or not self._is_bound_to_another():
            return
        self.ledger.mark_stored(sorted(self.ledger.hashes()), stored=False)
        self.ledger.write_note("generation", "")
        self.ledger.write_note("embedding", self.model.name)

    def _reconcile(self) -> None:
        """Learns what Chroma holds when it was changed, or lost, behind the ledger's back.

        A document that is gone from a server was removed from another machine; what is gone
        from our own folder was lost, and is stored again.
        """
        vectors = self.vectors
        if vectors is None or vectors.generation == self.ledger.note("generation"):
            return
        held, there = self.ledger.hashes(), vectors.ids()
        lost = sorted(held.keys() - there)
        if self.server:
            self.ledger.forget_documents(lost)
        self.ledger.mark_stored(lost, stored=False)
        skipped = {*self.ledger.dropped(), *(chunk.id for chunk in self.ledger.unstored())}
        kept = vectors.chunks(sorted(there - skipped))
        self.ledger.adopt([chunk for chunk in kept if held.get(chunk.id) != chunk.hash])
        self.ledger.write_note("guide", "")

    def _take_in_guide(self) -> None:
        if self.ledger.note("guide") == self._fingerprint:
            return
        paths = sorted(self.passages.glob("*.md"))
        chunks = [chunk for path in paths for chunk in of_passage(load_page(path, Passage))]
        parents = {*self.ledger.parents("guide"), *(chunk.parent for chunk in chunks)}
        self.ledger.replace(sorted(parents), chunks)
        self.ledger.write_note("guide", self._fingerprint)

    def _store(self, progress: Progress) -> int:
        if self.model is None or self.vectors is None:
            return 0
        gone = self.ledger.dropped()
        self.vectors.drop(gone)
        self.ledger.mark_dropped(gone)
        done, total = 0, self.ledger.to_store()
        while batch := self.ledger.unstored(BATCH):
            progress(done, total)
            self.vectors.put(batch, self.model.embed([chunk.embedded for chunk in batch]))
            self.ledger.mark_stored(chunk.id for chunk in batch)
            done += len(batch)
        generation = uuid4().hex
        self.vectors.mark(generation)
        self.ledger.write_note("generation", generation)
        return done
