"""An answer cut into clauses, each with its stems, so that quotes stay verbatim."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate

from interviewer.words import STOP_WORDS, normalised, stem

# A full stop ends a sentence only before white space, so that 3.35 stays whole.
BOUNDARY = re.compile(
    r"[.!?;:](?=\s|$)|\n+|,?\s+(?=(?:but|however|whereas|although)\b)", re.IGNORECASE
)
COMMA = re.compile(r",(?=\s)")
WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|%", re.UNICODE)
AMERICAN = re.compile(r"(?<=..)(\w)iz(?=e|ing|ation|er)")
SHORTHAND = {
    "tok": "token", "toks": "tokens", "bw": "bandwidth", "mem": "memory", "sec": "second",
    "secs": "seconds", "mins": "minutes", "hrs": "hours", "util": "utilisation",
    "params": "parameters", "param": "parameter", "config": "configuration", "quant": "quantise",
    "perf": "performance", "msec": "ms", "millisecond": "ms", "milliseconds": "ms",
    "gib": "gb", "gig": "gb", "gigs": "gb", "gigabyte": "gb", "gigabytes": "gb", "mib": "mb",
    "meg": "mb", "megs": "mb", "megabyte": "mb", "megabytes": "mb", "terabyte": "tb",
    "terabytes": "tb", "kilobyte": "kb", "kilobytes": "kb", "kib": "kb", "%": "percent",
    "pct": "percent", "async": "asynchronous", "optimizer": "optimiser",
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9", "ten": "10", "eleven": "11", "twelve": "12",
}  # fmt: skip
LONG_CLAUSE_WORDS = 28
LONGEST_CUE_WORDS = 6
# "None of the options should be removed": words without meaning of their own don't count.
NEGATION_REACH_MEANINGFUL, NEGATION_REACH_WORDS = 3, 8
DISMISSAL_REACH_WORDS = 8


@lru_cache(maxsize=4_096)
def words(text: str) -> tuple[str, ...]:
    """The words of a text in order, one spelling of each."""
    return tuple(spelling(word) for word in WORD.findall(normalised(text)))


@lru_cache(maxsize=20_000)
def spelling(word: str) -> str:
    """A word without its variants: American endings, shorthand, numbers in letters."""
    return SHORTHAND.get(word) or AMERICAN.sub(r"\1is", word)


@lru_cache(maxsize=4_096)
def stems(text: str) -> tuple[str, ...]:
    """The stems of a text in order, stop words included."""
    return tuple(stem(word) for word in words(text))


@lru_cache(maxsize=4_096)
def content_stems(text: str) -> frozenset[str]:
    """The stems that carry meaning."""
    return frozenset(stem(word) for word in words(text) if word not in STOP_WORDS)


NEGATORS = frozenset(stems("not no never without neither nor cannot hardly nobody nothing none"))
NOT_NEGATING_AFTER_NOT = frozenset(stems("only just merely simply sure least necessarily"))
NOTHING = stem("nothing")
# "Comparing them is pointless", "comparing them proves nothing".
POINTLESS = frozenset(stems("useless pointless worthless unnecessary irrelevant"))
MEANINGLESS = frozenset(stem(word) for word in STOP_WORDS)
# What follows "not" when everything before it is waved aside: "profiling is not needed".
DISMISSING = frozenset(stems("need needed matter help necessary required relevant useful"))


@dataclass(frozen=True)
class Clause:
    """`text` is `answer[start:end]`; all of a disowned one counts as denied."""

    text: str
    start: int
    end: int
    is_disowned: bool = False

    @cached_property
    def stems(self) -> tuple[str, ...]:
        return stems(self.text)

    @cached_property
    def content(self) -> frozenset[str]:
        return content_stems(self.text)

    @cached_property
    def negated(self) -> frozenset[int]:
        """The places of the stems that are denied: shortly after a negation, or waved aside."""
        if self.is_disowned:
            return frozenset(range(len(self.stems)))
        places: set[int] = set()
        for at in range(len(self.stems)):
            if self._waves_aside(at):
                places.update(range(max(0, at - DISMISSAL_REACH_WORDS), at))
            if self._denies(at):
                places.update(self._reach(at))
        return frozenset(places)

    @cached_property
    def _after_comma(self) -> frozenset[int]:
        """The places of stems that a comma stands before: no negation reaches over it."""
        return frozenset(accumulate(len(words(part)) for part in COMMA.split(self.text)))

    def _denies(self, at: int) -> bool:
        after = self.stems[at + 1 : at + 2]
        return self.stems[at] in NEGATORS and not NOT_NEGATING_AFTER_NOT & set(after)

    def _waves_aside(self, at: int) -> bool:
        """Whether what stands before is denied: it is not needed, is useless, or proves nothing."""
        is_last = at == len(self.stems) - 1
        return (
            self.stems[at] in POINTLESS
            or (is_last and self.stems[at] == NOTHING)
            or (self._denies(at) and bool(DISMISSING & set(self.stems[at + 1 : at + 3])))
        )

    def _reach(self, at: int) -> Iterator[int]:
        """The places that a negation denies: the next few words with meaning, and all between."""
        meaningful = 0
        for place in range(at + 1, min(len(self.stems), at + 1 + NEGATION_REACH_WORDS)):
            if meaningful == NEGATION_REACH_MEANINGFUL or place in self._after_comma:
                return
            meaningful += self.stems[place] not in MEANINGLESS
            yield place

    @cached_property
    def affirmed(self) -> frozenset[str]:
        """The stems that carry meaning and stand somewhere undenied."""
        said = {word for place, word in enumerate(self.stems) if place not in self.negated}
        return self.content & said

    @cached_property
    def joined(self) -> dict[str, tuple[int, ...]]:
        """Every run of up to six stems, written without spaces, with the places it starts at.

        Without spaces "end-to-end", "end to end" and "endtoend" are the same cue.
        """
        runs: dict[str, tuple[int, ...]] = {}
        for start in range(len(self.stems)):
            run = ""
            for word in self.stems[start : start + LONGEST_CUE_WORDS]:
                run += word
                runs[run] = (*runs.get(run, ()), start)
        return runs


def clauses(answer: str) -> list[Clause]:
    """The clauses of an answer, in order; long sentences are cut at commas too."""
    found: list[Clause] = []
    for start, end in spans(answer, 0, len(answer), BOUNDARY):
        if len(WORD.findall(answer[start:end])) > LONG_CLAUSE_WORDS:
            found += [Clause(answer[a:b], a, b) for a, b in spans(answer, start, end, COMMA)]
        else:
            found.append(Clause(answer[start:end], start, end))
    return found


def spans(text: str, start: int, end: int, boundary: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The stretches of `text[start:end]` between boundaries, trimmed, without empty ones."""
    cuts = [match.end() for match in boundary.finditer(text, start, end)]
    for a, b in zip([start, *cuts], [*cuts, end], strict=True):
        stretch = text[a:b]
        if stretch.strip():
            lead = len(stretch) - len(stretch.lstrip())
            yield a + lead, a + len(stretch.rstrip())
