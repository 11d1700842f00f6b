"""The answer of a calculator: a number, its unit, and how it came about."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

NOTHING: Mapping[str, float] = MappingProxyType({})


class Result(NamedTuple):
    """A value with the working that a person can follow aloud.

    `value` is in `unit` (SI; "1" for a plain ratio). `parts` holds secondary values by name, with
    the unit in the name. A calculator's body gives what it worked out; its decorator adds what was
    known before: unit, formula, sources, and the inputs with defaults included.
    """

    value: float
    unit: str = "1"
    formula: str = ""
    inputs: Mapping[str, object] = MappingProxyType({})
    assumptions: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    source_ids: tuple[str, ...] = ()
    parts: Mapping[str, float] = NOTHING

    def as_dict(self) -> dict[str, object]:
        """The same as plain JSON values."""
        return {
            "value": self.value,
            "unit": self.unit,
            "formula": self.formula,
            "inputs": dict(self.inputs),
            "assumptions": list(self.assumptions),
            "steps": list(self.steps),
            "source_ids": list(self.source_ids),
            "parts": dict(self.parts),
        }
