"""Which reader an input needs, by what it contains first and what it is called second."""

from collections.abc import Iterator
from pathlib import Path

from interviewer.errors import UsageError
from interviewer.front.batch.columns import Chosen
from interviewer.front.batch.decoding import opened
from interviewer.front.batch.jsonlines import JsonLines
from interviewer.front.batch.parquet import Parquet
from interviewer.front.batch.recordings import Recordings, holds_recordings
from interviewer.front.batch.rows import Table
from interviewer.front.batch.spreadsheets import Spreadsheet
from interviewer.front.batch.transcripts import Transcripts, is_transcript

MAGIC_BYTES = 8
PARQUET_MAGIC = b"PAR1"
WORKBOOK_MAGICS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
BINARY_MAGICS = (b"%PDF", b"\x1f\x8b", b"\x89PNG")
JSON_SUFFIXES = (".jsonl", ".ndjson", ".json")
CSV_SUFFIXES = (".csv", ".tsv", ".tab")


def table(path: Path, chosen: Chosen) -> Table:
    """The input as rows. Raises UsageError for what is no table, with what to do about it."""
    if holds_recordings(path):
        return Recordings(path)
    if path.is_dir():
        return Transcripts(path)
    magic = first_bytes(path)
    if magic.startswith(PARQUET_MAGIC):
        return Parquet(path, chosen)
    refuse_others(path, magic)
    if is_json(path):
        return Transcripts(path) if is_transcript(path) else JsonLines(path, chosen)
    return Spreadsheet(path, chosen)


def first_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAGIC_BYTES)
    except FileNotFoundError:
        raise UsageError(
            f"there is no file {str(path)!r}; give a CSV, JSON lines or Parquet file, a folder "
            "of transcripts or recordings, or - for JSON lines on stdin"
        ) from None
    except OSError as error:
        raise UsageError(f"{path}: can't be read ({error.strerror}); check its rights") from None


def refuse_others(path: Path, magic: bytes) -> None:
    if not magic:
        raise UsageError(f"{path.name}: is empty; give a file with a header and rows")
    if magic.startswith(WORKBOOK_MAGICS):
        raise UsageError(f"{path.name}: is a workbook or an archive; export the sheet as CSV")
    if magic.startswith(BINARY_MAGICS):
        raise UsageError(f"{path.name}: is no table; give CSV, JSON lines or Parquet")


def is_json(path: Path) -> bool:
    """By its suffix, else by its first character. Raises UsageError for one large JSON list."""
    if path.suffix.lower() in CSV_SUFFIXES:
        return False
    first = next(first_characters(path), "")
    if first == "[" and path.suffix.lower() in JSON_SUFFIXES:
        raise UsageError(
            f"{path.name}: is a JSON list; give JSON lines, one object a line "
            f"(jq -c '.[]' {path.name} > answers.jsonl)"
        )
    return path.suffix.lower() in JSON_SUFFIXES or first == "{"


def first_characters(path: Path) -> Iterator[str]:
    with opened(path) as file:
        yield from (line.strip()[0] for line in file if line.strip())
