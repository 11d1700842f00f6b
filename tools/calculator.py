"""Makes a function a calculator: its inputs are checked, recorded in the result, and registered.

The signature is the only list of inputs. Types and defaults come from it, ranges, units and
meanings from `tools.fields`, so that checks, JSON Schema and documentation cannot drift apart.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from math import isfinite
from types import MappingProxyType
from typing import NamedTuple, ParamSpec

from tools.fields import FIELDS
from tools.result import Result
from tools.validation import Input, shown

P = ParamSpec("P")


class Entry(NamedTuple):
    """A registered calculator with one worked example."""

    name: str
    topic: str
    summary: str
    unit: str
    formula: str
    source_ids: tuple[str, ...]
    function: Callable[..., Result]
    inputs: Mapping[str, Input]
    defaults: Mapping[str, object]
    example: Mapping[str, object]
    expected: float

    @property
    def units(self) -> dict[str, str]:
        """The unit of each input, by name."""
        return {name: spec.field.unit for name, spec in self.inputs.items()}

    @property
    def required(self) -> list[str]:
        """The inputs without a default, in the order of the signature."""
        return [name for name in self.inputs if name not in self.defaults]

    def complete(self, given: Mapping[str, object]) -> dict[str, object]:
        """The inputs checked, with defaults added.

        An unknown name is left in, for Python's own TypeError.
        """
        inputs = self.inputs
        return {
            name: inputs[name].checked(value) if name in inputs else value
            for name, value in {**self.defaults, **given}.items()
        }


REGISTERED: dict[str, Entry] = {}


def calculator(
    name: str,
    *,
    topic: str,
    unit: str,
    formula: str,
    sources: tuple[str, ...],
    example: Mapping[str, object],
    expected: float,
) -> Callable[[Callable[P, Result]], Callable[P, Result]]:
    """Registers a keyword-only function under `name` and guards its domain.

    The first line of the function's docstring is its summary. A name used twice, or an input that
    the vocabulary does not know, fails at import.
    """
    if name in REGISTERED:
        raise ValueError(f"two calculators are called {name}")

    def register(function: Callable[P, Result]) -> Callable[P, Result]:
        @wraps(function)
        def checked(*positional: P.args, **given: P.kwargs) -> Result:
            inputs = entry.complete(given)
            given.update(inputs)
            return _answered(entry, inputs, lambda: function(*positional, **given))

        entry = REGISTERED[name] = Entry(
            name=name,
            topic=topic,
            summary=(function.__doc__ or "").partition("\n")[0],
            unit=unit,
            formula=formula,
            source_ids=sources,
            function=checked,
            inputs=_inputs_of(function),
            defaults=dict(getattr(function, "__kwdefaults__", None) or {}),
            example=example,
            expected=expected,
        )
        return checked

    return register


def _inputs_of(function: Callable[P, Result]) -> dict[str, Input]:
    annotations = {k: v for k, v in function.__annotations__.items() if k != "return"}
    unknown = sorted(annotations.keys() - FIELDS.keys())
    if unknown:
        raise LookupError(f"{function.__name__}: tools/fields.py does not say what {unknown} are")
    return {k: Input.of(k, annotation, FIELDS[k]) for k, annotation in annotations.items()}


def _answered(
    entry: Entry, inputs: Mapping[str, object], worked_out: Callable[[], Result]
) -> Result:
    """The body's result with what was known before it ran; ValueError if it is not finite."""
    try:
        result = worked_out()
        finite = isfinite(result.value) and all(map(isfinite, result.parts.values()))
    except ArithmeticError:
        finite = False
    if not finite:
        found = ", ".join(f"{k} = {shown(value)}" for k, value in inputs.items())
        raise ValueError(f"{entry.name}: the result must be a finite number (found inputs {found})")
    return result._replace(
        unit=entry.unit,
        formula=entry.formula,
        inputs=MappingProxyType(dict(inputs)),
        parts=MappingProxyType(dict(result.parts)),
        source_ids=entry.source_ids,
    )
