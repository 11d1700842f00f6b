"""The gain that a candidate predicts, as a factor, and how near it comes to the model's."""

import re
from dataclasses import dataclass

NUMBER = r"(\d[\d,]*(?:\.\d+)?)"
UNIT = r"(ms|milliseconds|us|µs|microseconds|s|seconds)"
SECONDS = {"m": 1e-3, "u": 1e-6, "µ": 1e-6, "s": 1.0}
FROM_TO = re.compile(
    rf"from\s+(?:about\s+|around\s+)?{NUMBER}\s*{UNIT}?\b.{{0,40}}?\bto\s+"
    rf"(?:about\s+|around\s+|roughly\s+)?{NUMBER}\s*{UNIT}\b",
    re.IGNORECASE,
)
FACTOR = re.compile(rf"{NUMBER}\s*(?:x\b|×|times\b|-?fold\b)", re.IGNORECASE)
PERCENT_MORE = re.compile(
    rf"{NUMBER}\s*(?:%|percent)\s*(?:\w+\s+){{0,2}}"
    r"(?:faster|more|higher|gain|speed-?up|speedup|increase|better|improvement|throughput)",
    re.IGNORECASE,
)
PERCENT_LESS = re.compile(
    rf"{NUMBER}\s*(?:%|percent)\s*(?:\w+\s+){{0,2}}(?:less|shorter|lower|reduction|saved|off)",
    re.IGNORECASE,
)
RATE = re.compile(
    rf"(?:back\s+to|to|at|reach|reaches|give|gives|get)\s+(?:about\s+|around\s+|roughly\s+)?{NUMBER}"
    r"\s*(?:steps?|iterations?|it)\s*(?:/|per\s+|a\s+)(?:s|sec|second)\b",
    re.IGNORECASE,
)
TOO_SURE = 1000.0
MET_SHARE, PARTLY_SHARE = 0.25, 0.6
MET_FACTOR = 1.08


@dataclass(frozen=True)
class Predicted:
    """`factor` is throughput after over before; `quote` is verbatim."""

    factor: float
    quote: str

    def verdict(self, actual: float) -> str:
        """Met within a quarter of the gain or 8 % of the factor; partly within 60 % of it."""
        wrong_by = abs(self.factor - actual)
        is_near = max(self.factor / actual, actual / self.factor) <= MET_FACTOR
        if is_near or wrong_by <= MET_SHARE * (actual - 1):
            return "met"
        return "partly" if wrong_by <= PARTLY_SHARE * (actual - 1) else "not_met"


def predicted(text: str, steps_per_s: float) -> Predicted | None:
    """The first gain that is stated, in the forms people use; None if there is none."""
    if match := FROM_TO.search(text):
        before, unit, after, unit_after = match.groups()
        factor = in_seconds(before, unit or unit_after) / in_seconds(after, unit_after)
        return checked(factor, match)
    if match := RATE.search(text):
        return checked(value(match[1]) / steps_per_s, match)
    if match := FACTOR.search(text):
        return checked(value(match[1]), match)
    if match := PERCENT_LESS.search(text):
        share = value(match[1]) / 100
        return checked(1 / (1 - share), match) if share < 1 else None
    if match := PERCENT_MORE.search(text):
        return checked(1 + value(match[1]) / 100, match)
    return None


def checked(factor: float, match: re.Match[str]) -> Predicted | None:
    return Predicted(factor, match.group()) if 0 < factor < TOO_SURE else None


def in_seconds(number: str, unit: str) -> float:
    return max(value(number), 1e-12) * SECONDS[unit[0].lower()]


def value(written: str) -> float:
    return float(written.replace(",", ""))
