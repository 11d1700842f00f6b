"""Refuses inputs outside a calculator's domain: every error names field, bound and value found.

All refusals are `ValueError`, never `assert`: the checks must survive `python -O`.
"""

import math
from types import NoneType, UnionType
from typing import Literal, NamedTuple, get_args, get_origin

from tools.fields import Field

TEXT_SHOWN = 60


class Input(NamedTuple):
    """One input of one calculator: its type from the annotation, its range from the vocabulary."""

    name: str
    type: type
    field: Field
    optional: bool = False
    choices: tuple[str, ...] = ()

    @classmethod
    def of(cls, name: str, annotation: object, field: Field) -> "Input":
        """Reads `int`, `float`, `bool`, a `Literal` of strings, or one of these `| None`."""
        optional = isinstance(annotation, UnionType)
        if optional:
            (annotation,) = (kind for kind in get_args(annotation) if kind is not NoneType)
        if get_origin(annotation) is Literal:
            return cls(name, str, field, optional, get_args(annotation))
        if annotation not in (int, float, bool):
            raise TypeError(f"{name}: no check for the annotation {annotation!r}")
        return cls(name, annotation, field, optional)

    def checked(self, value: object) -> object:
        """The value, whole floats as `int` where a count is meant; else a ValueError."""
        if value is None and self.optional:
            return None
        if self.choices:
            return self._choice(value)
        if self.type is bool:
            return self._flag(value)
        return self._number(value)

    def _choice(self, value: object) -> object:
        if value not in self.choices:
            raise self._refusal(value)
        return value

    def _flag(self, value: object) -> object:
        if not isinstance(value, bool):
            raise self._refusal(value)
        return value

    def _number(self, value: object) -> int | float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self._refusal(value)
        # Comparisons with NaN are false, so a NaN fails the range without a check of its own.
        if not self.field.holds(value):
            raise self._refusal(value)
        if self.type is float or isinstance(value, int):
            return value
        if not value.is_integer():
            raise self._refusal(value)
        return int(value)

    def _refusal(self, value: object) -> ValueError:
        return ValueError(f"{self.name} must be {self.domain} (found {shown(value)})")

    @property
    def domain(self) -> str:
        """The values accepted, in words."""
        if self.choices:
            return "one of " + ", ".join(self.choices)
        if self.type is bool:
            return "true or false"
        return f"{'a whole number' if self.type is int else 'a number'} {self.field.range}"


def shown(value: object) -> str:
    """A value as an error message quotes it, cut short."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 10**TEXT_SHOWN:
        return f"a number of {math.ceil(value.bit_length() * math.log10(2))} digits"
    text = repr(value)
    return text if len(text) <= TEXT_SHOWN else text[:TEXT_SHOWN] + "…"


def require_multiple(name: str, value: int, of: str, divisor: int) -> None:
    """Refuses a shape that does not divide evenly over its shards."""
    if value % divisor:
        raise ValueError(f"{name} must be a multiple of {of} = {divisor:,} (found {value:,})")


def require_at_most(name: str, value: float, of: str, bound: float) -> None:
    """Refuses a part larger than its whole."""
    if value > bound:
        raise ValueError(f"{name} must be at most {of} = {bound:,} (found {value:,})")


def require_together(**values: object) -> None:
    """Refuses some but not all of a group of optional inputs."""
    missing = [name for name, value in values.items() if value is None]
    if missing and len(missing) < len(values):
        given = [name for name in values if name not in missing]
        raise ValueError(f"{', '.join(given)} also needs {', '.join(missing)} (found None)")
