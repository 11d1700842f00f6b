"""Numbers as a person says them in a step: four digits, thousands marked, an SI prefix."""

import math

PREFIXES = (
    (1e18, "E"),
    (1e15, "P"),
    (1e12, "T"),
    (1e9, "G"),
    (1e6, "M"),
    (1e3, "k"),
    (1.0, ""),
    (1e-3, "m"),
    (1e-6, "µ"),
    (1e-9, "n"),
)
PREFIXED_UNITS = frozenset({"B", "B/s", "bit/s", "FLOP", "FLOP/s", "s", "W", "J", "Hz"})
LONG_TIMES = ((172_800.0, 86_400.0, "days"), (7_200.0, 3_600.0, "h"), (120.0, 60.0, "min"))
FULL_BELOW = 1e6
LARGE_NUMBERS = ((1e12, "trillion"), (1e9, "billion"))
EXPONENT_FROM = 1e21


def figure(value: float, unit: str = "") -> str:
    """A value with its unit: `3.35 TB/s`, `327,680 B`, `44.3 days`, `3.791e25 FLOP`."""
    if unit == "s":
        for threshold, seconds, name in LONG_TIMES:
            if value >= threshold:
                return f"{plain(value / seconds)} {name}"
    if unit in PREFIXED_UNITS and not _said_in_full(value):
        for scale, prefix in PREFIXES:
            if value >= scale:
                return f"{plain(value / scale)} {prefix}{unit}"
    return f"{plain(value)} {unit}".rstrip()


def percent(share: float) -> str:
    """A share of one as a percentage."""
    return f"{plain(share * 100)}%"


def many(count: int, noun: str) -> str:
    """A count with its noun: `1 layer`, `80 layers`, `8 matrices`."""
    if count == 1:
        return f"1 {noun}"
    if noun.endswith("ix"):
        return f"{count:,} {noun.removesuffix('ix')}ices"
    return f"{count:,} {noun}{'es' if noun.endswith('ch') else 's'}"


def plain(value: float) -> str:
    """A bare number: in full below a billion if whole, else to four digits: `70 billion`."""
    size = abs(value)
    if size == 0 or not math.isfinite(size):
        return f"{value:g}"
    if size >= EXPONENT_FROM or size < 1e-4:
        mantissa, exponent = f"{value:.3e}".split("e")
        return f"{mantissa.rstrip('0').rstrip('.')}e{int(exponent)}"
    for scale, name in LARGE_NUMBERS:
        if scale <= size < scale * 1000:
            return f"{value / scale:.4g} {name}"
    if size >= 1000 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.4g}"


def _said_in_full(value: float) -> bool:
    return value >= EXPONENT_FROM or value == 0 or (value < FULL_BELOW and value == int(value))
