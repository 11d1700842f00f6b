"""Reads what people write, TOML or Markdown with a TOML head, strictly: a sentence per fault."""

import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from interviewer.data import shown
from interviewer.errors import ContentError

HEAD_MARK = "+++"


class Written(BaseModel):
    """The base of everything that a person writes in a file: frozen, no unknown fields."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


M = TypeVar("M", bound=BaseModel)


def load(path: Path, model: type[M]) -> M:
    """The TOML file at `path` as a `model`; ContentError names file, field, found and allowed."""
    return validated(parsed(read(path), path), model, path)


def load_page(path: Path, model: type[M], body: str = "text") -> M:
    """A Markdown file with a TOML head between two `+++` lines; the rest goes to field `body`."""
    parts = read(path).split(f"{HEAD_MARK}\n", 2)
    if len(parts) != 3 or parts[0].strip():
        raise ContentError(
            f"{shown(path)}: the head must stand between two lines of {HEAD_MARK} at the top; "
            f"found {parts[0][:40].strip()!r}"
        )
    return validated({**parsed(parts[1], path), body: parts[2].strip()}, model, path)


def read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ContentError(f"{shown(path)}: there is no such file; expected one here") from None
    except UnicodeDecodeError as error:
        raise ContentError(
            f"{shown(path)}: byte {error.start} is not UTF-8; save the file as UTF-8"
        ) from None
    except OSError as error:
        raise ContentError(f"{shown(path)}: can't be read ({error.strerror})") from None


def parsed(text: str, path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ContentError(f"{shown(path)}: not valid TOML: {error}") from None


def validated(values: dict[str, Any], model: type[M], path: Path) -> M:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        faults = error.errors(include_url=False)
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        raise ContentError(f"{shown(path)}: {sentence(faults[0], model)}{more}") from None


def sentence(fault: ErrorDetails, model: type[BaseModel]) -> str:
    """One pydantic fault as `criteria[2].weight: must be above 0 (found -1)`."""
    return f"{field_path(fault['loc'])}: {expected(fault, model)}"


def field_path(location: tuple[int | str, ...]) -> str:
    path = ""
    for step in location:
        path += f"[{step}]" if isinstance(step, int) else f".{step}" if path else step
    return path or "the file"


def expected(fault: ErrorDetails, model: type[BaseModel]) -> str:
    found = f"(found {shortened(fault['input'])})"
    bounds = fault.get("ctx", {})
    match fault["type"]:
        case "missing":
            return f"is missing; found only {', '.join(fault['input']) or 'nothing'}"
        case "extra_forbidden":
            allowed = ", ".join(fields_at(model, fault["loc"][:-1]))
            return f"is not a field here {found}; allowed are {allowed}"
        case "greater_than":
            return f"must be above {bounds['gt']:g} {found}"
        case "greater_than_equal":
            return f"must be {bounds['ge']:g} or more {found}"
        case "less_than_equal":
            return f"must be {bounds['le']:g} or less {found}"
        case "literal_error" | "enum":
            return f"must be one of {bounds['expected']} {found}"
        case "too_short":
            return f"needs {bounds['min_length']} or more entries (found {bounds['actual_length']})"
        case "string_too_short":
            return f"must not be empty {found}"
        case "string_pattern_mismatch":
            return f"must look like {bounds['pattern']} {found}"
        case "value_error":
            return f"{bounds['error']} {found}"
        case _:
            message = fault["msg"].removeprefix("Input should be ")
            return f"must be {message} {found}"


def shortened(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"


def fields_at(model: type[BaseModel], location: tuple[int | str, ...]) -> list[str]:
    """The fields allowed at `location`, found by walking the model's annotations."""
    for step in location:
        if isinstance(step, str) and step in model.model_fields:
            model = innermost(model.model_fields[step].annotation) or model
    return list(model.model_fields)


def innermost(annotation: object) -> type[BaseModel] | None:
    """The model inside `tuple[Criterion, ...]`, `dict[str, X]` or `X | None`, if there is one."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (innermost(a) for a in getattr(annotation, "__args__", ()))
    return next((m for m in inner if m), None)
