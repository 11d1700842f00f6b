"""Whether a returned value is the expected one: kind, shape, type and numbers, never absolutely.

An absolute tolerance lets zeros pass where numbers are small, and NaN compares with nothing: so
errors are held against the size of the number and of the whole array, and must be finite.
"""

from collections.abc import Iterator, Mapping, Sequence
from math import isfinite
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_NAMED = 3


def difference(got: object, expected: object, tolerance: float, where: str = "the result") -> str:
    """What sets `got` apart from `expected`, in a sentence; empty if nothing does."""
    if isinstance(expected, np.ndarray):
        return of_arrays(got, expected, tolerance, where)
    if isinstance(expected, Mapping):
        return of_mappings(got, expected, tolerance, where)
    if isinstance(expected, (list, tuple)):
        return of_sequences(got, expected, tolerance, where)
    if isinstance(expected, float) and isinstance(got, (int, float)) and type(got) is not bool:
        return of_numbers(float(got), expected, tolerance, where)
    if type(got) is not type(expected):
        return f"{where} is {kind(got)}; expected {kind(expected)}"
    return "" if got == expected else f"{where} is {shown(got)}; expected {shown(expected)}"


def of_arrays(got: object, expected: "NDArray[Any]", tolerance: float, where: str) -> str:
    if not isinstance(got, np.ndarray):
        return f"{where} is {kind(got)}; expected an array"
    if got.shape != expected.shape:
        return f"{where} has shape {got.shape}; expected {expected.shape}"
    if got.dtype != expected.dtype:
        return f"{where} is of {got.dtype}; expected {expected.dtype}"
    if expected.dtype.kind != "f":
        return wrong_places(where, got, expected, got != expected)
    lost = np.isfinite(expected) & ~np.isfinite(got)
    if lost.any():
        return wrong_places(f"{where} is not finite", got, expected, lost)
    same = (got == expected) | (np.isnan(got) & np.isnan(expected))
    with np.errstate(invalid="ignore", over="ignore"):
        near = np.abs(got.astype(float) - expected) <= tolerance * sizes(expected)
    return wrong_places(where, got, expected, ~(same | near))


def sizes(expected: "NDArray[Any]") -> "NDArray[Any]":
    """What an error is held against: the number, or the root mean square of all if that is more."""
    finite = expected[np.isfinite(expected)].astype(float)
    scale = float(np.sqrt(np.mean(finite**2))) if finite.size else 0.0
    sizes: NDArray[Any] = np.maximum(np.abs(expected.astype(float)), scale)
    return sizes


def wrong_places(
    where: str, got: "NDArray[Any]", expected: "NDArray[Any]", wrong: "NDArray[Any]"
) -> str:
    """The first places that are wrong, with what is there."""
    if not wrong.any():
        return ""
    places = [tuple(map(int, place)) for place in np.argwhere(wrong)[:MOST_NAMED]]
    named = "; ".join(
        f"at {list(p)} {shown(got[p].item())}, expected {shown(expected[p].item())}" for p in places
    )
    share = f"{int(wrong.sum())} of {wrong.size} values"
    return f"{where}: {share} differ: {named}"


def of_mappings(got: object, expected: Mapping[Any, Any], tolerance: float, where: str) -> str:
    if not isinstance(got, dict):
        return f"{where} is {kind(got)}; expected a dictionary"
    if got.keys() != expected.keys():
        return (
            f"{where} has keys {shown(sorted(got, key=repr))}; expected {shown(sorted(expected))}"
        )
    return first(difference(got[k], v, tolerance, f"{where}[{k!r}]") for k, v in expected.items())


def of_sequences(got: object, expected: Sequence[Any], tolerance: float, where: str) -> str:
    """A list for a tuple will do, since both are read the same way."""
    if not isinstance(got, (list, tuple)):
        return f"{where} is {kind(got)}; expected {kind(expected)}"
    if len(got) != len(expected):
        return f"{where} has {len(got)} values, {shown(got)}; expected {len(expected)}"
    pairs = enumerate(zip(got, expected, strict=True))
    return first(difference(g, e, tolerance, f"{where}[{n}]") for n, (g, e) in pairs)


def of_numbers(got: float, expected: float, tolerance: float, where: str) -> str:
    if got == expected or (isfinite(got) and abs(got - expected) <= tolerance * abs(expected)):
        return ""
    return f"{where} is {shown(got)}; expected {shown(expected)}"


def first(found: Iterator[str]) -> str:
    return next((each for each in found if each), "")


def kind(value: object) -> str:
    if value is None:
        return "None: nothing was returned"
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    return f"a {type(value).__name__}"


def shown(value: object, most: int = 400) -> str:
    """A value as a person reads it, cut where it gets long."""
    if isinstance(value, np.ndarray):
        text = np.array2string(value, precision=4, threshold=32, edgeitems=2, separator=", ")
        text = " ".join(text.split()) if value.ndim < 2 else text.replace("\n\n", "\n")
        gap = "\n" if "\n" in text else " "
        text = f"{value.dtype}{list(value.shape)}{gap}{text}"
    elif isinstance(value, float):
        text = f"{value:.6g}"
    elif isinstance(value, (list, tuple)):
        inner = ", ".join(shown(each) for each in value)
        text = f"[{inner}]" if isinstance(value, list) else f"({inner})"
    else:
        text = repr(value)
    return text if len(text) <= most else text[: most - 1] + "…"
