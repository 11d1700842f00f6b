"""Quantities in running text: a value or a range, its unit, and how it was meant.

The strict parser for the command line is `quantities`; here nothing is an error, and a number
whose unit has several meanings keeps them all until it is known what it is about.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from interviewer.checking.spoken import Numeral, numerals
from interviewer.checking.unit_words import COUNT, MONEY, RATIO, overlaps, priced, unit_after
from interviewer.checking.units import Unit

RANGE = re.compile(r"\s?(?:to|-|–|—|or|and)\s?")
BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)
# Two numbers with "to" between them are a change, not a range, after such words.
CHANGE = re.compile(
    r"\b(?:from|went|going|goes|drop\w*|fell|falls?|cut\w*|reduc\w*|rose|rais\w*|grew|gr[eo]ws?"
    r"|improv\w*|mov\w*|increas\w*|decreas\w*|speeds?|sped|down|up|changes?|took)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
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
        for unit in self.units:
            if unit.dimension == dimension:
                return unit
        return None

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
        if found and free[at].start < found[-1].end:
            at += 1
            continue
        second = free[at + 1] if at + 1 < len(free) else None
        joined = second is not None and is_range(text, free[at], second)
        reading = read(text, free[at], second if joined else None, taken)
        if reading:
            found.append(reading)
        at += 2 if joined else 1
    return shared_units(text, listed_units(text, found, taken))


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


SHARING = re.compile(
    r"\s*(?:→|->|=>|/|to|or|versus|vs\.?|down to|up to|against)\s*(?:about|only)?\s*"
    r"(?:(?:an? |the )?[A-Z]+\d\w*(?: [A-Z]\w+)?'s? )?",
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
    r"(?:'s)? ?(?:has |does |gets |gives |needs |takes |burns |draws |pulls |reads "
    r"|holds |carries |at "
    r"|with |is |to )?(?:about |around |just |only )?"
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
