"""Figures that content states, each with where it comes from, so that none can drift.

An origin is one of three:

    fact H100 SXM: memory.bandwidth                       a fact of the data
    kv-cache --model "Llama 3 70B" --tokens 1             a calculator, as on the command line
    kv-cache.bytes_per_token --model "Llama 3 70B" …      one of its secondary values
    1 / 0.35                                              arithmetic
"""

import ast
import operator
import re
import shlex
from collections.abc import Callable, Collection
from functools import lru_cache

from interviewer.checking.calculators import Answer, answer, names
from interviewer.checking.facts import facts
from interviewer.checking.quantities import readings
from interviewer.checking.subjects import si
from interviewer.errors import UsageError

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
# What needs no origin: code, names of parts and formats, versions, years, small counts.
CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)
NAMES = re.compile(
    r"[A-Za-z_][\w-]*\d[\w.-]*|\b\d+(?:\.\d+)?B\b|\b\d+:\d+\b|\b\d+D\b"
    r"|\b(?:NVLink|PCIe|Gen|Llama|GPT|Qwen|stage|level|ZeRO|CUDA|Python|Ethernet|HBM)[- ]\d[\d.]*"
    r"|\b(?:19|20)\d\d\b"
)
SMALL_COUNT = re.compile(
    r"(?<![\d.,])\d(?![\d.,]*\d|\s?(?:%|[GMKT]i?B|B\b|ms|µs|ns|s\b|W\b|TFLOP))"
)
# A figure of one digit may not hide more than this.
COARSEST = 0.05
NAMED = ("model", "gpu", "link", "dtype")
OPERATORS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}


def fault(shown: str, origin: str) -> str | None:
    """What is wrong with a figure, as a sentence; None if it is what its origin gives."""
    try:
        values = origin_values(origin)
        if any(agrees(shown, value) for value in values):
            return None
    except UsageError as error:
        return f"{shown!r}: {error}"
    given = " or ".join(f"{value:.6g}" for value in values)
    return f"{shown!r}: {origin!r} gives {given}, which is not that"


def unaccounted(text: str, accounted: Collection[str]) -> list[str]:
    """The numbers of a text that stand in none of the figures accounted for, in order."""
    bare = text
    for figure in sorted(accounted, key=len, reverse=True):
        bare = bare.replace(figure, " ")
    for exempt in (CODE, NAMES, SMALL_COUNT):
        bare = exempt.sub(" ", bare)
    return [match[0] for match in NUMBER.finditer(bare)]


def agrees(shown: str, value: float) -> bool:
    """Whether the figure is `value`, in some reading of its unit, rounded as it is written."""
    number = NUMBER.search(shown)
    if not number:
        raise UsageError("holds no number; a figure begins with digits")
    written = number[0].replace(",", "")
    half_step = 0.501 * 10.0 ** -len(written.partition(".")[2])
    return any(
        abs(value - float(written) * factor) <= min(half_step * factor, COARSEST * abs(value))
        for factor in factors(shown[number.start() :], float(written))
    )


def factors(shown: str, number: float) -> list[float]:
    """By what a figure's unit multiplies its number: 1 for a bare one, 0.01 too for percent."""
    units = [reading.unit.factor for reading in readings(shown.strip())] if number else []
    percent = [0.01] if shown.rstrip().endswith(("%", "percent")) else []
    return [1.0, *units, *percent]


@lru_cache(maxsize=1_024)
def origin_values(origin: str) -> tuple[float, ...]:
    """The value in base units, or two that sources give; UsageError for an origin that is none."""
    if origin.startswith("fact "):
        return of_fact(origin.removeprefix("fact "))
    name = origin.partition(" ")[0].partition(".")[0]
    return (of_calculator(origin),) if name in names() else (arithmetic(origin),)


def of_fact(text: str) -> tuple[float, ...]:
    name, colon, property_id = text.partition(":")
    entity = facts().one(name.strip())
    fact = entity.facts.get(property_id.strip())
    if not colon or fact is None:
        known = ", ".join(sorted(entity.facts))
        raise UsageError(f"{entity.name} has no fact {property_id.strip()!r}; it has {known}")
    value = si(fact)
    if isinstance(value, str):
        raise UsageError(f"{fact.property_id} of {entity.name} is the word {value!r}, no number")
    return (value, float(fact.value) if isinstance(fact.value, int | float) else value)


def of_calculator(origin: str) -> float:
    command, *options = shlex.split(origin)
    name, _, part = command.partition(".")
    found = called(name, options)
    if not part:
        return found.result.value
    if part not in found.result.parts:
        known = ", ".join(found.result.parts) or "none"
        raise UsageError(f"{name} has no secondary value {part!r}; it has {known}")
    return found.result.parts[part]


def called(name: str, options: list[str]) -> Answer:
    """Runs a calculator on options as they are typed: pairs of `--input` and value."""
    pairs = dict(zip(options[::2], options[1::2], strict=False))
    if len(options) % 2 or not all(key.startswith("--") for key in pairs):
        raise UsageError(f"{name} takes pairs of --input and value; found {' '.join(options)!r}")
    given = {key[2:].replace("-", "_"): value for key, value in pairs.items()}
    named = {kind: given.pop(kind, None) for kind in NAMED}
    return answer(name, given, **named)


def arithmetic(text: str) -> float:
    """The value of a sum of plain numbers: + - * / ** and brackets."""
    try:
        return evaluated(ast.parse(text.replace(",", ""), mode="eval").body)
    except (SyntaxError, ZeroDivisionError, OverflowError, KeyError) as error:
        raise UsageError(
            f"{text!r} is neither a fact, a calculator nor arithmetic ({error}); write one of these"
        ) from None


def evaluated(node: ast.expr) -> float:
    match node:
        case ast.Constant(value=int() | float() as value):
            return float(value)
        case ast.BinOp(left=left, op=op, right=right):
            return OPERATORS[type(op)](evaluated(left), evaluated(right))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -evaluated(operand)
    raise KeyError(type(node).__name__)
