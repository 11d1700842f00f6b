"""JSON lines: one object a line; a line that is none is a row with a fault."""

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NoReturn

from interviewer.front.batch.columns import Chosen, found, need_answer
from interviewer.front.batch.decoding import opened
from interviewer.front.batch.rows import Row

SAMPLE_LINES = 100
SURROGATE = "\\ud"


class JsonLines:
    """One file. Raises UsageError if none of the first objects has the answers."""

    def __init__(self, path: Path, chosen: Chosen) -> None:
        self.path = path
        self.chosen = chosen
        keys = self.first_keys()
        self.places = found(keys, chosen) if keys else {}
        if keys:
            need_answer(self.places, keys, path.name)

    def first_keys(self) -> list[str]:
        keys: dict[str, None] = {}
        for _, line in islice(self.lines(), SAMPLE_LINES):
            record, _ = parsed(line)
            keys |= dict.fromkeys(record)
        return list(keys)

    def lines(self) -> Iterator[tuple[int, str]]:
        with opened(self.path) as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield number, line

    def rows(self) -> Iterator[Row]:
        for number, line in self.lines():
            record, fault = parsed(line)
            places = found(tuple(record), self.chosen_in(record)) if record else {}
            values = {field: record[column] for field, column in places.items()}
            yield Row(number, values, fault, line.strip())

    def chosen_in(self, record: dict[str, Any]) -> Chosen:
        """A field whose chosen column this record lacks is left out, not looked for elsewhere."""
        columns = {field: self.places.get(field, "") for field in self.chosen}
        return {field: column if column in record else "" for field, column in columns.items()}


def parsed(line: str) -> tuple[dict[str, Any], str | None]:
    """The object of a line, or why there is none."""
    try:
        value = json.loads(line, parse_constant=no_number)
    except (ValueError, RecursionError) as error:
        return {}, f"the line is not JSON ({str(error)[:80]}); expected one object a line"
    if not isinstance(value, dict):
        return {}, f"the line is a JSON {type(value).__name__}; expected an object"
    return without_halves(value) if SURROGATE in line.casefold() else value, None


def without_halves(value: dict[str, Any]) -> dict[str, Any]:
    """Half a surrogate pair, which JSON can escape and no file can hold, becomes `?`."""
    text = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode()
    whole: dict[str, Any] = json.loads(text)
    return whole


def no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")
