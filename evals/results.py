"""Results as a table, as JSON, and as the committed page evals/RESULTS.md."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from evals.runner import SUITES, Result
from evals.thresholds import thresholds

SCHEMA_VERSION = 1
PATH = Path(__file__).parent / "RESULTS.md"
MOST_LISTED = 12
HEAD = """\
# Results

How far the offline engine can be trusted, measured by `python -m evals --results`; a test holds
this page to what the suites find today. Intervals are at 95%. What failed is listed, not hidden.
"""


def table(result: Result) -> str:
    """For a terminal."""
    lines = [f"{result.suite}: {SUITES[result.suite].about}"]
    for name, figure in result.figures.items():
        bound = thresholds(result.suite).get(name)
        is_missed = bound is not None and not bound.is_met(figure.value)
        words = f"{bound or ''}{'  MISSED' if is_missed else ''}"
        lines.append(f"  {name:42} {figure!s:24} of {figure.of:<5} {words}".rstrip())
    lines += [f"  failed: {case}" for case in [*result.failed][:MOST_LISTED]]
    if (more := len(result.failed) - MOST_LISTED) > 0:
        lines.append(f"  and {more} more; --html FILE shows each side by side")
    return "\n".join(lines)


def compared(one: Result, other: Result) -> str:
    """Two engines on one suite, figure by figure."""
    lines = [f"{one.suite}: {one.engine} and {other.engine}"]
    for name, figure in one.figures.items():
        beside = other.figures.get(name, "none")
        lines.append(f"  {name:42} {figure!s:24} {beside!s}")
    return "\n".join(lines)


def as_json(results: Sequence[Result]) -> dict[str, Any]:
    return {
        "schema_version": SCHEMA_VERSION,
        "suites": [
            {
                "name": result.suite,
                "engine": result.engine,
                "figures": {name: asdict(figure) for name, figure in result.figures.items()},
                "failed": {case: asdict(outcome) for case, outcome in result.failed.items()},
            }
            for result in results
        ],
    }


def markdown(results: Sequence[Result]) -> str:
    return "\n".join([HEAD, *(line for result in results for line in section(result))])


def section(result: Result) -> Iterator[str]:
    yield f"## {result.suite.capitalize()}\n"
    yield f"{SUITES[result.suite].about.capitalize()}. {len(result.outcomes)} cases.\n"
    yield "| figure | value | of | must be |"
    yield "|---|---|---|---|"
    for name, figure in result.figures.items():
        bound = thresholds(result.suite).get(name)
        yield f"| {name} | {figure} | {figure.of} | {bound or ''} |"
    yield ""
    if result.failed:
        yield f"Not as it should be ({len(result.failed)}): {listed(result)}.\n"


def listed(result: Result) -> str:
    names = [f"`{case}`" for case in result.failed]
    more = f" and {len(names) - MOST_LISTED} more" if len(names) > MOST_LISTED else ""
    return ", ".join(names[:MOST_LISTED]) + more
