"""Finds what people name in a text: parts, systems, links, models, as they type or say them.

A thing is `called` something ("H100") that it may share with its variants, which are
`told_apart_by` words beside that name ("SXM", "80 GB"). A mention is the longest name with
all such words around it; its candidates are the things that fit every word of it. Nothing is
guessed: a name that fits several keeps them all, and one that goes on in an unknown way
("RTX 4090 Ti", "Llama 65B", "HGX H100") is no mention.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property
from itertools import product

from interviewer.checking.saying import ONES, ways_of_saying
from interviewer.checking.tokens import COUNTED, SAME, Phrase, Tokens, listed, words

# Words that belong to a name's surroundings when a text is nothing but the name.
FILLER = listed(
    "a an the nvidia meta gpu gpus card cards module chip accelerator system server model link "
    "switch base instruct chat tensor core"
) | frozenset(ONES)
# Beside a name these make it another product, which the data doesn't hold.
OTHER_AFTER = {
    "gpu": listed("ti super laptop mobile superchip superpod nano"),
    "system": listed("superpod"),
    "model": listed("coder distill vl nano tiny mini small base medium large xl turbo moe"),
}
OTHER_BEFORE = listed("dgx hgx mgx igx drive quadro")
# Names that are also words: they need a capital, or a word that tells variants apart.
COMMON_WORDS = listed("ampere bloom falcon hopper opt turing volta whisper")
DETERMINERS = listed("an the my our per dual single nvidia geforce many") | frozenset(ONES[1:])

VERBS = listed("has have had is delivers offers gives does can needs")


@dataclass(frozen=True)
class Name:
    """A thing by its names; `kind` says what sort of thing it is."""

    id: str
    kind: str
    called: tuple[str, ...]
    told_apart_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mention:
    """`text[start:end]` names one or more things of one `kind`: `candidates` are their ids."""

    start: int
    end: int
    text: str
    kind: str
    candidates: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """Tokens `first` to before `last` as a name of `ids`; `bare` is where the name itself begins.

    It is `qualified` by words that tell variants apart.
    """

    first: int
    last: int
    ids: frozenset[str]
    bare: int
    qualified: bool = False


class Lexicon:
    """All names, ready to be found in texts."""

    def __init__(self, names: Iterable[Name]) -> None:
        self.names = {name.id: name for name in names}
        every = self.names.values()
        self.called = indexed((said, name.id) for name in every for said in name.called)
        self.apart = indexed((said, name.id) for name in every for said in name.told_apart_by)
        self.longest_called = longest_by_first_word(self.called)
        self.longest_apart = longest_by_first_word(self.apart)
        self.last_words = frozenset(phrase[-1] for phrase in self.apart)
        self.reach = max(self.longest_apart.values(), default=0)

    def mentions(self, text: str) -> list[Mention]:
        """Every mention in `text` from left to right; where two overlap, the longer one."""
        tokens = Tokens(text)
        readings = [r for at in range(len(tokens)) if (r := self.read(tokens, at))]
        chosen: list[Reading] = []
        for reading in sorted(readings, key=lambda r: (r.first - r.last, r.first)):
            if all(reading.last <= c.first or c.last <= reading.first for c in chosen):
                chosen.append(reading)
        return [self.mention(tokens, r) for r in sorted(chosen, key=lambda r: r.first)]

    def named(self, text: str) -> Mention | None:
        """The one mention that `text` consists of, articles and the like aside."""
        mentions = self.mentions(text)
        if len(mentions) != 1:
            return None
        (mention,) = mentions
        around = words(text[: mention.start]) + words(text[mention.end :])
        return mention if FILLER.issuperset(around) else None

    def nearest(self, text: str, kinds: frozenset[str]) -> tuple[str, ...]:
        """Ids of up to three things whose names resemble `text`, likeliest first."""
        wanted = " ".join(w for w in words(text[:80]) if w not in FILLER - {"a"})
        by_name = {n: i for n, i in self.plain_names.items() if self.names[i].kind in kinds}
        close = get_close_matches(wanted, by_name, n=3, cutoff=0.6)
        return tuple(dict.fromkeys(by_name[name] for name in close))

    @cached_property
    def plain_names(self) -> dict[str, str]:
        ids: dict[str, str] = {}
        for name in self.names.values():
            for called, apart in product(name.called, ("", *name.told_apart_by)):
                ids.setdefault(" ".join(words(f"{called} {apart}")), name.id)
        return ids

    def mention(self, tokens: Tokens, reading: Reading) -> Mention:
        start, end = tokens[reading.first].start, tokens[reading.last - 1].end
        if "(" in tokens.text[start:end] and tokens.text[end : end + 1] == ")":
            end += 1
        ids = tuple(id_ for id_ in self.names if id_ in reading.ids)
        return Mention(start, end, tokens.text[start:end], self.names[ids[0]].kind, ids)

    def read(self, tokens: Tokens, at: int) -> Reading | None:
        """The longest name that begins at token `at`, with the words around that belong to it."""
        for length in range(self.longest_called.get(tokens[at].word, 0), 0, -1):
            if not (bare := self.bare(tokens, at, at + length)) or not tokens.starts_fresh(at):
                continue
            reading = with_plural(tokens, self.leftward(tokens, self.rightward(tokens, bare)))
            if tokens.ends_clean(reading.last):
                return reading if self.plausible(tokens, reading) else None
        return None

    def bare(self, tokens: Tokens, first: int, last: int) -> Reading | None:
        """The name alone. L40s may be one L40S or several L40: both are kept."""
        if not (said := tokens.phrase(first, last)):
            return None
        ids = self.called.get(said) or self.called.get(singular(said))
        ending = tokens[last - 1]
        small_s = ending.glued and tokens.text[ending.start : ending.end] == "s"
        if ids and small_s and tokens.text[tokens[first].start].isupper():
            ids |= self.called.get(said[:-1], frozenset())
        return Reading(first, last, ids, first) if ids else None

    def rightward(self, tokens: Tokens, reading: Reading) -> Reading:
        """Takes in words after the name: "A100 80 gig"."""
        at = reading.last
        reach = self.longest_apart.get(tokens.plain(at), 1) if tokens[at].joined else 0
        for last in range(min(at + reach, len(tokens)), at, -1):
            ids = reading.ids & self.fitting(tokens, at, last)
            if ids:
                return self.rightward(tokens, replace(reading, last=last, ids=ids, qualified=True))
        return reading

    def fitting(self, tokens: Tokens, first: int, last: int) -> frozenset[str]:
        """Things told apart by these words. A100-80 leaves out the GB.

        Not "H100 80 GB/s", which says a rate, nor "NVLink 3 times faster", which counts.
        """
        said = tokens.plain_phrase(first, last)
        ids = self.apart.get(said, frozenset())
        lone_number = len(said) == 1 and said[0].isdigit()
        if lone_number and tokens.counted(last):
            return frozenset()
        if lone_number and tokens[first].dashed and not ids:
            return self.apart.get((*said, "gb"), frozenset())
        return frozenset() if said[-1:] == ("gb",) and tokens.is_rate(last - 1) else ids

    def leftward(self, tokens: Tokens, reading: Reading) -> Reading:
        """Takes in words before the name: "80 gig A100". A lone number or letter counts things."""
        end = reading.first
        near = tokens[end].joined and tokens.plain(end - 1) in self.last_words
        for first in range(max(end - self.reach, 0), end) if near else ():
            said = tokens.plain_phrase(first, end)
            ids = reading.ids & self.apart.get(said, frozenset())
            lone = len(said) == 1 and (len(said[0]) == 1 or said[0][0].isdigit())
            if ids and not lone and not tokens[first].glued:
                return self.leftward(tokens, replace(reading, first=first, ids=ids, qualified=True))
        return reading

    def plausible(self, tokens: Tokens, reading: Reading) -> bool:
        """False for other products, and for plain words and numbers that look like a name."""
        first, kind = reading.first, self.names[min(reading.ids)].kind
        other = tokens[first].joined and tokens[first - 1].word in OTHER_BEFORE
        if other or goes_on(tokens, reading.last, kind):
            return False
        around = tokens.all[:first] + tokens.all[reading.last :]
        whole = all(token.word in FILLER for token in around)
        return whole or reading.qualified or sounds_like_a_name(tokens, reading)


def sounds_like_a_name(tokens: Tokens, reading: Reading) -> bool:
    """Whether "Falcon", "4090" or "a 100" in running text is a name, by the words around it."""
    name, following = tokens[reading.bare], tokens[reading.bare + 1]
    before = tokens[reading.first - 1].word
    if name.word in COMMON_WORDS:
        return tokens.text[name.start].isupper()
    if name.word.isdigit():
        return before in DETERMINERS | {"a"} and not tokens.counted(reading.last)
    if name.word == "a" and not (following.glued or following.dashed):
        return is_spaced_a(tokens, reading, before)
    return True


def is_spaced_a(tokens: Tokens, reading: Reading, before: str) -> bool:
    """Whether "a 100" or "a one hundred" is the A100, rather than an article and a count."""
    if tokens.counted(reading.last):
        return False
    start = tokens[reading.first].start
    mid_sentence = bool(re.search(r"[^\s.!?]\s*$", tokens.text[max(start - 20, 0) : start]))
    capital = mid_sentence and tokens.text[start] == "A"
    plural = tokens[reading.last - 1].word.endswith("s")
    after, then = tokens[reading.last].word, tokens[reading.last + 1].word
    rated = after in ("dense", "sparse") and then in ("b", "bf", "f", "fp", "tensor")
    return capital or plural or before in DETERMINERS or after in VERBS or rated


def goes_on(tokens: Tokens, at: int, kind: str) -> bool:
    """Whether the name goes on at token `at` in a way that makes it another thing."""
    word = tokens[at].word
    if not tokens[at].joined:
        return False
    after = tokens.plain(at + 1) if tokens[at + 1].joined else ""
    if word in OTHER_AFTER.get(kind, ()):
        return True
    if kind == "gpu":
        return word.isdigit() and after == "gb" and not tokens.is_rate(at + 1)
    if kind in ("model", "link"):
        version = word in ("v", "x", "gen") and after[:1].isdigit()
        size = word[0].isdigit() and (after in ("b", "m") or after not in COUNTED)
        return version or size
    return False


def with_plural(tokens: Tokens, reading: Reading) -> Reading:
    plural = tokens[reading.last].glued and tokens[reading.last].word == "s"
    return replace(reading, last=reading.last + 1) if plural else reading


def singular(said: Phrase) -> Phrase:
    return (*said[:-1], said[-1].removesuffix("s"))


def indexed(said: Iterable[tuple[str, str]]) -> dict[Phrase, frozenset[str]]:
    """Ids by every way of spelling and saying the phrases."""
    index: dict[Phrase, frozenset[str]] = {}
    for text, id_ in said:
        plain = tuple(SAME.get(word, word) for word in words(text))
        for way in product(*(ways_of_saying(word) for word in plain)):
            spoken = tuple(word for part in way for word in part)
            index[spoken] = index.get(spoken, frozenset()) | {id_}
    return index


def longest_by_first_word(index: dict[Phrase, frozenset[str]]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for spoken in index:
        longest[spoken[0]] = max(longest.get(spoken[0], 0), len(spoken))
    return longest
