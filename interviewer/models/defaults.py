"""Which models are asked where nobody says which, and what their requests hold beside."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from interviewer.loader import Written, load
from interviewer.models.prices import SNAPSHOT

Role = Literal["interviewer", "grader", "checker"]
ROLES: tuple[Role, ...] = get_args(Role)
FILE = Path(__file__).with_name("defaults.toml")


class Defaults(Written):
    """Models by engine and role; `extra` is part of the body of requests to a model."""

    as_of: date
    sources: tuple[str, ...]
    roles: dict[str, dict[Role, str]]
    extra: dict[str, dict[str, Any]]


@cache
def defaults() -> Defaults:
    return load(FILE, Defaults)


def default_model(engine: str, role: Role) -> str | None:
    return defaults().roles.get(engine, {}).get(role)


def extra(model: str) -> dict[str, Any]:
    """A dated snapshot takes what its model takes."""
    known = defaults().extra
    return known.get(model) or known.get(SNAPSHOT.sub("", model)) or {}
