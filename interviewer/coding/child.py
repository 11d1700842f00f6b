"""Runs a candidate's code on inputs from stdin and reports what it returns: nothing else.

This text runs alone inside the sandbox, as `python -c`. It imports nothing of ours and knows no
expected value, so that nothing in its process is worth stealing.
"""

import base64
import contextlib
import json
import os
import resource
import sys
from collections.abc import Callable, Iterator
from typing import Any

FILE = "solution.py"
DEEPEST = 8
SHOWN_CHARACTERS = 400
# Kinds of arrays that cross the border: bool, signed, unsigned, float.
KINDS = "biuf"


def main() -> None:
    """Takes one order, a line of JSON, and answers each of its cases with a line of JSON."""
    order = json.loads(sys.stdin.buffer.readline())
    say = channel(order["nonce"], order["descriptor"])
    sys.path[:0] = order["path"]
    restrict(order["uid"], order["limits"])
    try:
        target = loaded(order["source"], order["entry"])
    except BaseException as error:
        say(-1, {"error": told(error)})
        return
    for number, case in enumerate(order["cases"]):
        say(number, answered(target, case))


def channel(nonce: str, descriptor: int) -> Callable[[int, dict[str, Any]], None]:
    """The way back. Descriptor 1 means that there is no other: then prints go to stderr."""
    if descriptor == 1:
        descriptor = os.dup(1)
        os.dup2(2, 1)

    def say(number: int, values: dict[str, Any]) -> None:
        line = json.dumps({"nonce": nonce, "case": number, **values}).encode() + b"\n"
        while line:
            line = line[os.write(descriptor, line) :]

    return say


def restrict(uid: int | None, limits: dict[str, int]) -> None:
    """Gives root up before it limits itself: the kernel exempts root from some limits."""
    if uid is not None:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
    for name, amount in limits.items():
        # Not every system has every limit; the sandbox's label says what that leaves open.
        with contextlib.suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (amount, amount))


def loaded(source: str, entry: str) -> Callable[..., Any]:
    space: dict[str, Any] = {"__name__": "solution", "__file__": FILE}
    exec(compile(source, FILE, "exec"), space)  # this process exists to run it
    if not callable(space.get(entry)):
        raise NameError(f"{entry} is not defined; the checks call it by this name")
    found: Callable[..., Any] = space[entry]
    return found


def answered(target: Callable[..., Any], case: dict[str, Any]) -> dict[str, Any]:
    """What one case returns, or how it failed, and whether its inputs were changed."""
    inputs = decoded(case["inputs"])
    try:
        returned = (
            target(*inputs)
            if case["calls"] is None
            else list(called(target(*inputs), decoded(case["calls"])))
        )
        return {"returned": encoded(returned), "changed": encoded(inputs) != case["inputs"]}
    except BaseException as error:
        return {"error": told(error)}


def called(thing: object, calls: list[tuple[str, tuple[Any, ...]]]) -> Iterator[Any]:
    for method, inputs in calls:
        yield getattr(thing, method)(*inputs)


def told(error: BaseException) -> dict[str, Any]:
    """The error with the last line of the candidate's own that led to it."""
    line = getattr(error, "lineno", None) if isinstance(error, SyntaxError) else None
    trace = error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename == FILE:
            line = trace.tb_lineno
        trace = trace.tb_next
    try:
        message = str(error)[:SHOWN_CHARACTERS]
    except BaseException:
        message = ""
    return {"kind": type(error).__name__, "message": message, "line": line}


def encoded(value: Any, depth: int = 0) -> Any:
    """Plain JSON for numbers, text, lists, tuples, dictionaries and arrays of numbers.

    Raises TypeError for anything else.
    """
    if depth > DEEPEST:
        raise TypeError(f"the value returned is nested more than {DEEPEST} deep")
    if value is None or type(value) in (bool, int, float, str):
        return value
    if type(value) is list:
        return [encoded(each, depth + 1) for each in value]
    if isinstance(value, tuple):
        return {"tuple": [encoded(each, depth + 1) for each in value]}
    if isinstance(value, dict):
        return {"dict": [[encoded(k, depth + 1), encoded(v, depth + 1)] for k, v in value.items()]}
    if (array := numbers(value)) is not None:
        return array
    raise TypeError(f"returned a {type(value).__name__}, which the checks can't read")


def numbers(value: Any) -> Any:
    """An array of numbers as its type, shape and bytes; NumPy's own scalars as plain ones."""
    numpy = sys.modules.get("numpy")
    if numpy is None or not isinstance(value, (numpy.ndarray, numpy.generic)):
        return None
    if value.dtype.kind not in KINDS or value.dtype.itemsize > 8:
        raise TypeError(f"returned an array of {value.dtype}, which the checks can't read")
    if isinstance(value, numpy.generic):
        return value.item()
    data = base64.b64encode(numpy.ascontiguousarray(value).tobytes()).decode()
    return {"array": [value.dtype.str, list(value.shape), data]}


def decoded(value: Any) -> Any:
    """The inverse of `encoded`; raises ValueError, TypeError or KeyError for what it never gave."""
    if isinstance(value, list):
        return [decoded(each) for each in value]
    if not isinstance(value, dict):
        return value
    ((kind, held),) = value.items()
    if kind == "tuple":
        return tuple(decoded(each) for each in held)
    if kind == "dict":
        return {decoded(k): decoded(v) for k, v in held}
    import numpy as np

    name, shape, data = held
    if np.dtype(name).kind not in KINDS:
        raise ValueError(f"arrays of {name} don't cross")
    flat = np.frombuffer(base64.b64decode(data), dtype=np.dtype(name))
    return flat.reshape(shape).copy()


if __name__ == "__main__":
    main()
