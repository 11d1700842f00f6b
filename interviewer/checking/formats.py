"""Number formats named in a text: "FP8 KV cache", "4-bit weights", "half precision"."""

import re
from typing import NamedTuple

# The format as the calculators call it, and as the peak rates of a part do.
SAID: tuple[tuple[str, str, str], ...] = (
    ("fp64", "fp64", r"fp\s?-?64|double precision|float64"),
    ("tf32", "tf32", r"tf\s?-?32|tensor float 32"),
    ("bf16", "bf16", r"bf\s?-?16|bfloat\s?-?16|brain float(?: 16)?|b\s?f sixteen|bf sixteen"),
    ("mxfp8", "fp8", r"mx\s?-?fp\s?-?8"),
    ("mxfp6", "fp6", r"mx\s?-?fp\s?-?6"),
    ("mxfp4", "fp4", r"mx\s?-?fp\s?-?4|m x f ?p (?:four|4)"),
    ("nvfp4", "fp4", r"nv\s?-?fp\s?-?4|n v f ?p (?:four|4)"),
    ("fp8", "fp8", r"fp\s?-?8|float8|e4m3|e5m2|f\s?p eight|fp eight"),
    ("fp6", "fp6", r"fp\s?-?6\b"),
    ("fp4", "fp4", r"fp\s?-?4\b|f\s?p four"),
    ("fp32", "fp32", r"fp\s?-?32|float32|single precision|full precision|f\s?p thirty[- ]two"),
    ("fp16", "fp16", r"fp\s?-?16|float16|half[- ]precision|f\s?p sixteen"),
    ("nf4", "int4", r"nf\s?-?4|q\s?lora"),
    ("int8", "int8", r"int\s?-?8|int eight|w8a8|w8"),
    ("int4", "int4", r"int\s?-?4|int four|w4a16|w4a8|w4|awq|gptq"),
    ("q4_k", "int4", r"q4_k(?:_[ms])?"),
    ("q4_0", "int4", r"q4_0"),
    ("q4_1", "int4", r"q4_1"),
    ("q5_k", "int8", r"q5_k(?:_[ms])?"),
    ("q6_k", "int8", r"q6_k"),
    ("q8_0", "int8", r"q8_0"),
    (
        "bit16",
        "bf16",
        r"(?:16|sixteen)[- ]bits?(?= (?:weights?|precision|float|model|kv|cache|param))",
    ),
    (
        "int8",
        "int8",
        r"(?:8|eight)[- ]bits?(?= (?:weights?|precision|model|quanti|kv|cache|integer))",
    ),
    (
        "int4",
        "int4",
        r"(?:4|four)[- ]bits?(?= (?:weights?|precision|model|quanti|kv|cache|integer))",
    ),
    ("fp32", "fp32", r"(?:32|thirty-two)[- ]bits?(?= (?:weights?|precision|float|model))"),
)
PATTERN = re.compile(
    "|".join(f"(?P<f{i}>{said})" for i, (_, _, said) in enumerate(SAID)).join(
        (r"(?<![A-Za-z0-9_])(?:", r")(?![A-Za-z0-9])")
    ),
    re.IGNORECASE,
)
KV = re.compile(r"\s*(?:for (?:the )?)?(?:kv|k/v|key[- ]value|cache)\b", re.IGNORECASE)
OF_KV = re.compile(r"\b(?:kv|cache)\b[^,.;]{0,18}$", re.IGNORECASE)
WEIGHTS = re.compile(
    r"\s*(?:for (?:the )?)?(?:weights?|parameters?|params?|model)\b", re.IGNORECASE
)


SCALE = re.compile(
    r"\s*(?:\w+ )?(?:scales?|scaling|zero[- ]points?|master|accumulat)", re.IGNORECASE
)


class Format(NamedTuple):
    """`storage` as in `tools.dtypes`, `rate` as in a part's peak rates; `of` what it is said of."""

    start: int
    end: int
    storage: str
    rate: str
    of: str


def formats_in(text: str) -> list[Format]:
    return [format_at(text, match) for match in PATTERN.finditer(text)]


def format_at(text: str, match: re.Match[str]) -> Format:
    storage, rate, _ = SAID[int(str(match.lastgroup)[1:])]
    if SCALE.match(text, match.end()):
        of = "scale"
    elif KV.match(text, match.end()):
        of = "kv"
    elif WEIGHTS.match(text, match.end()):
        of = "weights"
    else:
        of = "kv" if OF_KV.search(text[max(match.start() - 30, 0) : match.start()]) else ""
    return Format(match.start(), match.end(), "fp16" if storage == "bit16" else storage, rate, of)
