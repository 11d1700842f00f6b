"""A file to sections of text, by the reader for what it is."""

from collections.abc import Callable, Iterable
from pathlib import Path

from interviewer.errors import ContentError
from interviewer.guide.formats import Kind, kind_of
from interviewer.guide.prose import Section, sections
from interviewer.guide.readers.html import html_markdown
from interviewer.guide.readers.pdf import read_pdf
from interviewer.guide.readers.texts import cleaned, text_of
from interviewer.guide.readers.word import docx_markdown


def read(path: Path) -> tuple[Kind, list[Section]]:
    """The sections of a file, whatever its name says; ContentError says what is in the way."""
    kind = kind_of(path)
    readers: dict[Kind, Callable[[Path], Iterable[Section]]] = {
        "pdf": read_pdf,
        "docx": lambda p: sections(cleaned(docx_markdown(p))),
        "html": lambda p: sections(cleaned(html_markdown(text_of(p)))),
        "markdown": lambda p: sections(cleaned(text_of(p))),
        "text": lambda p: sections(cleaned(text_of(p))),
    }
    found = [section for section in readers[kind](path) if any(section.blocks)]
    if not found:
        raise ContentError("holds no text; if it is a scan, run it through text recognition first")
    return kind, found
