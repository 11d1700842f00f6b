"""Numbers that a candidate cites: those that stand in what was shown, as said or rounded."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from interviewer.incidents.requesting import SENTENCE

NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?![\d])")
# From nanoseconds to microseconds, from bytes to gigabytes, from kilobytes to megabytes.
SCALES = (1e3, 1e6, 1e9)
FEWEST_DIGITS_SCALED = 2
UNITS = re.compile(
    r"^\s*(?:%|percent\b|°?c\b|degrees\b|w\b|watts?\b|mhz\b|ghz\b|ms\b|us\b|µs\b|ns\b|s\b|seconds\b"
    r"|[kmgt]i?b(?:/s)?\b|[gm]b\b|lanes\b|registers\b|blocks?\b|warps?\b|calls\b|copies\b|errors?\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Cited:
    """A number as the candidate wrote it, with its sentence and where it stands."""

    written: str
    sentence: str
    artefact: str


def cited(message: str, shown: dict[str, str], known: str) -> Iterator[Cited]:
    """Numbers of the message that stand in `shown` texts by id, and not in what was `known`."""
    free = {value(text) for text in NUMBER.findall(known)}
    figures = {name: sorted({*map(value, NUMBER.findall(text))}) for name, text in shown.items()}
    for sentence in SENTENCE.findall(message):
        for match in NUMBER.finditer(sentence):
            if not says_something(match, sentence) or value(match.group()) in free:
                continue
            where = next((n for n, f in figures.items() if stands(match.group(), f)), None)
            if where:
                yield Cited(match.group(), sentence.strip(), where)


def says_something(match: re.Match[str], sentence: str) -> bool:
    """Whether it is a reading: two digits or more, or a digit with a unit."""
    digits = match.group().replace(",", "").replace(".", "").strip("0")
    return len(digits) >= 2 or bool(UNITS.match(sentence[match.end() :]))


def value(written: str) -> float:
    return float(written.replace(",", ""))


def stands(written: str, figures: Iterable[float]) -> bool:
    """Whether a figure is this number, rounded to its decimals, or in another prefix."""
    said, decimals = value(written), len(written.partition(".")[2])
    is_precise = len(written.replace(",", "").replace(".", "").strip("0")) >= FEWEST_DIGITS_SCALED
    for figure in figures:
        if round(figure, decimals) == said:
            return True
        if is_precise and any(round(figure / s, decimals) == said for s in SCALES):
            return True
    return False
