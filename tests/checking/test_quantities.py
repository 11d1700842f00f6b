"""Quantities and units: read as written and as said, kept apart where a letter decides."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.checking.quantities import (
    DECLARED,
    EXAMPLES,
    SAID,
    Quantity,
    quantity,
    quantity_of,
    readings,
)
from interviewer.checking.units import BASES, EXACT, Unit, base, named
from interviewer.errors import UsageError
from tools import catalogue

SYMBOLS = sorted(EXACT)
RATES = ["GB/s", "Gb/s", "tokens/s", "$/h", "FLOP/B", "TFLOP/J", "1/cm²", "requests/min", "$/kWh"]
WRITTEN = [
    ("128k", "tokens", 128_000),
    ("64Ki", "count", 65_536),
    ("128 Ki", "tokens", 131_072),
    ("2^20", "B", 2**20),
    ("2**20", "B", 2**20),
    ("10^12", "FLOP/s", 1e12),
    ("1e12", "FLOP/s", 1e12),
    ("1.5x10^9", "count", 1.5e9),
    ("1.5 × 10^9", "count", 1.5e9),
    ("1,000,000", "count", 1e6),
    ("1_000", "count", 1000),
    (".5", "ratio", 0.5),
    ("70B", "parameters", 70e9),
    ("7b", "parameters", 7e9),
    ("110m", "parameters", 110e6),
    ("70 billion parameters", "parameters", 70e9),
    ("70B params", "parameters", 70e9),
    ("15.6T tokens", "tokens", 15.6e12),
    ("15.6Ttokens", "tokens", 15.6e12),
    ("70B", "B", 70),
    ("80GB", "B", 80e9),
    ("80 gigs", "B", 80e9),
    ("80gb", "B", 80e9),
    ("80 GiB", "B", 80 * 2**30),
    ("320 KB/token", "B", 320e3),
    ("3.35TB/s", "B/s", 3.35e12),
    ("3.35 terabytes per second", "B/s", 3.35e12),
    ("450 gigabytes a second", "B/s", 450e9),
    ("400Gb/s", "bit/s", 400e9),
    ("400Gbps", "bit/s", 400e9),
    ("400 gigabits per second", "B/s", 50e9),
    ("50 GB/s", "bit/s", 400e9),
    ("989TFLOPS", "FLOP/s", 989e12),
    ("989 TFLOPs", "FLOP/s", 989e12),
    ("989 teraflops", "FLOP/s", 989e12),
    ("66.6 GFLOPs", "FLOP", 66.6e9),
    ("3.8e25", "FLOP", 3.8e25),
    ("62.5 FLOPs per byte", "FLOP/B", 62.5),
    ("5%", "share of 1", 0.05),
    ("5 percent", "ratio", 0.05),
    ("1.3x", "ratio", 1.3),
    ("4.4 µs", "s", 4.4e-6),
    ("4.4us", "s", 4.4e-6),
    ("20 milliseconds", "s", 0.02),
    ("54 days", "s", 54 * 86_400),
    ("90min", "h", 1.5),
    ("48 GPU-hours", "h", 48),
    ("3 years", "years", 3),
    ("1.98GHz", "Hz", 1.98e9),
    ("10/s", "1/s", 10),
    ("600 requests per minute", "1/s", 10),
    ("3k tokens/s", "1/s", 3000),
    ("3k", "1/s", 3000),
    ("989T", "FLOP/s", 989e12),
    ("$2/h", "currency/h", 2),
    ("$2", "currency/h", 2),
    ("2 dollars an hour", "currency/h", 2),
    ("$30k", "currency", 30e3),
    ("$1.2 million", "currency", 1.2e6),
    ("€2.50", "currency", 2.5),
    ("12 cents/kWh", "currency/kWh", 0.12),
    ("$0.50 per million tokens", "currency/Mtok", 0.5),
    ("1.2kW", "W", 1200),
    ("814mm²", "mm²", 814),
    ("8.14 cm2", "mm²", 814),
    ("0.1/cm²", "1/cm²", 0.1),
    ("40.3GB", "any", 40.3e9),
]
REFUSED = [
    ("80Gb", "B", "is bits, but expected bytes: B is bytes and b is bits, write it like 80GB"),
    ("80gb/s", "B/s", "can be 80GB/s or 80Gbit/s: write which"),
    ("3mw", "W", "can be 3mW or 3MW"),
    ("12GB/s", "B", "is bytes per second, but expected bytes"),
    ("3GB", "FLOP/s", "is bytes, but expected operations per second: write it like 989TFLOPS"),
    ("5%", "tokens", "is a ratio, but expected a number of tokens: write it like 8192"),
    ("80 GBz", "B", r"is no quantity \(is 'GBz' GB or "),
    ("80 parsecs", "B", "is no quantity: expected bytes, written like 80GB"),
    ("many", "count", "'many' is no quantity: expected a count"),
    ("", "B", "'' is no quantity"),
    ("nan", "B", "no quantity"),
    ("inf", "B", "no quantity"),
    ("1,5", "count", "no quantity"),
    ("1e999", "B", "no quantity"),
    ("9^999", "B", "no quantity"),
    ("7e9e9", "count", "no quantity"),
]


@pytest.mark.parametrize(("text", "unit", "value"), WRITTEN)
def test_a_quantity_is_read_as_it_is_written(text: str, unit: str, value: float) -> None:
    assert quantity(text, unit) == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize(("text", "unit", "message"), REFUSED)
def test_what_does_not_fit_is_refused_with_what_to_write(
    text: str, unit: str, message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        quantity(text, unit)


def test_a_bare_number_counts_what_is_expected() -> None:
    assert quantity("8192", "tokens") == 8192
    assert quantity_of("700", "W") == Quantity(700, base("power"))


def test_a_capital_b_is_bytes_and_a_small_one_bits() -> None:
    assert [unit.dimension for unit in named("GB")] == ["bytes"]
    assert [unit.dimension for unit in named("Gb")] == ["bits"]
    assert [unit.dimension for unit in named("gb")] == ["bytes", "bits"]
    assert [unit.dimension for unit in named("Mb/s")] == ["bit_rate"]


def test_a_lone_b_is_bytes_or_billions() -> None:
    assert {reading.dimension for reading in readings("70B")} == {"bytes", "count"}


def test_a_share_says_what_it_is_for() -> None:
    assert named("tokens/s/GPU")[0].per == "GPU"
    assert named("bytes per token")[0] == Unit("B/token", "bytes", 1, per="token")


@pytest.mark.parametrize("name", ["", "parsec", "per second", "/", "a", "GB GB", "million million"])
def test_what_is_no_unit_has_no_reading(name: str) -> None:
    assert named(name) == ()


def test_kb_on_a_chip_is_binary_on_request() -> None:
    assert quantity_of("48KB", "B").as_binary().si == 48 * 1024
    assert quantity_of("227 KiB", "B").as_binary().si == 227 * 1024
    assert quantity_of("100", "B").as_binary().si == 100


def test_every_dimension_has_a_base_unit_an_example_and_words() -> None:
    for dimension, symbol in BASES.items():
        if symbol:
            assert named(symbol)[0] == Unit(named(symbol)[0].symbol, dimension)
        for example in EXAMPLES[dimension].split(" or ")[-1:]:
            assert readings(example), example
        assert SAID[dimension]


def test_every_input_of_a_calculator_has_a_unit_that_is_read() -> None:
    units = {unit for name in catalogue.names() for unit in catalogue.get(name).units.values()}
    for unit in units - {"any"}:
        assert quantity("1", unit) == 1


numbers = st.floats(1e-9, 1e15, allow_nan=False)


@given(value=numbers, name=st.sampled_from(SYMBOLS + RATES))
def test_a_quantity_reads_back_as_it_prints(value: float, name: str) -> None:
    unit = named(name)[0]
    if unit.symbol:
        assert Quantity(value, unit) in readings(str(Quantity(value, unit)))


@given(value=numbers, name=st.sampled_from(SYMBOLS + RATES))
def test_units_convert_there_and_back(value: float, name: str) -> None:
    said = Quantity(value, named(name)[0])
    back = Quantity(said.si, base(said.dimension)).into(said.unit)
    assert math.isclose(back, value, rel_tol=1e-12)


@given(value=numbers, unit=st.sampled_from(sorted(DECLARED)))
def test_a_bare_number_is_taken_as_it_is(value: float, unit: str) -> None:
    assert quantity(repr(value), unit) == value


@given(value=numbers)
def test_eight_bits_are_a_byte_on_a_link(value: float) -> None:
    assert math.isclose(quantity(f"{8 * value!r}Gb/s", "B/s"), quantity(f"{value!r}GB/s", "B/s"))


@given(text=st.text(max_size=20))
def test_any_text_is_a_quantity_or_refused_in_a_sentence(text: str) -> None:
    try:
        assert math.isfinite(quantity(text, "B"))
    except UsageError as refusal:
        assert "expected" in str(refusal) or "can be" in str(refusal)  # noqa: PT017
