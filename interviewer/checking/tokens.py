"""A text as words in which names are looked for, and how each hangs on the word before."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

Phrase = tuple[str, ...]


# An x between a count and a name is a word of its own: 8xH100.
WORD = re.compile(r"(?<=[0-9])[xX](?=[A-Za-z])|[A-Za-z]+|[0-9]+(?:\.[0-9]+)?")
GAP = re.compile(r"[\s\-_/(‐-–]{1,3}")
DASH = re.compile(r"[\-‐-–]")
FILE_END = re.compile(r"\.[a-z]")
RATE = re.compile(r"\s?(/|per\b|ps\b)")


def words(text: str) -> Phrase:
    return tuple(match.group().lower() for match in WORD.finditer(text))


def listed(text: str) -> frozenset[str]:
    return frozenset(words(text))


SAME = {
    **dict.fromkeys(("gig", "gigs", "gigabyte", "gigabytes"), "gb"),
    **dict.fromkeys(("billion", "bn"), "b"),
    **dict.fromkeys(("generation", "generations"), "gen"),
    "million": "m",
}
# "a 4090 token context" and "a one hundred watt part" count something.
COUNTED = listed(
    "token tokens gb mb tb kb gib mib ms us ns w watt watts kw percent image images sample "
    "samples step steps request requests user users element elements byte bytes flops tflops "
    "param params parameter parameters layer layers dollar dollars hour hours row rows frame "
    "frames word words time times mhz ghz b m million billion thousand"
)


class Token(NamedTuple):
    """A word in lower case; `joined` and `glued` say how it hangs on the word before."""

    word: str
    start: int
    end: int
    joined: bool
    glued: bool
    dashed: bool


NOTHING = Token("", 0, 0, joined=False, glued=False, dashed=False)


def tokenised(text: str) -> Iterator[Token]:
    end = 0
    for match in WORD.finditer(text):
        start, gap = match.start(), text[end : match.start()]
        glued = start > 0 and text[start - 1].isalnum()
        joined = end > 0 and (not gap or gap == " " or bool(GAP.fullmatch(gap)))
        dashed = joined and bool(DASH.fullmatch(gap))
        end = match.end()
        yield Token(match.group().lower(), start, end, joined, glued, dashed)


class Tokens:
    """The words of a text; asking for one beyond its ends gives `NOTHING`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.all = list(tokenised(text))
        self.words = [token.word for token in self.all]
        self.plain_words = [SAME.get(word, word) for word in self.words]
        breaks = [at for at, token in enumerate(self.all) if not token.joined]
        runs = pairwise([*breaks, len(self.all)])
        self.run_ends = [end for start, end in runs for _ in range(start, end)]

    def __len__(self) -> int:
        return len(self.all)

    def __getitem__(self, at: int) -> Token:
        return self.all[at] if 0 <= at < len(self.all) else NOTHING

    def plain(self, at: int) -> str:
        return SAME.get(self[at].word, self[at].word)

    def phrase(self, first: int, last: int) -> Phrase:
        """The words from `first` to before `last`; () if they are not all side by side."""
        return tuple(self.words[first:last]) if last <= self.run_ends[first] else ()

    def plain_phrase(self, first: int, last: int) -> Phrase:
        return tuple(self.plain_words[first:last]) if last <= self.run_ends[first] else ()

    def counted(self, at: int) -> bool:
        """Whether the word there is what a number before it counts."""
        return self[at].joined and self[at].word in COUNTED

    def is_rate(self, at: int) -> bool:
        """Whether the word there is the beginning of GB/s."""
        return bool(RATE.match(self.text, self[at].end))

    def starts_fresh(self, at: int) -> bool:
        """Not in the middle of a word; the x of 8xH100 is no word."""
        counted = self[at - 1].word == "x" and self[at - 2].word[:1].isdigit()
        return counted or not self[at].glued

    def ends_clean(self, last: int) -> bool:
        """Not in the middle of a word, nor of a file name like llama.cpp; H100x8 counts."""
        if FILE_END.match(self.text, self[last - 1].end):
            return False
        counted = self[last].word == "x" and self[last + 1].word.isdigit()
        return counted or not self[last].glued
