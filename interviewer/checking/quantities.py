"""Quantities as people write them, one at a time: `128k`, `80GB`, `3.35 TB/s`, `$2/h`, `2^20`.

The number and the unit of a text are read together, since a text may have several readings:
`70B` is 70 billion of a count and 70 bytes of a size. What is expected decides; two readings
that both fit are refused, never guessed. Free text is not read here.
"""

import math
import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Self

from interviewer.checking.units import EXACT, Dimension, Unit, base, named
from interviewer.errors import UsageError

DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+(?:_\d+)*)"
PLAIN = rf"[+-]?(?:{DIGITS}(?:\.\d+)?|\.\d+)"
NUMBER = re.compile(
    rf"(?P<power>\d+(?:\.\d+)?)\s?(?:\^|\*\*)\s?(?P<exponent>-?\d{{1,4}})"
    rf"|(?P<mantissa>{PLAIN})(?:[eE](?P<e>[+-]?\d{{1,4}})|\s?[x×*]\s?10(?:\^|\*\*)(?P<ten>-?\d{{1,4}}))?"
)
CURRENCY = re.compile(r"(US\$|[$€£])\s?(.*)")
GLUED_NUMERAL = re.compile(r"([A-Za-z]*)\s*(.*)")
# What stands in for another dimension: a bare count for what is counted, bits for a link's bytes.
STANDS_FOR: dict[Dimension, dict[Dimension, float]] = {
    "tokens": {"count": 1},
    "count": {"tokens": 1, "ratio": 1},
    "ratio": {"count": 1},
    "rate": {"token_rate": 1, "frequency": 1, "count": 1},
    "token_rate": {"count": 1},
    "flop": {"count": 1},
    "flop_rate": {"count": 1},
    "money": {"count": 1},
    "frequency": {"rate": 1},
    "byte_rate": {"bit_rate": 1 / 8},
    "bit_rate": {"byte_rate": 8},
    "hourly_price": {"money": 1},
    "energy_price": {"money": 1},
}
SAID: dict[Dimension, str] = {
    "count": "a count", "ratio": "a ratio", "tokens": "a number of tokens", "bytes": "bytes",
    "bits": "bits", "flop": "floating-point operations", "time": "a time",
    "frequency": "a frequency", "rate": "a rate", "token_rate": "tokens per second",
    "byte_rate": "bytes per second", "bit_rate": "bits per second",
    "flop_rate": "operations per second", "intensity": "FLOP per byte",
    "efficiency": "FLOP per joule", "power": "a power", "energy": "an energy", "money": "money",
    "hourly_price": "a price per hour", "token_price": "a price per million tokens",
    "energy_price": "a price per kWh", "length": "a length", "area": "an area",
    "density": "a density per area", "level": "decibels",
}  # fmt: skip
EXAMPLES: dict[Dimension, str] = {
    "count": "80, 128k, 70B or 64Ki", "ratio": "0.05, 5% or 1.3x", "tokens": "8192, 128k or 64Ki",
    "bytes": "80GB, 512MiB or 1e9", "bits": "4 or 16bit", "flop": "3.8e25 or 66.6GFLOP",
    "time": "20ms, 4.4us or 54days", "frequency": "1.98GHz", "rate": "10, 10/s or 600/min",
    "token_rate": "3000 or 3ktok/s", "byte_rate": "3.35TB/s or 400Gb/s", "bit_rate": "400Gb/s",
    "flop_rate": "989TFLOPS or 989TFLOP/s", "intensity": "62.5 or 62.5FLOP/B",
    "efficiency": "1.4TFLOP/J", "power": "700W or 1.2kW", "energy": "390J or 1.3kWh",
    "money": "$30000 or $30k", "hourly_price": "$2/h", "token_price": "$0.5/Mtok",
    "energy_price": "$0.12/kWh", "length": "300mm", "area": "814mm²", "density": "0.1/cm²",
    "level": "49.9dB",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quantity:
    """`value` of `unit`: 3.35 of TB/s."""

    value: float
    unit: Unit

    @property
    def dimension(self) -> Dimension:
        return self.unit.dimension

    @property
    def si(self) -> float:
        """In the base unit of its dimension: 3.35e12 B/s."""
        return scaled(self.value, self.unit.factor)

    def into(self, unit: Unit) -> float:
        """In `unit`, which must be of the same dimension."""
        if unit.factor == self.unit.factor:
            return self.value
        return scaled(self.value, self.unit.factor / unit.factor)

    def as_binary(self) -> Self:
        """The same with KB, MB, GB taken as 1,024s, as they are said of memory on a chip."""
        power = round(math.log(self.unit.factor, 1000)) if self.dimension == "bytes" else 0
        if self.unit.binary or power < 1 or self.unit.factor != 1000**power:
            return self
        return replace(self, unit=self.unit._replace(factor=1024.0**power, binary=True))

    def __str__(self) -> str:
        return f"{self.value!r} {self.unit.symbol}".rstrip()


def quantity(text: str, unit: str) -> float:
    """The number of `unit` that `text` says; a bare number counts `unit`.

    Raises UsageError when `text` is no quantity, of an unknown unit, or of another dimension.
    """
    said = quantity_of(text, unit)
    return said.si if unit == ANY else converted(said, target(unit))


def quantity_of(text: str, unit: str) -> Quantity:
    """What `text` says, with the unit as said, where `unit` is expected; else UsageError."""
    found = readings(text)
    if not found:
        raise UsageError(unknown(text, unit))
    if unit == ANY:
        return found[0]
    wanted = target(unit)
    if not found[0].unit.symbol:
        return Quantity(found[0].value, wanted)
    fitting = [reading for reading in found if fits(reading.dimension, wanted.dimension)]
    exact = [reading for reading in fitting if reading.dimension == wanted.dimension]
    if not fitting:
        raise UsageError(misfit(text, found, wanted))
    if len(fitting) > 1 and carelessly_cased(fitting):
        either = " or ".join(f"{reading.value:g}{reading.unit.symbol}" for reading in fitting)
        raise UsageError(f"{text!r} can be {either}: write which")
    return (exact or fitting)[0]


def readings(text: str) -> tuple[Quantity, ...]:
    """All that `text`, one quantity and nothing else, can mean; none if it means nothing."""
    currency, rest = money(text.strip())
    number = NUMBER.match(rest)
    value = number_in(number) if number else math.inf
    if not (number and math.isfinite(value)):
        return ()
    name = rest[number.end() :].strip()
    if currency:
        name = in_currency(name, currency)
    if not name:
        return (Quantity(value, BARE),)
    if name.startswith(("/", "per ")):
        name = f"1 {name}"
    return tuple(Quantity(value, unit) for unit in named(name) or named(apart(name)))


BARE = Unit("", "count")
# A calculator takes amounts of anything, as long as two of them are of the same.
ANY = "any"


def target(unit: str) -> Unit:
    """The unit that a calculator declares: its own words first, then any name."""
    if unit in DECLARED:
        return DECLARED[unit]
    units = named(unit)
    if not units:
        raise UsageError(f"{unit!r} is no unit that quantities are read in")
    return units[0]


DECLARED = {
    **dict.fromkeys(
        ("", "1", "count", "elements", "parameters", "4-byte words", "of 7", "of 8"), BARE
    ),
    **dict.fromkeys(("ratio", "share of 1"), base("ratio")),
    "tokens": base("tokens"),
    "bit": base("bits"),
    "currency": base("money"),
    "currency/h": base("hourly_price"),
    "currency/kWh": base("energy_price"),
    "currency/Mtok": base("token_price"),
}


def fits(said: Dimension, wanted: Dimension) -> bool:
    return said == wanted or said in STANDS_FOR.get(wanted, {})


def converted(said: Quantity, wanted: Unit) -> float:
    if said.dimension == wanted.dimension:
        return said.into(wanted)
    times = STANDS_FOR[wanted.dimension][said.dimension]
    return scaled(said.value, said.unit.factor * times / wanted.factor)


def scaled(value: float, factor: float) -> float:
    """`value` × `factor` in decimals, as they are written: 2.039 TB/s is 2,039,000,000,000 B/s."""
    return float(Decimal(repr(value)) * Decimal(repr(factor)))


def carelessly_cased(fitting: list[Quantity]) -> bool:
    """Whether only the case could tell the readings apart: `gb/s`, but not `Gb/s` or `70B`."""
    dimensions = {reading.dimension for reading in fitting}
    return {"byte_rate", "bit_rate"} <= dimensions or len(dimensions) < len(fitting)


def unknown(text: str, unit: str) -> str:
    """What to write instead of `text`, by the unit expected and the names that are near."""
    # Imported here: only a misspelt unit needs it.
    from difflib import get_close_matches

    wanted = BARE if unit == ANY else target(unit)
    number = NUMBER.match(text.strip())
    name = text.strip()[number.end() :].strip() if number else ""
    units = [known for known in EXACT if fits(EXACT[known][0].dimension, wanted.dimension)]
    near = get_close_matches(name, units, n=2)
    meant = f" (is {name!r} {' or '.join(near)}?)" if near else ""
    expected = wanted.dimension
    return (
        f"{text!r} is no quantity{meant}: expected {SAID[expected]}, written like"
        f" {EXAMPLES[expected]}"
    )


def misfit(text: str, found: tuple[Quantity, ...], wanted: Unit) -> str:
    said, expected = found[0].dimension, wanted.dimension
    cases = "B is bytes and b is bits, " if {said, expected} == {"bits", "bytes"} else ""
    return (
        f"{text!r} is {SAID[said]}, but expected {SAID[expected]}: {cases}write it like"
        f" {EXAMPLES[expected]}"
    )


def money(text: str) -> tuple[str, str]:
    """The currency sign before a number, and the rest."""
    sign = CURRENCY.fullmatch(text)
    return (sign[1], sign[2]) if sign else ("", text)


def in_currency(name: str, currency: str) -> str:
    """The unit of `$1.2M` is "M $", that of `$2/h` "$/h", that of `$2 per hour` "$ per hour"."""
    numeral, rest = GLUED_NUMERAL.fullmatch(name).groups()  # type: ignore[union-attr]
    if numeral in ("per", "a", "an") or not numeral:
        return f"{currency} {name}" if numeral else f"{currency}{rest}"
    return f"{numeral} {currency}{rest}"


def apart(name: str) -> str:
    """`Btokens` is "B tokens"."""
    return f"{name[:1]} {name[1:]}"


def number_in(number: re.Match[str]) -> float:
    """The number that was found; infinite if it is too large for one."""
    try:
        if number["power"]:
            return float(number["power"]) ** int(number["exponent"])
        digits = number["mantissa"].replace(",", "").replace("_", "")
        return float(f"{digits}e{number['e'] or number['ten'] or 0}")
    except ArithmeticError:
        return math.inf
