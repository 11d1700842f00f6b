"""Quantities in running text: a value or a range, its unit, and how it was meant.

The strict parser for the command line is `quantities`; here nothing is an error, and a number
whose unit has several meanings keeps them all until it is known what it is about.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from interviewer.checking.spoken import Numeral, numerals
from interviewer.checking.units import EXACT, FOLDED, Unit, base, named

COUNT = base("count")
RATIO = base("ratio")
DOLLAR = named("$")[0]
WORD = r"(?:(?:square|sq)[ -])?[A-Za-zµμ%×¢][A-Za-zµμ]*(?:[²2]|\^2)?(?:-(?:hours?|inch|h)\b)?"
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
RANGE = re.compile(r"\s?(?:to|-|–|—|or|and)\s?")
BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)
# Two numbers with "to" between them are a change, not a range, after such words.
CHANGE = re.compile(
    r"\b(?:from|went|going|goes|drop\w*|fell|falls?|cut\w*|reduc\w*|rose|rais\w*|grew|gr[eo]ws?"
    r"|improv\w*|mov\w*|increas\w*|decreas\w*|speeds?|sped|down|up|changes?|took)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
PLAIN_WORDS = """a an at in as is it i per t s h k m g p e z y b one us min second step times day"""
WORDS_THAT_ARE_UNITS_ELSEWHERE = frozenset(PLAIN_WORDS.split())
LONGEST_UNIT = 40
MOST_READINGS = 200


@dataclass(frozen=True, slots=True)
class Reading:
    """`text[start:end]`, from `low` to `high` in any of `units`; `body_end` ends its number."""

    start: int
    end: int
    body_end: int
    text: str
    low: float
    high: float
    step: float
    digits: int
    round_tail: bool
    units: tuple[Unit, ...]
    is_word: bool = False

    @property
    def value(self) -> float:
        return (self.low + self.high) / 2

    @property
    def is_range(self) -> bool:
        return self.high > self.low

    @property
    def kilo(self) -> bool:
        """Said with a k, which may stand for 1,024: "128k"."""
        return self.text[: self.body_end - self.start].rstrip()[-1:] in ("k", "K")

    def unit(self, dimension: str) -> Unit | None:
        return next((unit for unit in self.units if unit.dimension == dimension), None)

    def amount(self, dimension: str) -> float | None:
        """The value in base units of `dimension`, if it can be one."""
        unit = self.unit(dimension)
        return None if unit is None else self.value * unit.factor


def readings(text: str, taken: tuple[tuple[int, int], ...] = ()) -> list[Reading]:
    """The quantities of `text` outside the `taken` spans, from left to right."""
    free = [n for n in numerals(text)[: MOST_READINGS * 2] if not overlaps(n.start, n.end, taken)]
    found: list[Reading] = []
    at = 0
    while at < len(free) and len(found) < MOST_READINGS:
        second = free[at + 1] if at + 1 < len(free) else None
        joined = second is not None and is_range(text, free[at], second)
        reading = read(text, free[at], second if joined else None, taken)
        if reading:
            found.append(reading)
        at += 2 if joined else 1
    return shared_units(text, listed_units(text, found, taken))


def overlaps(start: int, end: int, spans: tuple[tuple[int, int], ...]) -> bool:
    return any(start < last and first < end for first, last in spans)


def is_range(text: str, first: Numeral, second: Numeral) -> bool:
    """Whether two numerals are the ends of one range: "4 to 5 ms", "between 4 and 5"."""
    between = text[first.end : second.start]
    if not RANGE.fullmatch(between) or first.ratio or second.ratio:
        return False
    before = text[max(first.start - 50, 0) : first.start]
    if between.strip() == "and":
        return bool(BETWEEN.search(before)) and first.value < second.value
    scale = 1.0 if second.value < 1e3 or first.value >= 1e3 else second.value / 100
    close = first.value < second.value <= 4 * first.value * scale
    return close and not CHANGE.search(before)


def read(
    text: str, first: Numeral, second: Numeral | None, taken: tuple[tuple[int, int], ...]
) -> Reading | None:
    last = second or first
    units, end = unit_after(text, last, taken)
    start = first.start
    if money := MONEY.search(text[max(start - 4, 0) : start]):
        start -= money.end() - money.start()
        units = priced(units)
    if (
        first.value != 0
        and text[start - 1 : start] == "-"
        and not text[start - 2 : start - 1].strip()
    ):
        return None
    return Reading(
        start=start,
        end=end,
        body_end=last.end,
        text=text[start:end],
        low=first.value,
        high=last.value,
        step=first.step,
        digits=last.digits,
        round_tail=first.round_tail,
        units=(RATIO,) if first.ratio and units == (COUNT,) else units,
        is_word=first.ratio,
    )


def priced(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """Units after a dollar sign: "$2/h", "$3 million", "$1.48 per million tokens"."""
    prices = tuple(unit for unit in units if "$" in unit.symbol)
    if prices:
        return prices
    counts = [unit for unit in units if unit.dimension == "count" and not unit.per]
    return tuple(DOLLAR._replace(factor=unit.factor) for unit in counts) or (DOLLAR,)


@cache
def known(word: str) -> bool:
    return word in EXACT or listed(word).lower() in FOLDED


def listed(word: str) -> str:
    """The spelling of the unit table: "square millimeter" is listed as square-millimeters."""
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
        units = named(f"$ {name}" if price else name)
        if units and is_spoken_billion(text, numeral, pieces[0]):
            return billions_first(units), pieces[count - 1].end("word")
        if units and not (count == 1 and is_plain_word(pieces[0], is_ratio=numeral.ratio)):
            return likelier(units, pieces[0]), pieces[count - 1].end("word")
    return (RATIO if numeral.ratio else COUNT,), numeral.end


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
        if piece.end() < len(text) and (text[piece.end()].isalpha() or text[piece.end()] == "_"):
            return
        first_of_price = price and index == 0 and not (divides or word.lower() in MULTIPLIERS)
        after_number = index == 1 or price or previous in MULTIPLIERS
        if not known(word) or first_of_price or (index and not (divides or after_number)):
            return
        yield piece
        previous = word.lower()
        at = piece.end()


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


SHARING = re.compile(
    r"\s*(?:→|->|=>|/|to|or|versus|vs\.?|down to|up to|against)\s*(?:about|only)?\s*",
    re.IGNORECASE,
)


def shared_units(text: str, found: list[Reading]) -> list[Reading]:
    """Gives a bare number the unit of the one that it is set against: "from 31 to 25 ms"."""
    shared: list[Reading] = []
    for reading in reversed([*inherited(text, found)]):
        follower = shared[-1] if shared and is_bare(reading) else None
        if follower and SHARING.fullmatch(text[reading.end : follower.start]):
            shared.append(replace(reading, units=follower.units))
        else:
            shared.append(reading)
    return shared[::-1]


INHERITING = re.compile(
    r"[^.,;:]{0,24}\b(?:to|out of|(?:achieved|reached|sustained|used) of) "
    r"(?:the |a )?(?:about |roughly |around |only |just )?",
    re.IGNORECASE,
)
GOES_ON = re.compile(
    r"\s(?:is|are|in|and|so|with|at|for|that|which|when|after|on|gives|means|would|because|by|it)\b"
)


def inherited(text: str, found: list[Reading]) -> Iterator[Reading]:
    """Gives "275 GFLOPs halve to 137" its second unit."""
    before: Reading | None = None
    for reading in found:
        given = before and not before.is_word and before.units != (COUNT,) and is_bare(reading)
        if before and given and INHERITING.fullmatch(text[before.end : reading.start]):
            tail = text[reading.end : reading.end + 12]
            if not re.match(r"\s?[A-Za-z]", tail) or GOES_ON.match(tail):
                before = replace(reading, units=before.units)
                yield before
                continue
        before = before if reading.is_word and before else reading
        yield reading


OF_NAME_AFTER = re.compile(r"\s(?:on|for|with|in|from) (?:an? |the |one |a single )?")
OF_NAME_BEFORE = re.compile(
    r"(?:'s)? ?(?:has |does |gets |gives |at |with |is |to )?(?:about |around )?"
)
ENDS_ITEM = re.compile(r"\s*(?:$|[.,;:)!?]|and\b|but\b|or\b|while\b)")
LONGEST_ITEM = 100


def listed_units(
    text: str, found: list[Reading], taken: tuple[tuple[int, int], ...]
) -> list[Reading]:
    """Gives "129 on an H100" the unit of the list that it stands in: "78 tokens/s on an A100"."""
    shared: list[Reading] = []
    for reading in found:
        model = shared[-1] if shared else None
        is_like = model and is_bare(reading) and is_next_of(text, model, reading)
        place = stands_by_name(text, reading, taken) if is_like else ""
        if model and place and place == stands_by_name(text, model, taken):
            shared.append(replace(reading, units=model.units))
        else:
            shared.append(reading)
    return shared


def is_next_of(text: str, model: Reading, reading: Reading) -> bool:
    between = text[model.end : reading.start]
    measured = not is_bare(model) and not model.is_word and model.units[0].dimension != "count"
    return measured and len(between) <= LONGEST_ITEM and not re.search(r"[.!?](?:\s|$)", between)


def stands_by_name(text: str, reading: Reading, taken: tuple[tuple[int, int], ...]) -> str:
    """Whether the number is said right before a name ("on an H100") or right after it."""
    for start, end in taken:
        if OF_NAME_AFTER.fullmatch(text[reading.end : start]):
            return "before"
        if end <= reading.start and OF_NAME_BEFORE.fullmatch(text[end : reading.start].lstrip(" ")):
            return "after" if is_item(text, reading) else ""
    return ""


def is_item(text: str, reading: Reading) -> bool:
    return not is_bare(reading) or bool(ENDS_ITEM.match(text, reading.end))


def is_bare(reading: Reading) -> bool:
    return reading.units == (COUNT,) and reading.end == reading.body_end
