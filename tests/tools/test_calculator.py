"""The decorator: mistakes in a calculator's definition fail at import."""

from typing import Any

import pytest

from tools import catalogue
from tools.calculator import calculator
from tools.result import Result

COMMON: dict[str, Any] = {
    "topic": "none", "unit": "1", "formula": "x", "sources": (), "example": {}, "expected": 0,
}  # fmt: skip


def test_a_name_used_twice_is_refused() -> None:
    taken = catalogue.names()[0]
    with pytest.raises(ValueError, match=f"two calculators are called {taken}"):
        calculator(taken, **COMMON)


def test_an_input_without_a_meaning_is_refused() -> None:
    def strange(*, no_such_field: float) -> Result:
        return Result(no_such_field)

    with pytest.raises(LookupError, match=r"does not say what.*no_such_field"):
        calculator("strange", **COMMON)(strange)


def test_an_annotation_that_cannot_be_checked_is_refused() -> None:
    def strange(*, layers: list[int]) -> Result:
        return Result(len(layers))

    with pytest.raises(TypeError, match="layers: no check"):
        calculator("strange", **COMMON)(strange)
