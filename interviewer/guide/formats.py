"""What a file is, by its content: a name is only a hint."""

import zipfile
from pathlib import Path
from typing import Literal

from interviewer.errors import ContentError

Kind = Literal["pdf", "docx", "html", "markdown", "text"]

SUFFIXES: dict[str, Kind] = {
    ".pdf": "pdf",
    ".docx": "docx",
    ".html": "html",
    ".htm": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".text": "text",
    ".rst": "text",
}
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
HEAD_BYTES = 4_096
LARGEST_BYTES = 64 << 20
LARGEST_UNPACKED_BYTES = 256 << 20


def kind_of(path: Path) -> Kind:
    """Raises ContentError with what the file is when it can't be read as text."""
    size_bytes = path.stat().st_size
    if size_bytes > LARGEST_BYTES:
        raise ContentError(
            f"is {size_bytes / 1e6:.0f} MB, at most {LARGEST_BYTES / 1e6:.0f} MB are read; split it"
        )
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head.strip():
        raise ContentError("is empty; there is nothing to add")
    return by_content(path, head)


def by_content(path: Path, head: bytes) -> Kind:
    if b"%PDF-" in head[:1_024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return zipped(path)
    if head.startswith(OLE):
        raise ContentError(
            "is an old or an encrypted Office file; save it as DOCX without a password"
        )
    if is_binary(head):
        raise ContentError("is not text; PDF, DOCX, HTML, Markdown and plain text can be read")
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "html"
    named = SUFFIXES.get(path.suffix.lower(), "text")
    return named if named in {"html", "markdown"} else "text"


def is_binary(head: bytes) -> bool:
    is_utf16 = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return b"\0" in head and not is_utf16


def zipped(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError):
        raise ContentError("is a damaged DOCX or ZIP file; save it again") from None
    if "word/document.xml" not in {member.filename for member in members}:
        raise ContentError("is a ZIP file and no DOCX; unpack it and add what is in it")
    if sum(member.file_size for member in members) > LARGEST_UNPACKED_BYTES:
        raise ContentError("unpacks to an absurd size; it was not opened")
    return "docx"
