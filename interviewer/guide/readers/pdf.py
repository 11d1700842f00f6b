"""PDF: the text of each page, its lines joined to paragraphs."""

import re
from itertools import pairwise
from pathlib import Path
from statistics import median

from interviewer.errors import ContentError
from interviewer.guide.prose import Section
from interviewer.guide.readers.texts import cleaned

MOST_PAGES = 3_000
# Less text than this on a page of a PDF is a page number: the page itself is a picture.
SCANNED_CHARACTERS_PER_PAGE = 20
HYPHEN_AT_LINE_END = re.compile(r"(?<=[a-z])-\n(?=[a-z])")
BULLET = re.compile(r"[•▪●◦‣–*-]\s")
SHORT_LINE = 0.6
ENDED = re.compile(r"[.!?:;][\"'”’)\]]*$")


def read_pdf(path: Path) -> list[Section]:
    """A section per page; a paragraph that goes on overleaf stays whole, on its first page."""
    pages = [paragraphs(cleaned(text)) for text in page_texts(path)]
    if sum(len(block) for page in pages for block in page) < SCANNED_CHARACTERS_PER_PAGE * len(
        pages
    ):
        return []
    for earlier, later in pairwise(pages):
        if earlier and later and goes_on(earlier[-1], later[0]):
            earlier[-1] += " " + later.pop(0)
    return [Section((f"page {n}",), tuple(page)) for n, page in enumerate(pages, 1) if page]


def page_texts(path: Path) -> list[str]:
    """PDFium reads the columns of a page in order; pypdf opens some files that it refuses."""
    try:
        return pdfium_texts(path)
    except ContentError as refusal:
        try:
            return pypdf_texts(path)
        except ContentError:
            raise refusal from None


def pdfium_texts(path: Path) -> list[str]:
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        with PdfDocument(path) as document:
            pages = range(checked_count(len(document)))
            return [document[number].get_textpage().get_text_range() for number in pages]
    except PdfiumError as error:
        if "password" in str(error).lower():
            raise ContentError("is encrypted; save it without a password") from None
        raise ContentError("is a damaged PDF; save or print it to PDF again") from None


def pypdf_texts(path: Path) -> list[str]:
    import logging

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        pages = PdfReader(path).pages
        return [pages[number].extract_text() for number in range(checked_count(len(pages)))]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ContentError("is a damaged PDF; save or print it to PDF again") from None


def checked_count(pages: int) -> int:
    if pages > MOST_PAGES:
        raise ContentError(f"has {pages} pages, at most {MOST_PAGES} are read; split it")
    return pages


def paragraphs(page: str) -> list[str]:
    """The paragraphs of a page whose lines are those of the print."""
    lines = [" ".join(line.split()) for line in HYPHEN_AT_LINE_END.sub("", page).splitlines()]
    usual = median([len(line) for line in lines if line] or [0])
    found: list[str] = []
    begins = True
    for line, following in pairwise([*lines, ""]):
        if begins or BULLET.match(line):
            found.append(line)
        else:
            found[-1] += f" {line}"
        begins = not line or is_heading(line, following, usual)
    return [block for block in found if block]


def is_heading(line: str, following: str, usual: float) -> bool:
    """A line well short of the others, without a stop, before one with a capital."""
    is_short = len(line) < SHORT_LINE * usual and not ENDED.search(line)
    return is_short and not following[:1].islower()


def goes_on(last: str, first: str) -> bool:
    return not ENDED.search(last) and first[:1].islower()
