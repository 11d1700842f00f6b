"""Numbers in running text, written or spoken: "3.35", "1e24", "two to the twenty", "a quarter".

A numeral keeps where it stands and how finely it was said: "140" is said to the nearest ten.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from interviewer.checking.number_words import ONES, SCALES, TENS, below_100, fineness, in_words

# Nobody says a number this long; reading one would take time in the square of its length.
LONGEST_DIGITS = 40
LONGEST_NAME_WORDS = 16
LARGEST_POWER = 60

WRITTEN = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3}\b)?|\.\d+")
TOKEN = re.compile(rf"{WRITTEN.pattern}|[A-Za-z]+|[½¼¾⅓⅔⅛×·^*/]|\S")
SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
POWER = re.compile(
    r"\s*(?:\*\*|\^|to the(?: power(?: of)?)?)\s*\(?(-?\d{1,3}|[a-z]+(?:[ -][a-z]+)?)\)?",
    re.IGNORECASE,
)
TIMES_TEN = re.compile(r"\s*(?:x|×|·|\*|times)\s*(?:10|ten)(?=\s*(?:\*\*|\^|to the|[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]))")
SPOKEN_E = re.compile(
    r"\s+e\s?((?:twenty|thirty)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|\w+teen)\b"
)
RAISED = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]{1,4}")

SHARES = {
    "half": 1 / 2, "halves": 1 / 2, "third": 1 / 3, "thirds": 1 / 3, "quarter": 1 / 4,
    "quarters": 1 / 4,
    "twentieth": 1 / 20, "fiftieth": 1 / 50, "hundredth": 1 / 100,
    "fifth": 1 / 5, "fifths": 1 / 5, "sixth": 1 / 6, "sixths": 1 / 6,
    "eighth": 1 / 8, "eighths": 1 / 8, "tenth": 1 / 10, "tenths": 1 / 10,
}  # fmt: skip
FRACTION_SIGNS = {"½": 1 / 2, "¼": 1 / 4, "¾": 3 / 4, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 1 / 8}
MULTIPLES = {
    "twice": 2.0, "double": 2.0, "doubles": 2.0, "doubled": 2.0, "doubling": 2.0,
    "triple": 3.0, "triples": 3.0, "tripled": 3.0, "thrice": 3.0, "quadruple": 4.0,
    "quadruples": 4.0, "halve": 1 / 2, "halves": 1 / 2, "halved": 1 / 2, "halving": 1 / 2,
    "half": 1 / 2,
}  # fmt: skip
NUMBER_WORDS = frozenset({*ONES, *TENS, "hundred", "thousand", "million", "billion", "trillion"})
STARTS = NUMBER_WORDS | {"a", "an", "half", "oh", "point"} | SHARES.keys() | MULTIPLES.keys()


@dataclass(frozen=True, slots=True)
class Numeral:
    """`text[start:end]` says `value`, known to half of `step` on each side.

    `digits` are its significant digits without trailing zeros; a `ratio` is a word like "twice".
    """

    start: int
    end: int
    value: float
    step: float
    digits: int
    ratio: bool = False

    @property
    def round_tail(self) -> bool:
        """Said in round numbers ("40", "3,000"), where the zeros may or may not be exact."""
        return self.step >= 10 and self.digits <= 2

    def scaled(self, factor: float, end: int) -> "Numeral":
        return replace(self, end=end, value=self.value * factor, step=self.step * factor)


@dataclass(frozen=True, slots=True)
class Token:
    start: int
    end: int
    word: str

    @property
    def written(self) -> bool:
        return self.word[0].isdecimal() or (self.word[0] == "." and len(self.word) > 1)


def numerals(text: str) -> list[Numeral]:
    """All numerals of `text` from left to right, none overlapping."""
    tokens = [Token(m.start(), m.end(), m.group().lower()) for m in TOKEN.finditer(text)]
    found: list[Numeral] = []
    at = 0
    while at < len(tokens):
        numeral = numeral_at(text, tokens, at)
        if numeral is None:
            at += 1
            continue
        found.append(numeral)
        while at < len(tokens) and tokens[at].start < numeral.end:
            at += 1
    return found


def numeral_at(text: str, tokens: list[Token], at: int) -> Numeral | None:
    token = tokens[at]
    if token.written:
        numeral = written(text, token)
        return numeral and extended(text, fraction(tokens, at, numeral) or numeral)
    if token.word in FRACTION_SIGNS:
        return Numeral(token.start, token.end, FRACTION_SIGNS[token.word], 0.01, 2)
    if token.word not in STARTS or inside_word(text, token):
        return None
    spoken = part_of_one(text, token) or share(tokens, at) or counted(text, tokens, at)
    if spoken:
        return extended(text, spoken)
    if token.word in MULTIPLES:
        return Numeral(token.start, token.end, MULTIPLES[token.word], 0.1, 1, ratio=True)
    return None


MEASURE = (
    r"(?:kilo|mega|giga|tera|peta|exa)(?:bytes?|bits?|flops?|watts?|ops)\b|gigs?\b|[KMGTP]i?B\b"
    r"|(?:milli|micro)seconds?\b"
)
ONE_OF = re.compile(
    rf"(?:(?P<half>half|(?:an? |one )?half of)\s+)?an?\s+(?={MEASURE})", re.IGNORECASE
)
SHARE_OF = re.compile(
    r"(?:(?P<count>an?|one|two|three)\s+)?(?P<share>half|thirds?|quarters?|tenths?)\s+(?:of\s+)?an?\s+"
    rf"(?=(?:{MEASURE})|(?:second|minute|hour|day|week|byte|bit|million|billion|trillion)\b)",
    re.IGNORECASE,
)


def part_of_one(text: str, token: Token) -> Numeral | None:
    """The 1 of "a petaflop" and the half of "half a terabyte"; the unit comes after it."""
    if one := ONE_OF.match(text, token.start):
        return Numeral(token.start, one.end() - 1, 0.5 if one["half"] else 1.0, 0.2, 1)
    if not (part := SHARE_OF.match(text, token.start)):
        return None
    count = ONES.get((part["count"] or "one").lower(), 1)
    value = count * SHARES[part["share"].lower()]
    return Numeral(token.start, part.end() - 1, value, value * 0.2, 1)


def inside_word(text: str, token: Token) -> bool:
    before = text[token.start - 1 : token.start]
    return before.isalnum() or before == "_"


def written(text: str, token: Token) -> Numeral | None:
    """A number in digits; one inside a word, such as H100 or v1.5, is none."""
    before = text[max(token.start - 2, 0) : token.start]
    if len(token.word) > LONGEST_DIGITS or glued(before):
        return None
    plain = token.word.replace(",", "")
    mantissa, _, exponent = plain.partition("e")
    if abs(int(exponent or 0)) > LARGEST_POWER:
        return None
    return Numeral(token.start, token.end, float(plain), *fineness(mantissa, exponent))


def glued(before: str) -> bool:
    """Whether what stands before makes the digits part of a name, a version or a longer number."""
    counted = bool(re.fullmatch(r"\dx", before))
    return (before[-1:].isalpha() and not counted) or bool(re.fullmatch(r".?_|\d[.,]", before))


def fraction(tokens: list[Token], at: int, top: Numeral) -> Numeral | None:
    """1/6, but no date such as 3/4/2024 and no ratio of units."""
    if at + 2 >= len(tokens) or tokens[at + 1].word != "/" or not tokens[at + 2].written:
        return None
    below = tokens[at + 2]
    close = tokens[at + 1].start == top.end and below.start == tokens[at + 1].end
    chained = at + 3 < len(tokens) and tokens[at + 3].word == "/"
    if (
        not close
        or chained
        or "." in below.word
        or not 0 < float(below.word.replace(",", "")) < 1e6
    ):
        return None
    value = top.value / float(below.word.replace(",", ""))
    return replace(top, end=below.end, value=value, step=value * 0.002, digits=3)


def extended(text: str, numeral: Numeral) -> Numeral:
    """With powers and scale words after it: "x 10^24", "to the twenty", "billion", "k"."""
    if (spoken := SPOKEN_E.match(text, numeral.end)) and (
        exponent := below_100(re.split("[ -]", spoken.group(1).lower()))
    ):
        return numeral.scaled(10.0**exponent, spoken.end())
    if times := TIMES_TEN.match(text, numeral.end):
        power = exponent_at(text, times.end())
        if power and abs(power[0]) <= LARGEST_POWER:
            return numeral.scaled(10.0 ** power[0], power[1])
    power = exponent_at(text, numeral.end) if numeral.value == int(numeral.value) else None
    if power and 0 < numeral.value <= 16 and abs(power[0]) <= LARGEST_POWER:
        value = numeral.value ** power[0]
        return replace(numeral, end=power[1], value=value, step=value * 1e-3, digits=3)
    return scale_words(text, numeral)


def exponent_at(text: str, at: int) -> tuple[int, int] | None:
    if raised := RAISED.match(text, at):
        digits = raised.group().translate(SUPERSCRIPT)
        return (int(digits), raised.end()) if digits.lstrip("-").isdigit() else None
    power = POWER.match(text, at)
    if not power:
        return None
    said = power.group(1).lower()
    if said.lstrip("-").isdigit():
        return int(said), power.end()
    words = re.split("[ -]", said)
    for count in (len(words), 1):
        if (value := below_100(words[:count])) is not None:
            end = power.end() if count == len(words) else power.start(1) + len(words[0])
            return value, end
    return None


SCALE_WORD = re.compile(
    r"[\s-]{0,2}(thousand|million|billion|bn|trillion)"
    r"(?:s\b(?: of\b(?= (?:param|tok|weight)))?|\b)",
    re.IGNORECASE,
)
KILO = re.compile(r"\s?k\b(?!\s?[/-]?\s?(?:heads?|only|and v)\b)", re.IGNORECASE)
AND_A_HALF = re.compile(r"\s+and an? (half|quarter)\b", re.IGNORECASE)


def scale_words(text: str, numeral: Numeral) -> Numeral:
    if more := AND_A_HALF.match(text, numeral.end):
        extra = SHARES[more.group(1).lower()]
        numeral = replace(
            numeral,
            end=more.end(),
            value=numeral.value + extra,
            step=0.1,
            digits=numeral.digits + 1,
        )
    for _ in range(2):
        if scale := SCALE_WORD.match(text, numeral.end):
            numeral = numeral.scaled(SCALES[scale.group(1).lower()], scale.end())
    if kilo := KILO.match(text, numeral.end):
        numeral = numeral.scaled(1e3, kilo.end())
    return numeral


AFTER_A_SHARE = frozenset(
    {"of", "the", "as", "less", "more", "fewer", "faster", "slower", "higher", "lower", "smaller"}
)


def share(tokens: list[Token], at: int) -> Numeral | None:
    """Two thirds, three quarters, a quarter, one sixth; "a third option" is none."""
    if at + 1 >= len(tokens) or tokens[at + 1].word not in SHARES:
        return None
    top, below = tokens[at], tokens[at + 1]
    count = 1 if top.word in ("a", "an", "one") else ONES.get(top.word, 0)
    ordinal = not below.word.endswith("s") and below.word not in ("half", "quarter")
    followed = tokens[at + 2].word if at + 2 < len(tokens) else ""
    if not count or (ordinal and top.word == "a" and followed not in AFTER_A_SHARE):
        return None
    value = count * SHARES[below.word]
    return Numeral(top.start, below.end, value, value * 0.02, 2, ratio=True)


def counted(text: str, tokens: list[Token], at: int) -> Numeral | None:
    """A number in words, the longest from token `at` on."""
    words = list(run(text, tokens, at))
    for count in range(len(words), 0, -1):
        said = words[:count]
        if said[-1].word in ("and", "a", "an", "point", "oh"):
            continue
        if is_capacity_after(text, said):
            continue
        if (read := in_words([token.word for token in said])) is not None:
            value, step, digits = read
            return Numeral(said[0].start, said[-1].end, value, step, digits)
    return None


OF_CARDS = re.compile(
    r"[\s-](?:gigs?|gigabytes?|gb)[\s-](?:\w+[\s-]){0,2}?(?:cards?|gpus?|parts|machines"
    r"|[abhv] ?(?:one|two|hundred)|[ABHV]\d00)",
    re.IGNORECASE,
)


def is_capacity_after(text: str, said: list[Token]) -> bool:
    """Whether the last word is what each of several cards holds: "eleven eighty gig GPUs"."""
    above_twenty = len(said) > 1 and said[-1].word in TENS and said[-2].word in ONES
    return above_twenty and bool(OF_CARDS.match(text, said[-1].end))


def run(text: str, tokens: list[Token], at: int) -> Iterator[Token]:
    """Number words that follow each other with nothing but spaces and hyphens between."""
    end = tokens[at].start
    for token in tokens[at : at + LONGEST_NAME_WORDS]:
        gap = text[end : token.start]
        if gap.strip() or not (token.word in NUMBER_WORDS or token.word in CONNECTING):
            if token.word == "-" and not gap.strip():
                end = token.end
                continue
            return
        yield token
        end = token.end


CONNECTING = frozenset({"and", "a", "an", "point", "oh"})
