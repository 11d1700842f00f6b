"""How good the grader is on its own labelled answers.

    python -m evals.grading_report [--held-out] [--saf FILE] [--json]

Bands count as scores: strong 5, medium 3, weak 1.
"""

import argparse
import json
import math
import time
from pathlib import Path

from evals import saf
from evals.grading_figures import BINS, Bin, Figures, figures, reliability
from evals.grading_set import Marked, Part, labelled, marked

# What is asked of each figure: at least, or at most.
AT_LEAST = {
    "criterion_accuracy": 0.75,
    "qwk": 0.60,
    "strong_above_weak": 0.95,
    "strong_above_medium": 0.75,
    "medium_above_weak": 0.75,
    "short_strong_above_long_weak": 0.90,
    "verbatim": 1.0,
    "answers_per_s": 20.0,
    "saf_r_without_examples": 0.40,
    "saf_r_with_three_examples": 0.50,
}
AT_MOST = {
    "confidence_ece": 0.10,
    "length_given_labels": 0.10,
    "padding_shift_max": 0.2,
    **{f"{band}_mean": 1.6 for band in ("stuffing", "echo", "negation", "injection")},
    **{f"{band}_max": 2.2 for band in ("stuffing", "echo", "negation", "injection")},
    "other_question_mean": 1.6,
    "other_question_max": 2.2,
}


def measured(part: Part) -> tuple[Figures, list[Marked]]:
    rows = list(labelled(part))
    start = time.perf_counter()
    marks = marked(rows)
    seconds = time.perf_counter() - start
    return {"answers": len(rows), **figures(marks), "answers_per_s": len(rows) / seconds}, marks


def line(name: str, value: float) -> str:
    if name in AT_LEAST:
        return row(name, value, f"at least {AT_LEAST[name]:g}", value >= AT_LEAST[name])
    if name in AT_MOST:
        return row(name, value, f"at most {AT_MOST[name]:g}", value <= AT_MOST[name])
    return row(name, value, "", True)


def row(name: str, value: float, wanted: str, is_met: bool) -> str:
    shown = "none" if math.isnan(value) else f"{value:.3f}"
    return f"{name:32} {shown:>8}  {wanted:16}{'' if is_met else 'MISSED'}".rstrip()


def sureness(one: Bin) -> str:
    """A line of the reliability table."""
    upper = one.low + 1 / BINS
    return (
        f"confidence {one.low:.1f} to {upper:.1f}: {one.grades:4} grades, mean "
        f"{one.confidence:.2f}, within half a point {one.right:.2f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="How good the grader is on labelled answers.")
    parser.add_argument("--held-out", action="store_true", help="the third kept from tuning")
    parser.add_argument("--saf", type=Path, metavar="FILE", help="also a set with SAF's fields")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    options = parser.parse_args()
    found, marks = measured("held_out" if options.held_out else "development")
    if options.saf:
        found |= saf.figures(options.saf)
    if options.json:
        print(json.dumps({"schema_version": 1, "figures": found}, indent=2))
    else:
        print("\n".join(line(name, value) for name, value in found.items()))
        print("\n".join(map(sureness, reliability(marks))))


if __name__ == "__main__":
    main()
