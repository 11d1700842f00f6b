"""Text by its structure: blocks of Markdown, and sentences that stay whole."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$")
FENCE = re.compile(r"^\s*(```|~~~)")
LISTED = re.compile(r"^\s*(?:[-*+•]|\d+[.)])\s+\S")
TABLE_ROW = re.compile(r"^\s*\|")
RULE = re.compile(r"[-:\s]+")
ABBREVIATED = re.compile(
    r"(?:\b(?:e\.g|i\.e|vs|etc|cf|al|approx|fig|eq|no|dr|mr|mrs|ms|st|resp|incl|jr|sr|inc)"
    r"|\b[A-Za-z])\.$",
    re.IGNORECASE,
)
# A stop ends a sentence before white space and something that can begin one.
SENTENCE_END = re.compile(r"[.!?]+[\"'”’)\]*_]*(?=\s+[\"'“‘(\[*_`]*[A-Z0-9])|[.!?]+[\"'”’)\]]*$")


class Section(NamedTuple):
    """Blocks of text and what stands above them: headings, or a page's number."""

    above: tuple[str, ...]
    blocks: tuple[str, ...]


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph, in order; a table row or a list item is one by itself."""
    return [part for line in logical_lines(text) for part in split_line(line)]


def statements(text: str) -> list[str]:
    """Sentences, and each row of a table as one: "H100 SXM: memory 80 GB, bandwidth 3,350"."""
    found: list[str] = []
    for block in blocks_of(text):
        found += row_statements(block) if TABLE_ROW.match(block) else sentences(block)
    return found


def row_statements(table: str) -> list[str]:
    """The cells of each row with the names of their columns, without the rule below the head."""
    head, *rows = [cells(line) for line in table.splitlines()]
    named = [
        (row[0], [f"{name} {cell}".strip() for name, cell in zip(head[1:], row[1:], strict=False)])
        for row in rows
        if not RULE.fullmatch("".join(row))
    ]
    return [f"{name}: {', '.join(values)}." for name, values in named]


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def logical_lines(text: str) -> Iterator[str]:
    """Lines wrapped inside a paragraph joined; rows and items apart."""
    gathered: list[str] = []
    for line in text.splitlines():
        stands_alone = bool(TABLE_ROW.match(line))
        if gathered and (stands_alone or LISTED.match(line) or not line.strip()):
            yield " ".join(gathered)
            gathered = []
        if stands_alone:
            yield line.strip()
        elif line.strip():
            gathered.append(line.strip())
    if gathered:
        yield " ".join(gathered)


def split_line(line: str) -> Iterator[str]:
    start = 0
    for match in SENTENCE_END.finditer(line):
        sentence = line[start : match.end()].strip()
        if sentence and not ABBREVIATED.search(sentence):
            yield sentence
            start = match.end()
    if rest := line[start:].strip():
        yield rest


def sections(markdown: str) -> Iterator[Section]:
    """The sections of a text, in order."""
    path: dict[int, str] = {}
    blocks: list[str] = []
    for block in blocks_of(markdown):
        heading = HEADING.match(block)
        if not heading:
            blocks.append(block)
            continue
        if blocks:
            yield Section(tuple(path.values()), tuple(blocks))
        depth = len(block) - len(block.lstrip("#"))
        path = {d: name for d, name in path.items() if d < depth} | {depth: heading[1]}
        blocks = []
    if blocks:
        yield Section(tuple(path.values()), tuple(blocks))


def blocks_of(markdown: str) -> Iterator[str]:
    """Paragraphs, lists, tables, headings and fenced code, each whole."""
    gathered: list[str] = []
    fenced = False
    for line in markdown.splitlines():
        is_fence = bool(FENCE.match(line))
        if not fenced and (not line.strip() or HEADING.match(line)):
            yield from whole(gathered)
            gathered = [line] if line.strip() else []
            if gathered:
                yield from whole(gathered)
                gathered = []
            continue
        gathered.append(line)
        fenced ^= is_fence
    yield from whole(gathered)


def whole(lines: list[str]) -> Iterator[str]:
    """A block of these lines, a table apart from the text that it touches."""
    for _, group in groupby(lines, key=lambda line: bool(TABLE_ROW.match(line))):
        if block := "\n".join(group).strip():
            yield block
