"""Grades as files: JSON lines whole, CSV and Parquet flat; written whole or not at all."""

import csv
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any, Literal

from interviewer.errors import UsageError
from interviewer.front.batch import parquet

Format = Literal["jsonl", "csv", "parquet"]
COLUMNS = (
    "id", "question_id", "basis", "score", "graded", "reason", "flags", "confidence", "feedback",
)  # fmt: skip
BY_SUFFIX: dict[str, Format] = {".csv": "csv", ".parquet": "parquet", ".pq": "parquet"}
# What a spreadsheet would run as a formula.
FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r")
NUMBER = re.compile(r"[-+]?\d+(\.\d+)?")


def format_of(output: Path | None, wanted: str | None) -> Format:
    """As asked for, else by the output's suffix, else JSON lines."""
    by_suffix = BY_SUFFIX.get(output.suffix.lower(), "jsonl") if output else "jsonl"
    found = wanted or by_suffix
    if found == "parquet":
        parquet.pyarrow()
        if not output:
            raise UsageError("Parquet can't go to stdout; give an --output file")
    match found:
        case "jsonl" | "csv" | "parquet":
            return found
    raise UsageError(f"--format {found!r} is not known; choose jsonl, csv or parquet")


def write(path: Path, format_: Format, grades: Iterable[str]) -> None:
    """Grades, each one line of JSON, into a file."""
    with whole(path) as part:
        if format_ == "parquet":
            parquet.write(part, COLUMNS, map(typed, grades))
            return
        with part.open("w", encoding="utf-8", newline="") as file:
            for line in lines(format_, grades):
                file.write(line)


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A file beside, which takes the name of `path` once it is complete."""
    part = path.with_name(path.name + ".part")
    try:
        yield part
        part.replace(path)
    except OSError as error:
        raise UsageError(f"{path}: can't be written ({error.strerror}); choose another") from None
    finally:
        part.unlink(missing_ok=True)


def lines(format_: Format, grades: Iterable[str]) -> Iterator[str]:
    if format_ == "jsonl":
        yield from (grade + "\n" for grade in grades)
        return
    yield csv_line(COLUMNS)
    for grade in grades:
        yield csv_line(safe(value) for value in flat(json.loads(grade)).values())


def readable(grades: Iterable[str]) -> Iterator[str]:
    """A few lines a grade, for a person."""
    for grade in map(typed, grades):
        score = f"{grade['score']:.2f}" if grade["graded"] else "  – "
        flags = f"  [{grade['flags']}]" if grade["flags"] else ""
        yield f"{score}  {grade['id']}{flags}  {grade['reason']}".rstrip() + "\n"
        yield from (f"      {line}\n" for line in grade["feedback"].splitlines())


def csv_line(cells: Iterable[Any]) -> str:
    line = StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()


def flat(grade: dict[str, Any]) -> dict[str, Any]:
    """One value a column; lists are joined."""
    return {
        "id": grade["id"],
        "question_id": grade["question_id"] or "",
        "basis": grade["basis"],
        "score": grade["score"],
        "graded": grade["graded"],
        "reason": grade.get("reason_not_graded", ""),
        "flags": " ".join(grade["flags"]),
        "confidence": grade["confidence"],
        "feedback": "\n".join(advice(one) for one in grade["feedback"]),
    }


def typed(grade: str) -> dict[str, Any]:
    return flat(json.loads(grade))


def advice(feedback: dict[str, Any]) -> str:
    quote = f"“{feedback['quote']}”: " if feedback["quote"] else ""
    return f"{quote}{feedback['text']}"


def safe(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula, marked as text; true as `true`."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and value.startswith(FORMULA_MARKS) and not NUMBER.fullmatch(value):
        return f"'{value}"
    return value
