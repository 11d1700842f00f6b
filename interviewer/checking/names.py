"""Finds what people name in a text: parts, systems, links, models, as they type or say them.

A thing is `called` something ("H100") that it may share with its variants, which are
`told_apart_by` words beside that name ("SXM", "80 GB"). A mention is the longest name with
all such words around it; its candidates are the things that fit every word of it. Nothing is
guessed: a name that fits several keeps them all, and one that goes on in an unknown way
("RTX 4090 Ti", "Llama 65B", "HGX H100") is no mention.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property
from itertools import pairwise, product
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


ONES = words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
TENS = words("zero ten twenty thirty forty fifty sixty seventy eighty ninety")
SAME = {
    **dict.fromkeys(("gig", "gigs", "gigabyte", "gigabytes"), "gb"),
    **dict.fromkeys(("billion", "bn"), "b"),
    **dict.fromkeys(("generation", "generations"), "gen"),
    "million": "m",
}
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
# "a 4090 token context" and "a one hundred watt part" count something.
COUNTED = listed(
    "token tokens gb mb tb kb gib mib ms us ns w watt watts kw percent image images sample "
    "samples step steps request requests user users element elements byte bytes flops tflops "
    "param params parameter parameters layer layers dollar dollars hour hours row rows frame "
    "frames word words time times mhz ghz b m million billion thousand"
)
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
    after = tokens[reading.last].word
    return capital or plural or before in DETERMINERS or after in VERBS


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


def ways_of_saying(word: str) -> list[Phrase]:
    """`100` is also "one hundred", `gb` also "g b"."""
    if word[0].isdigit():
        return [(word,), *number_words(word)]
    return [(word,), tuple(word)] if 1 < len(word) <= 3 else [(word,)]


def number_words(number: str) -> list[Phrase]:
    """How people say a number below 10,000: 405 is "four oh five" or "four hundred five"."""
    whole, point, decimals = number.partition(".")
    if point:
        tail = ("point", *(ONES[int(digit)] for digit in decimals))
        return [(*head, *tail) for head in number_words(whole)]
    n = int(number)
    if n < 100:
        return [below_100(n)]
    if n < 1000:
        hundreds, rest = divmod(n, 100)
        head = ONES[hundreds]
        if not rest:
            return [(head, "hundred")]
        last = below_100(rest)
        short = last if rest > 9 else ("oh", *last)
        return [(head, "hundred", *last), (head, "hundred", "and", *last), (head, *short)]
    if n < 10_000 and n % 1000:
        return [below_100(n // 100) + below_100(n % 100)]
    return [(ONES[n // 1000], "thousand")] if n < 10_000 else []


def below_100(n: int) -> Phrase:
    if n < 20:
        return (ONES[n],)
    tens, ones = divmod(n, 10)
    return (TENS[tens], ONES[ones]) if ones else (TENS[tens],)
