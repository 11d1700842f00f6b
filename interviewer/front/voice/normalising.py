"""Recognised speech as a person would write it: names of parts and formats, units, joined numbers.

Only what can hardly be meant otherwise is mended here; a number that may have been misheard is
left as it is for `doubts`.
"""

import re
from collections.abc import Callable
from functools import cache

from pydantic import Field

from interviewer.checking.number_words import ONES
from interviewer.data import data
from interviewer.loader import Written, load
from interviewer.rubric import Text

Rule = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]

GAP = r"[ -]?"
# Parts whose names are a letter or two and a number.
PARTS = r"100|200|300|800|40|10|20"
NUMBER = r"\d{1,3}(?:,\d{3})+|\d+"


class Misheard(Written):
    """`heard` are ways in which recognition writes `term`; a hyphen is any gap or none."""

    term: Text
    heard: tuple[Text, ...] = Field(min_length=1)


class Terms(Written):
    terms: tuple[Misheard, ...] = Field(min_length=1)


def normalised_speech(text: str) -> str:
    for pattern, written in (*NUMBERS, *NAMES, *term_rules()):
        text = pattern.sub(written, text)
    return " ".join(text.split())


def rule(
    pattern: str, written: str | Callable[[re.Match[str]], str], flags: int = re.IGNORECASE
) -> Rule:
    return re.compile(pattern, flags), written


@cache
def term_rules() -> tuple[Rule, ...]:
    """From `corpus/misheard.toml`."""
    terms = load(data("corpus/misheard.toml"), Terms).terms
    return tuple(rule(rf"(?<![\w-])(?:{alternatives(one.heard)})(s?)(?![\w-])", rf"{one.term}\1")
                 for one in terms)  # fmt: skip


def alternatives(heard: tuple[str, ...]) -> str:
    longest_first = sorted(heard, key=len, reverse=True)
    return "|".join(re.escape(each).replace(r"\-", "-").replace("-", GAP) for each in longest_first)


def digits_of(words: str) -> str:
    """ "three five" as "35"."""
    return "".join(DIGITS[word] for word in re.findall(r"[a-z]+", words.lower()))


DIGITS = {word: str(value) for word, value in ONES.items() if value < 10} | {"oh": "0"}
DIGIT_WORD = "(?:" + "|".join(DIGITS) + ")"

NUMBERS: tuple[Rule, ...] = (
    # "3 point 35", "3 point three five", "3. 35"
    rule(
        rf"\b(\d+) ?point ({DIGIT_WORD}(?:[ -]{DIGIT_WORD})*)\b",
        lambda m: f"{m[1]}.{digits_of(m[2])}",
    ),
    rule(r"\b(\d+) ?point (\d+)\b", r"\1.\2"),
    rule(r"(?<![\d.,])(\d+)\. (\d+)(?= (?:tera|giga|mega|peta|T|G|M|P|tri|bi|mi))", r"\1.\2", 0),
    # "10 to the 24th", "10 to the power of 24", "10 to 24th"
    rule(r"\b(\d+) to the (?:power of )?(\d+)(?:st|nd|rd|th)?(?: power)?\b", r"\1 to the \2"),
    rule(r"\b(\d+) (?:x|times) 10 to the (\d+)\b", r"\1 x 10^\2"),
    # "70-billion", "70B parameters" stays
    rule(rf"\b({NUMBER}|\d+\.\d+)-(thousand|million|billion|trillion)\b", r"\1 \2"),
    rule(rf"\b({NUMBER}|\d+\.\d+)-(?=(?:giga|tera|mega|kilo|peta)(?:byte|bit|flop))", r"\1 "),
    # Nobody has so many terabytes in a number format: it is what the part computes.
    rule(
        r"\b(\d[\d,]*00 and \d{1,2}|[5-9]\d|\d{3}|\d,\d{3}) terabytes?"
        r"(?= (?:(?:of|in|at) )?(?:dense |sparse )?"
        r"(?:FP|BF|TF|INT)[ -]?\d)",
        r"\1 TFLOPS",
    ),
    rule(r"(?<=\d) per ?cent\b", "%"),
    rule(r"(?<=\d) (k|K)\b(?= (?:tokens?|context|sequence))", "k"),
)
NAMES: tuple[Rule, ...] = (
    rule(r"\bFP[ -](?=(?:4|6|8|16|32|64)\b)", "FP"),
    rule(r"\bF[ -]?P[ -]?(4|6|8|16|32|64)\b", r"FP\1"),
    rule(r"\b[BV][ -]?F[ -]?16\b", "BF16"),
    rule(r"\bT[ -]?F[ -]?32\b", "TF32"),
    rule(r"\b(?:int|I ?& ?T|I N T)[ -]?(4|8)\b", r"INT\1"),
    rule(rf"\b([HB])[ -]?({PARTS})(s?)\b(?! ?(?:%|percent|GB|gigabytes?))",
         lambda m: f"{m[1].upper()}{m[2]}{m[3]}"),
    rule(r"\b(?:a|the a)[ -]?100(')?s\b", "A100s"),
    rule(r"(?<=[a-z,] )A[ -]?100\b", "A100", 0),
    rule(r"\bGB[ -]?(200|300)\b(?! ?(?:per|of))", r"GB\1", 0),
    rule(r"\b([AHB][12]00) ?S ?X ?M\b", r"\1 SXM"),
    rule(r"\b([AHB][12]00)(?=PCI|NVL)", r"\1 "),
    # A weak last sound goes first: "8 GPU sends"; an "8 GPU node" is one.
    rule(
        r"\b((?:[2-9]|[1-9]\d+) (?:KV head|GPU))\b(?! (?:dim|node|server|box|cluster|machine|job"
        r"|run|setup|system|instance|memory))",
        r"\1s",
    ),
    rule(
        r"\bcharg(e|es|ed|ing)\b(?= (?:the |its )?(?:optimi[sz]er|gradients?|weights|parameters))",
        lambda m: "shard" + {"e": "", "es": "s"}.get(m[1], m[1]),
    ),
    rule(r"\b(?:low[ -]?array|laura)\b(?=[^.]{0,30}\brank\b)", "LoRA"),
    rule(r"\bL[ -]?40[ -]?S\b", "L40S"),
    rule(r"\bp[ -]?(50|90|95|99)\b", r"p\1"),
)  # fmt: skip
