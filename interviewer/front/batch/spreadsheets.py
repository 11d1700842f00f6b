"""CSV as spreadsheets export it: any encoding, separator and quoting, wherever the header is."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from interviewer.errors import ContentError, UsageError
from interviewer.front.batch.columns import NEEDED, Chosen, found, need_answer
from interviewer.front.batch.decoding import opened
from interviewer.front.batch.rows import Row

SEPARATORS = (",", ";", "\t", "|")
LONGEST_CELL_CHARACTERS = 8_000_000
SAMPLE_LINES = 50
SAMPLE_RECORDS = 10
EXCEL_HINT = "sep="


class Spreadsheet:
    """One CSV file, read record by record. Raises UsageError if no column holds the answers."""

    def __init__(self, path: Path, chosen: Chosen) -> None:
        csv.field_size_limit(LONGEST_CELL_CHARACTERS)
        self.path = path
        with opened(path) as file:
            sample = list(islice(unhinted(file), SAMPLE_LINES))
        self.separator = max(SEPARATORS, key=lambda mark: fitness(sample, mark, chosen))
        self.header_place, self.columns = header(list(self.sampled()), chosen)
        self.places = found(self.columns, chosen)
        need_answer(self.places, self.columns, path.name)

    def sampled(self) -> Iterator[list[str]]:
        return islice(self.records(), SAMPLE_RECORDS)

    def records(self) -> Iterator[list[str]]:
        """Every record, blank ones too. Raises ContentError where a quotation never closes."""
        record: list[str] = []
        lines: list[str] = []
        with opened(self.path) as file:
            reader = csv.reader(kept(unhinted(file), lines), delimiter=self.separator)
            try:
                for record in reader:
                    yield record
                    last, lines[:] = lines[:], []
                if record and is_unclosed(last, self.separator):
                    raise csv.Error("unexpected end")
            except csv.Error:
                raise ContentError(
                    f"{self.path.name}: a quotation mark in the row that ends in line "
                    f"{reader.line_num} is never closed; close it or leave it out"
                ) from None

    def rows(self) -> Iterator[Row]:
        """The rows below the header that are not blank, numbered as they stand."""
        for number, cells in enumerate(islice(self.records(), self.header_place + 1, None), 1):
            if any(cell.strip() for cell in cells):
                yield self.row(number, cells)

    def row(self, number: int, cells: list[str]) -> Row:
        width = len(self.columns)
        raw = self.separator.join(cells)
        if any(cell.strip() for cell in cells[width:]):
            return Row(
                number,
                fault=f"it has {len(cells)} cells and the header {width}; put cells that hold "
                f"{self.separator!r} in quotation marks",
                raw=raw,
            )
        values = dict(zip(self.columns, cells, strict=False))
        return Row(number, {f: values.get(c) for f, c in self.places.items()}, raw=raw)


def fitness(sample: Sequence[str], separator: str, chosen: Chosen) -> tuple[bool, float]:
    """Whether it makes a column of answers, and the header's width times the rows that have it."""
    records = list(csv.reader(sample, delimiter=separator))
    place, columns = header(records[:SAMPLE_RECORDS], chosen)
    widths = [len(record) for record in records[place:] if record]
    even = widths.count(len(columns)) / len(widths) if widths else 0.0
    return has_answers(columns, chosen), even * len(columns)


def header(records: Sequence[list[str]], chosen: Chosen) -> tuple[int, list[str]]:
    """Place and columns of the record that names the answers, else of the first widest one.

    Only narrower ones, such as a title, may stand above it.
    """
    filled = [(place, record) for place, record in enumerate(records) if width(record)]
    widest = 0
    for place, record in filled:
        if width(record) > widest and has_answers(record, chosen):
            return place, record
        widest = max(widest, width(record))
    return max(filled, key=lambda one: width(one[1]), default=(0, []))


def width(record: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in record)


def has_answers(columns: Sequence[str], chosen: Chosen) -> bool:
    try:
        return NEEDED in found(columns, chosen)
    except UsageError:
        return False


def kept(lines: Iterable[str], into: list[str]) -> Iterator[str]:
    for line in lines:
        into.append(line)
        yield line


def is_unclosed(lines: Sequence[str], separator: str) -> bool:
    """Whether a record's lines end within a quotation."""
    try:
        list(csv.reader(lines, delimiter=separator, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def unhinted(file: Iterable[str]) -> Iterator[str]:
    """The lines without Excel's own first one, `sep=;`."""
    for number, line in enumerate(file):
        is_hint = line.lower().startswith(EXCEL_HINT) and len(line.strip()) <= len(EXCEL_HINT) + 1
        if number or not is_hint:
            yield line
