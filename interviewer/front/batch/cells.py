"""What stands in one cell of a table, as the value that a submission wants."""

import json
import re
from collections.abc import Mapping
from math import isfinite
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from interviewer.grading.records import Submission

PER_CENT = re.compile(r"^(-?[\d.,]+)\s*%$")
OUT_OF = re.compile(r"^(-?[\d.,]+)\s*(?:/|of|out of)\s*([\d.,]+)$", re.IGNORECASE)
DECIMAL_COMMA = re.compile(r"^-?\d+,\d+$")
NUMBERS = ("human_score", "max_score")
NO_NUMBER = {"-", "–", "n/a", "na", "none", "null", "?"}
BULLET = re.compile(r"^\s*(?:[-–•*]|\d+[.)])\s+")


class BadRow(Exception):
    """A row that is no submission, with the reason."""


def submission(values: Mapping[str, Any], default_id: str) -> Submission:
    """A row's fields as a submission. Raises BadRow naming field, found and expected."""
    fields = {name: value for name, value in values.items() if not is_blank(value)}
    read_points(fields)
    read_numbers(fields)
    read_examples(fields)
    fields["id"] = fields.get("id", default_id)
    fields["answer"] = fields.get("answer", "")
    try:
        made = Submission.model_validate(fields)
    except ValidationError as error:
        raise BadRow(reason(error.errors(include_url=False)[0])) from None
    refuse_odd_scores(made)
    return made


def reason(fault: ErrorDetails) -> str:
    field = ".".join(str(step) for step in fault["loc"])
    found = repr(fault["input"])[:80]
    if field in NUMBERS:
        return (
            f"{field} is {found}: expected a number{' above 0' * (field == 'max_score')}; mend "
            f"it, or leave the column out with --map {field}="
        )
    return f"{field} is {found}: {fault['msg'][:1].lower()}{fault['msg'][1:]}"


def refuse_odd_scores(made: Submission) -> None:
    scores = (made.human_score, made.max_score, *(one.score for one in made.examples))
    if not all(isfinite(score) for score in scores if score is not None):
        raise BadRow("a score is not finite: expected a number")


def is_blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def read_points(fields: dict[str, Any]) -> None:
    """Key points in one cell: a JSON list, or one a line, or between semicolons or bars."""
    points = fields.get("key_points")
    if not isinstance(points, str):
        return
    listed = as_json(points, "key_points") if points.lstrip().startswith("[") else None
    fields["key_points"] = listed if listed is not None else split(points)


def split(points: str) -> list[str]:
    mark = next((mark for mark in ("\n", "|", ";") if mark in points.strip()), "\n")
    parts = (BULLET.sub("", part).strip() for part in points.split(mark))
    return [part for part in parts if part]


def read_numbers(fields: dict[str, Any]) -> None:
    """`4/5` is a score and its maximum, as is `85 %`; `3,5` is three and a half."""
    score = fields.get("human_score")
    if isinstance(score, str) and (parts := OUT_OF.match(score.strip())):
        fields["human_score"] = parts[1]
        fields.setdefault("max_score", parts[2])
    elif isinstance(score, str) and (parts := PER_CENT.match(score.strip())):
        fields["human_score"], fields["max_score"] = parts[1], "100"
    for name in NUMBERS:
        text = fields.get(name)
        if isinstance(text, str):
            fields[name] = number(text.strip())


def number(text: str) -> str | None:
    if text.casefold() in NO_NUMBER:
        return None
    return text.replace(",", ".") if DECIMAL_COMMA.match(text) else text


def read_examples(fields: dict[str, Any]) -> None:
    examples = fields.get("examples")
    if isinstance(examples, str):
        fields["examples"] = as_json(examples, "examples")


def as_json(text: str, field: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        raise BadRow(f"{field} is {text[:80]!r}: expected a JSON list") from None
