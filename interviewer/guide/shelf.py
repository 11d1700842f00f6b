"""The shelf: which documents of the candidate's are in the index, added, renewed, removed."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from interviewer.errors import ContentError, UsageError
from interviewer.guide.documents import Check, Reader, chunks_of, document_id, files_in
from interviewer.guide.index import Index
from interviewer.guide.ledger import Document

State = Literal["added", "changed", "unchanged", "removed", "failed"]


@dataclass(frozen=True)
class Outcome:
    """What became of one file; `reason` says why one failed, `remarks` what was found in it."""

    path: str
    state: State
    document: str = ""
    chunks: int = 0
    reason: str = ""
    remarks: tuple[str, ...] = ()


def unchecked(_text: str, _context: str) -> str:
    """No fact-checker is at hand: nothing is remarked."""
    return ""


class Shelf:
    """Changes the ledger only; vectors follow with the index's next `refresh`."""

    def __init__(self, index: Index, check: Check = unchecked) -> None:
        self._index = index
        self._check = check

    def documents(self) -> list[Document]:
        return self._index.ledger.documents()

    def add(self, paths: Iterable[Path]) -> Iterator[Outcome]:
        """Takes in files and folders; a file that fails is reported and the rest goes on."""
        with Reader() as reader:
            for path in paths:
                absolute = path.absolute()
                found = list(files_in(absolute))
                if not found:
                    yield Outcome(str(path), "failed", reason="holds no file that can be read")
                yield from (self._taken_in(file, reader) for file in found)
                if absolute.is_dir():
                    yield from self._without_gone(absolute)

    def renew(self) -> Iterator[Outcome]:
        """Reads again every document whose file has changed, and drops those that are gone."""
        with Reader() as reader:
            for document in self.documents():
                path = Path(document.path)
                yield self._taken_in(path, reader) if path.is_file() else self._dropped(document)

    def remove(self, names: Iterable[str]) -> Iterator[Outcome]:
        """Removes documents by id or path; UsageError, before any is removed, for others."""
        known = self.documents()
        for document in [named(name, known) for name in names]:
            yield self._dropped(document)

    def _taken_in(self, path: Path, reader: Reader) -> Outcome:
        try:
            return self._read(path, reader)
        except ContentError as fault:
            return Outcome(str(path), "failed", reason=str(fault))

    def _read(self, path: Path, reader: Reader) -> Outcome:
        sha256, name = digest(path), document_id(path)
        others = {document.sha256: document for document in self.documents()}
        same = others.get(sha256)
        if same and same.id != name:
            raise ContentError(f"is the same as {same.path}, which is there already")
        held = next((document for document in others.values() if document.id == name), None)
        if held and same:
            return Outcome(str(path), "unchanged", name, held.chunks)
        _, sections = reader.read(path)
        chunks = chunks_of(path, sections, sha256, self._check)
        self._index.replace(name, chunks)
        remarks = tuple(
            f"{chunk.source}: {line}" for chunk in chunks for line in chunk.remark.splitlines()
        )
        return Outcome(
            str(path), "changed" if held else "added", name, len(chunks), remarks=remarks
        )

    def _without_gone(self, folder: Path) -> Iterator[Outcome]:
        for document in self.documents():
            path = Path(document.path)
            if path.is_relative_to(folder) and not path.exists():
                yield self._dropped(document)

    def _dropped(self, document: Document) -> Outcome:
        self._index.replace(document.id, [])
        return Outcome(document.path, "removed", document.id)


def digest(path: Path) -> str:
    try:
        str(path).encode()
        if not path.is_file():
            found = "not a regular file" if path.exists() else "not there"
            raise ContentError(f"is {found}; name a file or a folder")
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except UnicodeEncodeError:
        raise ContentError("has a name that is not UTF-8; rename it") from None
    except OSError as error:
        raise ContentError(f"can't be read ({error.strerror})") from None


def named(name: str, known: Iterable[Document]) -> Document:
    absolute = str(Path(name).absolute())
    for document in known:
        if name == document.id or absolute == document.path:
            return document
    raise UsageError(
        f"{name} is no document of yours; `interviewer guide list` names them by id and path"
    )
