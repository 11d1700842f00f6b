"""The unit that follows a number in running text, and where it ends: "34 FP64 TFLOPS"."""

import re
from collections.abc import Iterator
from functools import cache

from interviewer.checking.spoken import Numeral
from interviewer.checking.units import EXACT, FOLDED, Unit, base, named

COUNT = base("count")


RATIO = base("ratio")


DOLLAR = named("$")[0]


WORD = (
    r"(?:(?:output|input|generated) (?=tok))?"
    r"(?:(?:square|sq|kilo|mega|giga|tera|peta|exa|milli|micro|nano)[ -])?"
    r"[A-Za-zµμ%×¢][A-Za-zµμ]*(?:[²2]|\^2)?(?:-(?:hours?|inch|h)\b)?"
)


PIECE = re.compile(
    rf"(?:-?ish\b)?(?P<join>\s?/\s?|[\s\-‐]+(?:per|an?|every|each)\s+|[\s\-‐]*)(?P<word>{WORD})"
)


# "34 FP64 TFLOPS": what rate it is stands before the unit.
RATE_KIND = (
    r"(?:dense|sparse|peak|achieved|effective|sustained|tensor(?:[- ]core)?"
    r"|(?:FP|BF|TF|INT)-?\d{1,2}"
    r"|(?:b ?f|f ?p|t ?f|int) (?:four|eight|sixteen|thirty[- ]two|sixty[- ]four))"
)


WORDS_BEFORE_A_RATE = re.compile(
    rf"\s(?:{RATE_KIND}\s){{0,2}}{RATE_KIND}"
    r"(?=\s(?:[kMGTPE]FLOP|[TP]OPS|(?:tera|peta|giga|exa)flop))",
    re.IGNORECASE,
)


MONEY = re.compile(r"(?:US)?[$€£]\s?$")


PLAIN_WORDS = """a an at in as is it i per t s h k m g p e z y b one us min second step times day"""


WORDS_THAT_ARE_UNITS_ELSEWHERE = frozenset(PLAIN_WORDS.split())


LONGEST_UNIT = 40


def overlaps(start: int, end: int, spans: tuple[tuple[int, int], ...]) -> bool:
    return any(start < last and first < end for first, last in spans)


def priced(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """Units after a dollar sign: "$2/h", "$3 million", "$1.48 per million tokens"."""
    prices = tuple(unit for unit in units if "$" in unit.symbol)
    if prices:
        return prices
    counts = [unit for unit in units if unit.dimension == "count" and not unit.per]
    return tuple(DOLLAR._replace(factor=unit.factor) for unit in counts) or (DOLLAR,)


# "tera flops", as a transcript may have it.
PREFIX_APART = re.compile(
    r"(kilo|mega|giga|tera|peta|exa|milli|micro|nano)[ -](\w+)", re.IGNORECASE
)


KIND_OF_TOKEN = re.compile(r"^(?:output|input|generated) ", re.IGNORECASE)


@cache
def known(word: str) -> bool:
    return word in EXACT or listed(word).lower() in FOLDED


def listed(word: str) -> str:
    """The spelling of the unit table: "square millimeter" is listed as square-millimeters."""
    word = KIND_OF_TOKEN.sub("", word)
    if apart := PREFIX_APART.match(word):
        return apart[1] + apart[2]
    if not word.lower().startswith(("square", "sq")):
        return word
    hyphened = re.sub(r"[ -]", "-", word)
    return hyphened if hyphened.endswith(("s", "mm", "cm")) else f"{hyphened}s"


def unit_after(
    text: str, numeral: Numeral, taken: tuple[tuple[int, int], ...]
) -> tuple[tuple[Unit, ...], int]:
    """The unit that follows a numeral and where it ends; a bare count if there is none."""
    price = bool(MONEY.search(text[max(numeral.start - 4, 0) : numeral.start]))
    between = WORDS_BEFORE_A_RATE.match(text, numeral.end)
    pieces = list(unit_pieces(text, between.end() if between else numeral.end, taken, price=price))
    for count in range(len(pieces), 0, -1):
        name = " ".join(spelt(piece) for piece in pieces[:count]).strip()
        units = named(f"$ {name}" if price else name) or bare_rate(name)
        if units and is_spoken_billion(text, numeral, pieces[0]):
            return billions_first(units), pieces[count - 1].end("word")
        if units and not (count == 1 and is_plain_word(pieces[0], is_ratio=numeral.ratio)):
            return likelier(units, pieces[0]), pieces[count - 1].end("word")
    return (RATIO if numeral.ratio else COUNT,), numeral.end


def bare_rate(name: str) -> tuple[Unit, ...]:
    """What "98 million per mm²" and "120 a second" are of: nothing that has a unit."""
    units = named(f"1 {name}") if name.startswith("per ") else ()
    return tuple(unit for unit in units if unit.dimension in ("density", "rate"))


def unit_pieces(
    text: str, at: int, taken: tuple[tuple[int, int], ...], *, price: bool
) -> Iterator[re.Match[str]]:
    """Words that may make a unit, with what joins each to the one before."""
    previous = ""
    for index in range(5):
        piece = PIECE.match(text, at, at + LONGEST_UNIT)
        if not piece or overlaps(*piece.span("word"), taken):
            return
        word, divides = piece.group("word"), is_division(piece)
        if word.lower() == "times" and MULTIPLIED.match(text, piece.end()):
            return
        if piece.end() < len(text) and (text[piece.end()].isalpha() or text[piece.end()] == "_"):
            return
        first_of_price = price and index == 0 and not (divides or word.lower() in MULTIPLIERS)
        after_number = index == 1 or price or previous in MULTIPLIERS or previous in PRICED_THINGS
        if not known(word) or first_of_price or (index and not (divides or after_number)):
            return
        yield piece
        previous = word.lower()
        at = piece.end()


# "70 B times 15 T" multiplies; "70 times" does not.
MULTIPLIED = re.compile(
    r"\s+(?:the |about )?(?:\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven"
    r"|twelve|half"
    r"|\w+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty)\b)",
    re.IGNORECASE,
)


# "Dollars per GPU hour".
PRICED_THINGS = frozenset({"gpu", "device", "node", "card"})
MULTIPLIERS = frozenset({"k", "m", "b", "t", "million", "billion", "trillion", "thousand", "bn"})


def is_division(piece: re.Match[str]) -> bool:
    return piece.group("join").strip(" -‐") in ("/", "per", "a", "an", "every", "each")


def spelt(piece: re.Match[str]) -> str:
    word = listed(piece.group("word"))
    return f"per {word}" if is_division(piece) else word


def is_spoken_billion(text: str, numeral: Numeral, piece: re.Match[str]) -> bool:
    """Whether it is the "b" of "a seventy b model"."""
    in_words = text[numeral.end - 1].isalpha() and not numeral.ratio
    return in_words and piece.group("word") in ("b", "B") and not is_division(piece)


def is_plain_word(piece: re.Match[str], *, is_ratio: bool) -> bool:
    """Whether a lone short word after a number is English rather than a unit."""
    if is_division(piece):
        return piece.group("join").strip() != "/" and is_ratio
    word = piece.group("word")
    spaced = piece.group("join") != ""
    return spaced and word.lower() in WORDS_THAT_ARE_UNITS_ELSEWHERE and word not in UNITS_ALONE


UNITS_ALONE = frozenset({"B", "h", "s", "GB", "times", "second", "min", "us", "M", "K", "T", "day"})


def likelier(units: tuple[Unit, ...], piece: re.Match[str]) -> tuple[Unit, ...]:
    """70B is seventy billion of something; 327,680 B are bytes."""
    kinds = {unit.dimension for unit in units if unit.per}
    if "flop" in kinds and all(unit.dimension != "intensity" for unit in units):
        return tuple(sorted(units, key=lambda unit: unit.dimension != "flop"))
    if piece.group("word") not in ("B", "b") or piece.group("join"):
        return units
    return billions_first(units)


def billions_first(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    counts = tuple(unit for unit in units if unit.dimension == "count" or unit.per)
    return tuple(sorted(counts or units, key=lambda unit: unit.dimension != "count"))
