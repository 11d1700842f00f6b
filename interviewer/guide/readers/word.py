"""DOCX as Markdown: headings, lists and tables in the order of the document."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from interviewer.errors import ContentError


def docx_markdown(path: Path) -> str:
    """Headings, lists and tables as Markdown; a page's head and foot once, at the top."""
    from docx import Document
    from docx.opc.exceptions import OpcError
    from lxml.etree import XMLSyntaxError

    try:
        document = Document(str(path))
        margins = [part for s in document.sections for part in (s.header, s.footer)]
        lines = dict.fromkeys(line for part in margins for line in blocks_in(part))
        return "\n\n".join([*lines, "\n".join(blocks_in(document))])
    except (OpcError, XMLSyntaxError, KeyError, ValueError, AttributeError):
        raise ContentError("is a damaged DOCX; open it in an editor and save it again") from None


def blocks_in(part: object) -> Iterator[str]:
    from docx.table import Table

    for block in part.iter_inner_content():  # type: ignore[attr-defined]
        yield ""
        if isinstance(block, Table):
            yield from table_rows([distinct_cells(row.cells) for row in block.rows])
        elif text := block.text.strip():
            yield marked(text, block.style.name if block.style else "")


def distinct_cells(cells: Iterable[object]) -> list[str]:
    """A merged cell is listed once for each place that it covers."""
    by_element = {cell._tc: cell.text for cell in cells}  # type: ignore[attr-defined]
    return list(by_element.values())


def marked(text: str, style: str | None) -> str:
    if heading := re.fullmatch(r"(?:Heading|Title)\s*(\d*)", style or ""):
        return f"{'#' * min(6, int(heading[1] or 1))} {' '.join(text.split())}"
    return f"- {text}" if (style or "").startswith("List") else text


def table_rows(rows: list[list[str]]) -> Iterator[str]:
    for number, row in enumerate(rows):
        yield "| " + " | ".join(" ".join(cell.split()) for cell in row) + " |"
        if number == 0:
            yield "|" + "---|" * len(row)
