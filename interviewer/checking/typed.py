"""Inputs and results of calculators in the words of the command line: what one types and reads."""

from collections.abc import Mapping

from interviewer.checking.quantities import quantity
from tools.calculator import Entry
from tools.figures import figure, percent, plain
from tools.validation import Input

SQUARE = {"mm2": "mm²", "1/mm2": "1/mm²"}


def option(name: str) -> str:
    """The option of an input: `--kv-heads`."""
    return f"--{name.replace('_', '-')}"


def unit_of(spec: Input) -> str:
    """The unit that an input is read in; the vocabulary leaves a price's hour to its name."""
    if spec.name.endswith("_per_hour"):
        return "currency/h"
    return "currency/kWh" if spec.name.endswith("_per_kwh") else spec.field.unit


def shown(value: float, unit: str) -> str:
    """A value as people say it: `42.95 GB (40 GiB)`, `0.5 (50%)`, `70.55 billion parameters`."""
    if unit == "1":
        return f"{plain(value)} ({percent(value)})" if 0 < value <= 1 else plain(value)
    text = figure(value, SQUARE.get(unit, unit))
    if unit != "B" or value < 1024:
        return text
    power = min(4, (int(value).bit_length() - 1) // 10)
    return f"{text} ({plain(value / 1024**power)} {'KMGT'[power - 1]}iB)"


# By what a part's name holds, the first that fits; a share is a percentage.
PART_UNITS = (
    ("bytes_per_s", "B/s"),
    ("bits_per_s", "bit/s"),
    ("flops_per_s", "FLOP/s"),
    ("achieved_flops_per_device", "FLOP/s"),
    ("flops_per_byte", "FLOP/B"),
    ("flops", "FLOP"),
    ("seconds", "s"),
    ("bytes", "B"),
)


def part_shown(name: str, value: float) -> str:
    """A secondary value by the unit in its name: `memory_seconds`, `share_of_peak`."""
    if "share" in name.split("_"):
        return percent(value)
    if name.endswith("_factor"):
        return plain(value)
    unit = next((unit for held, unit in PART_UNITS if f"_{held}_" in f"_{name}_"), "")
    # Below a byte a prefix would mislead: 0.5 B per weight, not 500 mB.
    return plain(value) if unit == "B" and value < 1 else figure(value, unit)


# How large a whole number is before it is written with a prefix, and the prefixes.
IN_FULL_BELOW = 1e6
WRITTEN = {
    **dict.fromkeys(("B", "B/s", "bit/s", "FLOP/s", "FLOP", "Hz", "W"), "kMGTPEZ"),
    **dict.fromkeys(("count", "parameters", "tokens"), "kMBT"),
    "s": "mµn",
}
POWERS = {"k": 3, "M": 6, "G": 9, "B": 9, "T": 12, "P": 15, "E": 18, "Z": 21}
PARTS = {"m": -3, "µ": -6, "n": -9}


def written(spec: Input, value: object) -> str:
    """A value as one would type it: `3.35TB/s`, `4.4µs`, `70B`; it reads back as the same."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value).lower() if isinstance(value, bool) else str(value)
    unit = unit_of(spec)
    full = f"{value:.15g}".replace("e+", "e")
    if value == int(value) and abs(value) < IN_FULL_BELOW:
        return full
    suffix = unit if unit not in ("count", "parameters", "tokens") else ""
    short = [
        f"{value / 10.0**power:.12g}{prefix}{suffix}"
        for prefix, power in (POWERS | PARTS).items()
        if prefix in WRITTEN.get(unit, "") and 1 <= value / 10.0**power < 1000
    ]
    exact = [text for text in short if quantity(text, unit) == value]
    return min([*exact, full], key=len)


def command_line(entry: Entry, inputs: Mapping[str, object]) -> str:
    """The command that runs a calculator on `inputs`."""
    words = [f"interviewer calc {entry.name}"]
    for name, value in inputs.items():
        spec = entry.inputs[name]
        if spec.type is bool:
            words.append(option(name) if value else f"--no-{option(name)[2:]}")
        else:
            words += [option(name), written(spec, value)]
    return " ".join(words)
