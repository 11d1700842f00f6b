"""Text as it is said aloud: units, formulae and signs in words; names stay as they are."""

import re
from collections.abc import Callable, Iterator

Rule = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]

PREFIXES = {"K": "kilo", "k": "kilo", "M": "mega", "G": "giga", "T": "tera", "P": "peta"}
PREFIXES |= {"Ki": "kibi", "Mi": "mebi", "Gi": "gibi", "Ti": "tebi", "Pi": "pebi"}
PLAIN_UNITS = {
    "ms": "milliseconds", "µs": "microseconds", "us": "microseconds", "ns": "nanoseconds",
    "s": "seconds", "h": "hours", "min": "minutes", "W": "watts", "kW": "kilowatts",
    "MW": "megawatts", "GHz": "gigahertz", "MHz": "megahertz", "mm": "millimetres",
    "mm²": "square millimetres", "mm2": "square millimetres", "%": "percent", "x": "times",
    "×": "times", "dB": "decibels",
}  # fmt: skip
DENOMINATORS = {
    "s": "second", "sec": "second", "h": "hour", "hr": "hour", "byte": "byte", "B": "byte",
    "token": "token", "tok": "token", "GPU": "GPU", "param": "parameter", "J": "joule",
    "day": "day", "request": "request", "req": "request", "user": "user", "layer": "layer",
    "step": "step", "kWh": "kilowatt hour", "Mtok": "million tokens", "month": "month",
}  # fmt: skip
NUMERATORS = {
    "req": "requests", "tok": "tokens", "tokens": "tokens", "FLOP": "FLOPs", "FLOPs": "FLOPs",
    "requests": "requests", "img": "images", "steps": "steps", "$": "dollars",
}  # fmt: skip
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
NUMBER = r"\d[\d,]*(?:\.\d+)?"
BYTES = r"([KMGTP]i?|k)?(B|bit|b|FLOPS|FLOPs|FLOP|OPS)"


def speakable(text: str) -> str:
    """For any engine; a text without signs, units and formulae comes out as it was."""
    for pattern, spoken in RULES:
        text = pattern.sub(spoken, text)
    return re.sub(r"\s+([.,;:?!])", r"\1", " ".join(text.split()))


def sentences(text: str) -> list[str]:
    """Where a speaker takes breath; a title and a decimal point end none."""
    return [part.strip() for part in SENTENCE_END.split(text) if part.strip()]


SENTENCE_END = re.compile(
    r"(?:(?<=[.!?…])(?<!\bDr\.)(?<!\bMr\.)(?<!\bMs\.)|(?<=[.!?…][”\"')]))\s+(?=[“\"'(]?[A-Z0-9])"
)


class SentenceStream:
    """Text that comes in pieces, given on sentence by sentence."""

    def __init__(self) -> None:
        self._text = ""

    def feed(self, piece: str) -> Iterator[str]:
        *whole, self._text = SENTENCE_END.split(self._text + piece)
        yield from (each.strip() for each in whole if each.strip())

    def rest(self) -> str:
        """What has come since the last whole sentence; forgets it."""
        rest, self._text = self._text.strip(), ""
        return rest


def unit_words(match: re.Match[str]) -> str:
    """ "3.35 TB/s" as "3.35 terabytes per second"."""
    number, prefix, unit, below = match[1], match[2] or "", match[3], match[4]
    base = {"B": "byte", "b": "bit", "bit": "bit", "FLOPS": "flops", "FLOPs": "flops",
            "FLOP": "flops", "OPS": "ops"}[unit]  # fmt: skip
    one = base if number == "1" or base in ("flops", "ops") else f"{base}s"
    per = f" per {DENOMINATORS[below]}" if below else ""
    return f"{number} {PREFIXES.get(prefix, '')}{one}{per}"


def rate_words(match: re.Match[str]) -> str:
    return f"{NUMERATORS[match[1]]} per {DENOMINATORS[match[2]]}"


def power_words(match: re.Match[str]) -> str:
    exponent = (match[2] or match[3]).translate(SUPERSCRIPTS).replace("-", "minus ")
    return f"{match[1]} to the {exponent}"


def rule(pattern: str, spoken: str | Callable[[re.Match[str]], str]) -> Rule:
    return re.compile(pattern), spoken


def either(names: dict[str, str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


RULES: tuple[Rule, ...] = (
    rule(r"```.*?(?:```|\Z)", " "),
    rule(r"[`*]+([^`*]+)[`*]+", r"\1"),
    rule(r"https?://\S+", "a link"),
    rule(rf"\$({NUMBER})\s?/\s?({either(DENOMINATORS)})\b",
         lambda m: f"{m[1]} dollars per {DENOMINATORS[m[2]]}"),
    rule(rf"\$({NUMBER})", r"\1 dollars"),
    rule(r"(?<=\d)B\b(?!/)", " billion"),
    rule(rf"({NUMBER})[ \u00a0]?{BYTES}(?:/({either(DENOMINATORS)}))?(?![\w/²])", unit_words),
    rule(rf"(?<![A-Za-z])({either(NUMERATORS)})/({either(DENOMINATORS)})\b", rate_words),
    rule(r"\b(\d+)\s?(?:x|×|\*)\s?10\^?(-?\d+|[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)", r"\1 times 10^\2"),
    rule(r"\b([A-Za-z]|\d+)(?:(?:\^|\*\*)(-?\d+)|([⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+))",
         lambda m: f"{m[1]} squared" if (m[2] or m[3]) in ("2", "²") else power_words(m)),
    rule(rf"(?<![\w.])({NUMBER})[ \u00a0]?({either(PLAIN_UNITS)})(?![\w/²])",
         lambda m: f"{m[1]} {PLAIN_UNITS[m[2]]}"),
    rule(r"\bmm[²2]", "square millimetres"),
    rule(r"\bZeRO-(\d)", r"zero \1"),
    rule(r"\bO\(([^()]*)\)", r"order \1"),
    rule(r"(?<=\w)_(?=\w)", " "),
    rule(r"\s*(?:<=|≤)\s*", " at most "),
    rule(r"\s*(?:>=|≥)\s*", " at least "),
    rule(r"\s*(?:==|=)\s*", " equals "),
    rule(r"\s*≈\s*|~(?=\d)", " about "),
    rule(r"\s*(?:->|→|⇒)\s*", " to "),
    rule(r"(?<=\d)\s?[–-]\s?(?=\d)", " to "),
    rule(r"(?<=[\w)])\s?[×·]\s?(?=[\w(])|(?<=[\w)]) \* (?=[\w(])", " times "),
    rule(r"(?<=[\w)])\s\+\s(?=[\w(])", " plus "),
    rule(r"(?<=\d)\s?/\s?(?=\d)", " over "),
    rule(r"\be\.g\.", "for example"),
    rule(r"\bi\.e\.", "that is"),
    rule(r"\s[–—]\s", ", "),
    rule(r"[`*#|<>{}\[\]\\^]+", " "),
)  # fmt: skip
