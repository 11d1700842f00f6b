"""Units as people write and say them: what each measures, and how many base units it holds.

Case matters where it carries meaning: `GB` is gigabytes, `Gb` gigabits. Where people are known
to be careless (`gb`, `TFLOPs`) a name has several readings, the likeliest first, and whoever
asks decides by what is expected. `KB` is 1,000 bytes and `KiB` 1,024.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

Dimension = Literal[
    "count", "ratio", "tokens", "bytes", "bits", "flop", "time", "frequency", "rate",
    "token_rate", "byte_rate", "bit_rate", "flop_rate", "intensity", "efficiency", "power",
    "energy", "money", "hourly_price", "token_price", "energy_price", "length", "area",
    "density", "level",
]  # fmt: skip
# The unit that a dimension is counted in; prices are per hour, million tokens and kilowatt-hour.
BASES: dict[Dimension, str] = {
    "count": "", "ratio": "", "tokens": "tokens", "bytes": "B", "bits": "bit", "flop": "FLOP",
    "time": "s", "frequency": "Hz", "rate": "1/s", "token_rate": "tokens/s", "byte_rate": "B/s",
    "bit_rate": "bit/s", "flop_rate": "FLOP/s", "intensity": "FLOP/B", "efficiency": "FLOP/J",
    "power": "W", "energy": "J", "money": "$", "hourly_price": "$/h", "token_price": "$/Mtok",
    "energy_price": "$/kWh", "length": "mm", "area": "mm²", "density": "1/mm²", "level": "dB",
}  # fmt: skip


class Unit(NamedTuple):
    """`factor` base units of its `dimension`; `per` names what a share is for: bytes per token."""

    symbol: str
    dimension: Dimension
    factor: float = 1
    binary: bool = False
    per: str = ""


class Prefix(NamedTuple):
    symbol: str
    word: str
    factor: float

    @property
    def binary(self) -> bool:
        return self.symbol.endswith("i")


SMALL = (Prefix("n", "nano", 1e-9), Prefix("µ", "micro", 1e-6), Prefix("m", "milli", 1e-3))
LARGE = (
    Prefix("k", "kilo", 1e3),
    Prefix("K", "kilo", 1e3),
    Prefix("M", "mega", 1e6),
    Prefix("G", "giga", 1e9),
    Prefix("T", "tera", 1e12),
    Prefix("P", "peta", 1e15),
    Prefix("E", "exa", 1e18),
    Prefix("Z", "zetta", 1e21),
    Prefix("Y", "yotta", 1e24),
)
BINARY = tuple(
    Prefix(f"{letter}i", word, 1024.0**power)
    for power, (letter, word) in enumerate(
        [("K", "kibi"), ("M", "mebi"), ("G", "gibi"), ("T", "tebi"), ("P", "pebi")], start=1
    )
)
# A small k stays with bytes alone: "kb" is as often kilobytes as kilobits.
BITS = tuple(prefix for prefix in LARGE if prefix.symbol != "k")


class Base(NamedTuple):
    """A unit that takes prefixes: `short` names with `G`, `long` ones with "giga"."""

    dimension: Dimension
    short: tuple[str, ...]
    long: tuple[str, ...] = ()
    prefixes: tuple[Prefix, ...] = ()
    factor: float = 1


PREFIXED = (
    Base("bytes", ("B", "byte", "bytes"), ("byte", "bytes"), LARGE + BINARY),
    Base("bits", ("bit", "b", "bits"), ("bit", "bits"), BITS + BINARY),
    Base("flop_rate", ("FLOP/s", "FLOPS", "OPS", "OP/s"), ("flops", "ops"), LARGE),
    Base("flop", ("FLOP", "FLOPs", "FLOPS"), ("flop", "flops"), LARGE),
    Base("flop_rate", ("FLOP/s", "FLOPs"), ("flop", "flops"), LARGE),
    Base("tokens", ("tokens", "tok", "token", "toks"), (), LARGE),
    Base("time", ("s", "sec"), ("second", "seconds", "sec", "secs"), SMALL),
    Base("frequency", ("Hz",), ("hertz",), LARGE),
    Base("power", ("W",), ("watt", "watts"), SMALL[2:] + LARGE),
    Base("energy", ("J",), ("joule", "joules"), SMALL[2:] + LARGE),
    Base("energy", ("Wh",), ("watt-hour", "watt-hours"), LARGE, 3600),
)
PLAIN: tuple[tuple[Dimension, float, str], ...] = (
    ("bytes", 1e6, "MB meg megs"),
    ("bytes", 1e9, "GB gig gigs"),
    ("bit_rate", 1e3, "Kbit/s Kbps kbps"),
    ("bit_rate", 1e6, "Mbit/s Mbps"),
    ("bit_rate", 1e9, "Gbit/s Gbps"),
    ("bit_rate", 1e12, "Tbit/s Tbps"),
    ("byte_rate", 1e6, "MB/s MBps"),
    ("byte_rate", 1e9, "GB/s GBps"),
    ("byte_rate", 1e12, "TB/s TBps"),
    ("time", 1e-3, "ms msec msecs millis"),
    ("time", 1e-6, "µs us usec usecs micros"),
    ("time", 1, "s secs"),
    ("time", 60, "min mins minute minutes"),
    ("time", 3600, "h hr hrs hour hours GPU-hours GPU-hour device-hours device-hour"),
    ("time", 86_400, "days day"),
    ("time", 7 * 86_400, "weeks week"),
    ("time", 365 * 86_400 / 12, "months month"),
    ("time", 365 * 86_400, "years year yr yrs"),
    ("ratio", 1e-2, "% percent per-cent pct"),
    ("ratio", 1, "x × times fold"),
    ("money", 1, "$ USD dollar dollars US$ € EUR euro euros £ GBP pound pounds currency"),
    ("money", 1e-2, "cents cent ¢"),
    ("length", 1, "mm millimetre millimetres millimeter millimeters"),
    ("length", 10, "cm centimetre centimetres centimeter centimeters"),
    ("length", 25.4, "inch inches"),
    ("area", 1, "mm² mm2 mm^2 square-millimetres square-millimeters square-mm sq-mm"),
    ("area", 100, "cm² cm2 cm^2 square-centimetres square-centimeters square-cm sq-cm"),
    ("token_rate", 1, "tokens/s tps"),
    ("rate", 1, "fps qps rps"),
    ("level", 1, "dB decibel decibels"),
)
NUMERALS = {
    **dict.fromkeys(("k", "K", "thousand"), 1e3),
    **dict.fromkeys(("M", "m", "million", "mn"), 1e6),
    **dict.fromkeys(("B", "b", "G", "billion", "bn"), 1e9),
    **dict.fromkeys(("T", "t", "trillion", "tn"), 1e12),
    **dict.fromkeys(("P", "quadrillion"), 1e15),
    **{prefix.symbol: prefix.factor for prefix in BINARY},
}
# Things that are counted. In a denominator they say what a share is for.
THINGS = (
    "parameter param weight element GPU device node rank replica worker stream request sequence "
    "sample image frame user step iteration layer head expert block thread warp register SM core "
    "kernel stage die wafer transistor failure defect micro-batch batch value row query answer "
    "call req"
)
# What numerator over denominator measures, and how many base denominators its base has.
RATIOS: dict[tuple[Dimension, Dimension], tuple[Dimension, float]] = {
    ("bytes", "time"): ("byte_rate", 1),
    ("bits", "time"): ("bit_rate", 1),
    ("flop", "time"): ("flop_rate", 1),
    ("tokens", "time"): ("token_rate", 1),
    ("count", "time"): ("rate", 1),
    ("money", "time"): ("hourly_price", 3600),
    ("money", "tokens"): ("token_price", 1e6),
    ("money", "energy"): ("energy_price", 3.6e6),
    ("flop", "bytes"): ("intensity", 1),
    ("flop_rate", "byte_rate"): ("intensity", 1),
    ("flop", "energy"): ("efficiency", 1),
    ("flop_rate", "power"): ("efficiency", 1),
    ("energy", "time"): ("power", 1),
    ("count", "area"): ("density", 1),
}
SPACES = re.compile(r"\s+")
PER = re.compile(r"\s*(?:/|\bper\b)\s*|(?<=\w\s)an?\s")


@cache
def named(name: str) -> tuple[Unit, ...]:
    """The units that `name` can stand for, the likeliest first; none if it is not known.

    A name is a symbol or word ("TB/s", "gigabytes a second", "million tokens"), no number.
    """
    spelt = SPACES.sub(" ", name.strip().replace("μ", "µ"))
    return as_written(spelt) or divided(spelt) or in_any_case(spelt) or multiplied(spelt)


def base(dimension: Dimension) -> Unit:
    return Unit(BASES[dimension], dimension)


def as_written(name: str) -> tuple[Unit, ...]:
    return EXACT.get(name) or EXACT.get(name.replace(" ", "-")) or ()


def in_any_case(name: str) -> tuple[Unit, ...]:
    lower = name.lower()
    return FOLDED.get(lower) or FOLDED.get(lower.replace(" ", "-")) or ()


def divided(name: str) -> tuple[Unit, ...]:
    """`GB/s`, "dollars an hour", `tokens/s/GPU`: the last division is the outer one."""
    marks = [mark for mark in PER.finditer(name) if mark.start() > 0]
    if not marks:
        return ()
    above, below = named(name[: marks[-1].start()]), named(name[marks[-1].end() :])
    return tuple(over for a in above for b in below if (over := quotient(a, b)))


def quotient(above: Unit, below: Unit) -> Unit | None:
    symbol = f"{above.symbol or '1'}/{below.symbol}"
    if known := RATIOS.get((above.dimension, below.dimension)):
        dimension, size = known
        return Unit(symbol, dimension, above.factor * size / below.factor, above.binary)
    if below.dimension in ("count", "tokens") and not above.per:
        thing = SINGULAR.get(below.symbol, below.symbol)
        factor = above.factor / below.factor
        return Unit(f"{above.symbol}/{thing}", above.dimension, factor, above.binary, per=thing)
    return None


def multiplied(name: str) -> tuple[Unit, ...]:
    """`million dollars`, `B parameters`: a numeral before a unit."""
    numeral, _, rest = name.partition(" ")
    times = NUMERALS.get(numeral) or NUMERALS.get(numeral.lower())
    if not (times and rest) or rest.partition(" ")[0] in NUMERALS:
        return ()
    return tuple(
        unit._replace(symbol=f"{numeral} {unit.symbol}", factor=unit.factor * times)
        for unit in named(rest)
    )


def written() -> Iterator[tuple[str, Unit]]:
    """Every name whose case counts, the likeliest unit of a name first."""
    for size in PREFIXED:
        first = size.short[0]
        for short in size.short:
            yield short, Unit(first, size.dimension, size.factor)
            for prefix in size.prefixes:
                factor = size.factor * prefix.factor
                symbol = f"{prefix.symbol}{first}"
                yield (
                    f"{prefix.symbol}{short}",
                    Unit(symbol, size.dimension, factor, prefix.binary),
                )
    for dimension, factor, names in PLAIN:
        first, *others = names.split()
        for name in (first, *others):
            yield name, Unit(first, dimension, factor)
    for numeral, factor in NUMERALS.items():
        yield numeral, Unit(numeral, "count", factor, numeral.endswith("i"))
    yield "1", Unit("", "count")


def spoken() -> Iterator[tuple[str, Unit]]:
    """Every name that is known in any case."""
    for size in PREFIXED:
        for long in size.long:
            yield long, Unit(size.short[0], size.dimension, size.factor)
            for prefix in size.prefixes:
                factor = size.factor * prefix.factor
                symbol = f"{prefix.symbol}{size.short[0]}"
                yield prefix.word + long, Unit(symbol, size.dimension, factor, prefix.binary)
    for thing in THINGS.split():
        for name in (thing, plural(thing)):
            yield name, Unit(plural(thing), "count")
    for name, unit in written():
        # "S" and "H" are no times, "MS" no duration, and a lone letter no multiplier.
        if len(name) > 2 or unit.dimension not in ("time", "count"):
            yield name, unit


def plural(thing: str) -> str:
    if thing.endswith("y"):
        return f"{thing[:-1]}ies"
    return f"{thing}es" if thing.endswith("ch") else f"{thing}s"


def grouped(pairs: Iterator[tuple[str, Unit]]) -> dict[str, tuple[Unit, ...]]:
    """Units by name; of two that are equal but for the symbol the first stays."""
    found: dict[str, dict[tuple[Dimension, float], Unit]] = {}
    for name, unit in pairs:
        found.setdefault(name, {}).setdefault((unit.dimension, unit.factor), unit)
    return {name: tuple(units.values()) for name, units in found.items()}


SINGULAR = {"tokens": "token", **{plural(thing): thing for thing in THINGS.split()}}
EXACT = grouped(written())
FOLDED = grouped((name.lower(), unit) for name, unit in spoken())
