"""Numbers of an incident by the calculators: each keeps its working for the debrief."""

from functools import lru_cache

from interviewer.checking import calculators
from interviewer.checking.calculators import Answer

Given = float | int | str | bool


def reckoned(name: str, **inputs: Given) -> Answer:
    """A calculator's answer to inputs in SI units; UsageError as `calculators.answer` raises."""
    return _reckoned(name, tuple(sorted(inputs.items())))


def number(name: str, **inputs: Given) -> float:
    return float(reckoned(name, **inputs).result.value)


@lru_cache(maxsize=4_096)
def _reckoned(name: str, inputs: tuple[tuple[str, Given], ...]) -> Answer:
    return calculators.answer(name, {key: written(value) for key, value in inputs})


def written(value: Given) -> str:
    """A value as the calculators read it; floats in full, flags in words."""
    return str(value).lower() if isinstance(value, bool) else str(value)
