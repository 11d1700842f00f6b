"""Numbers that may have been misheard: found before an answer is judged, and asked again.

A number is doubted if its form is one that only recognition produces ("200 and 30 gigabytes"), or
if it would be called wrong while one that sounds like it would be right, or if it would be called
wrong and was heard badly.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from interviewer.checking.claims import check
from interviewer.checking.spoken import numerals
from interviewer.transcript.events import Claim

BADLY_HEARD_BELOW = 0.65
MOST_DOUBTS = 3
# An input of a claim stands near it; more readings than these would take too long to try.
NEAR_CHARACTERS = 120
MOST_READINGS = 24
UNIT = (
    r"(?:(?:thousand|million|billion|trillion) ?)?"
    r"(?:(?:kilo|mega|giga|tera|peta)(?:byte|bit|flop)s?(?: per second)?|[KMGT]B(?:/s)?"
    r"|[MTP]FLOPS|percent|%|milliseconds?|ms|tokens?|parameters?|watts?|GPUs?|requests?)"
)
AFTER_NUMBER = re.compile(rf" {UNIT}", re.IGNORECASE)


@dataclass(frozen=True)
class Doubt:
    """`answer[start:end]` is `heard`, a number with what belongs to it.

    `meant` is another reading. With `is_slip` it is the likely one, whatever the right answer
    is; without, it is one of two that sound alike, and the question must not say which fits.
    """

    start: int
    end: int
    heard: str
    meant: str = ""
    is_slip: bool = False

    @property
    def question(self) -> str:
        """What the interviewer asks, in words that give nothing away."""
        if self.is_slip:
            return f"I heard “{self.heard}”. Did you mean {self.meant}?"
        if self.meant:
            first, second = sorted((self.heard, self.meant), key=value_of)
            return f"I want to get a number right. Did you say {first}, or {second}?"
        return f"I may have misheard. I caught “{self.heard}”. Is that the number you said?"


def doubts(answer: str, context: str = "", confidence: float = 1.0) -> list[Doubt]:
    """In the order of the answer, none overlapping, the three most telling at most."""
    found: list[Doubt] = []
    for doubt in (*slips(answer), *misfits(answer, context, confidence)):
        if all(doubt.end <= other.start or other.end <= doubt.start for other in found):
            found.append(doubt)
    return sorted(found[:MOST_DOUBTS], key=lambda doubt: doubt.start)


def slips(answer: str) -> Iterator[Doubt]:
    """Forms that nobody says, with what was most likely said."""
    for pattern, meant in SLIPS:
        for match in pattern.finditer(answer):
            if reading := meant(match):
                yield Doubt(match.start(), match.end(), match.group(), reading, is_slip=True)


def joined(match: re.Match[str]) -> str:
    """ "200 and 30 gigabytes" as "230 gigabytes"; nothing if the second is no smaller part."""
    hundreds, rest = match["hundreds"].replace(",", ""), match["rest"]
    zeros = len(hundreds) - len(hundreds.rstrip("0"))
    if len(rest) > zeros:
        return ""
    whole = int(hundreds) + int(rest)
    return f"{whole:,}{match['unit']}" if whole >= 1000 else f"{whole}{match['unit']}"


def ending(most: str, last: str) -> str:
    """ "320" and "a" as "328", "1.3" and "for" as "1.34"."""
    digit = LAST_DIGITS.get(last.lower(), last)
    return most + digit if "." in most else most[:-1] + digit


LAST_DIGITS = {"for": "4", "to": "2", "too": "2", "a": "8", "ate": "8"}
SLIPS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (
        re.compile(
            r"(?<!between )(?<!from )(?<!both )(?<![\d.,])(?P<hundreds>\d[\d,]*00) and "
            rf"(?P<rest>\d{{1,2}})(?![\d,.]*\d)(?P<unit>(?: {UNIT})?)",
            re.IGNORECASE,
        ),
        joined,
    ),
    (
        re.compile(r"(?<![\d.,$])(\d{1,4})(?:[- ](?:or|of|a|are|and|in|on|to)?[- ]?)(100)s\b"),
        lambda m: f"{m[1]} A100s",
    ),
    (
        re.compile(
            r"(?<=\b(?:need|have|uses|used|take)\b )(for|to|too) ([ABH]\d00s|GPUs|nodes)\b",
            re.IGNORECASE,
        ),
        lambda m: f"{4 if m[1].lower() == 'for' else 2} {m[2]}",
    ),
    (
        re.compile(rf"(?<![\d.,])(?P<most>\d+\.\d+|\d+0) (?P<last>\d|for|to|too|a|ate)(?= {UNIT})"),
        lambda m: ending(m["most"], m["last"]),
    ),
    (re.compile(r"(?<![\d.,])(\d+)\.(\d)\.(\d)(?![\d.])"), lambda m: f"{m[1]}.{m[2]}{m[3]}"),
)


def misfits(answer: str, context: str, confidence: float) -> Iterator[Doubt]:
    """Numbers that would be called wrong, or make another so, and may not be what was said."""
    for claim in check(answer, context):
        if claim.verdict != "wrong":
            continue
        if near := next(right_readings(claim, answer, context), None):
            yield near
        elif confidence < BADLY_HEARD_BELOW:
            yield Doubt(claim.start, claim.end, claim.text)


def right_readings(claim: Claim, answer: str, context: str) -> Iterator[Doubt]:
    """Numbers of the claim or near it which, read as one that sounds alike, make it right."""
    near = [n for n in numerals(answer) if abs(n.start - claim.start) <= NEAR_CHARACTERS]
    own_first = sorted(near, key=lambda n: not claim.start <= n.start < claim.end)
    tried = ((n, other) for n in own_first for other in alike(answer[n.start : n.end]))
    for numeral, other in islice(tried, MOST_READINGS):
        changed = answer[: numeral.start] + other + answer[numeral.end :]
        if is_right(claim, changed, context, len(changed) - len(answer), numeral.start):
            unit = unit_after(answer, numeral.end)
            heard = answer[numeral.start : numeral.end] + unit
            yield Doubt(numeral.start, numeral.start + len(heard), heard, other + unit)


def is_right(claim: Claim, changed: str, context: str, shift: int, at: int) -> bool:
    """Whether the claim holds once the number at `at` is another."""
    start = claim.start + (shift if at < claim.start else 0)
    found = [each for each in check(changed, context) if abs(each.start - start) <= 1]
    return any(each.verdict.startswith("right") for each in found)


def unit_after(answer: str, end: int) -> str:
    unit = AFTER_NUMBER.match(answer, end)
    return unit.group() if unit else ""


def alike(written: str) -> Iterator[str]:
    """13 and 30, 335 and 3.35, 40 and 140, a million and a billion."""
    digits = re.match(r"[\d,.]+", written)
    if not digits:
        return
    plain, rest = digits.group().replace(",", "").rstrip("."), written[digits.end() :]
    if "." not in plain:
        yield from (each + rest for each in teens_and_tens(plain))
        if len(plain) >= 3 and not plain.endswith("0"):
            yield f"{plain[0]}.{plain[1:]}{rest}"
            yield f"{plain[:-2]}.{plain[-2:]}{rest}"
        if len(plain) == 2:
            yield f"1{plain}{rest}"
        if len(plain) == 3 and plain[0] == "1":
            yield plain[1:].lstrip("0") + rest if plain[1:].strip("0") else "100" + rest
    else:
        yield plain.replace(".", "") + rest
        whole, _, decimals = plain.partition(".")
        if len(decimals) == 2:
            yield f"{whole}.{decimals[::-1]}{rest}"
    for scale, other in (("million", "billion"), ("billion", "million"), ("billion", "trillion")):
        if scale in rest:
            yield plain + rest.replace(scale, other)


def teens_and_tens(digits: str) -> Iterator[str]:
    """ "13" for "30" and the reverse, also at the end of a longer number."""
    last = digits[-2:]
    if len(last) == 2 and last[0] == "1" and last[1] in "3456789":
        yield digits[:-2] + last[1] + "0"
    if len(last) == 2 and last[1] == "0" and last[0] in "3456789":
        yield digits[:-2] + "1" + last[0]


def value_of(text: str) -> float:
    found = numerals(text)
    return found[0].value if found else 0.0
