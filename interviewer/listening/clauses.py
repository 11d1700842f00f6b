"""An answer cut into clauses, each with its stems, so that quotes stay verbatim."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from interviewer.words import STOP_WORDS, normalised, stem

# A full stop ends a sentence only before white space, so that 3.35 stays whole.
BOUNDARY = re.compile(
    r"[.!?;:](?=\s|$)|\n+|,?\s+(?=(?:but|however|whereas|although)\b)", re.IGNORECASE
)
COMMA = re.compile(r",(?=\s)")
WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|%", re.UNICODE)
LONG_CLAUSE_WORDS = 28
LONGEST_CUE_WORDS = 6


@lru_cache(maxsize=4_096)
def stems(text: str) -> tuple[str, ...]:
    """The stems of a text in order, stop words included."""
    return tuple(stem(word) for word in WORD.findall(normalised(text)))


@lru_cache(maxsize=4_096)
def content_stems(text: str) -> frozenset[str]:
    """The stems that carry meaning."""
    words = WORD.findall(normalised(text))
    return frozenset(stem(word) for word in words if word not in STOP_WORDS)


@dataclass(frozen=True)
class Clause:
    """`text` is `answer[start:end]`."""

    text: str
    start: int
    end: int

    @cached_property
    def stems(self) -> tuple[str, ...]:
        return stems(self.text)

    @cached_property
    def content(self) -> frozenset[str]:
        return content_stems(self.text)

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
