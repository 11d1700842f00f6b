"""Statements with numbers, judged by the fact-checker."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from evals import claims_report
from evals.claims_report import NOT_CLAIMS, Count, Tally, count, rows
from evals.suites.suite import Failure, Figure, Figures, Outcome
from interviewer.checking.claims import check

FILES = ("held_out.jsonl", NOT_CLAIMS)
KINDS = ("wrong_precision", "wrong_recall", "right_recognised", "slips")


class Claims:
    name = "claims"
    about = (
        "numbers in statements, on which the rules were tuned after a first run; what first runs "
        "on unseen batches gave stands in evals/claims/README.md"
    )

    def cases(self) -> Sequence[str]:
        return [*statements()]

    def run(self, case: str, engine: str) -> Outcome:
        row = statements()[case]
        if case in stories():
            found = check(row["text"], row.get("context", ""))
            failures = tuple(Failure("no verdict", f"{c.text!r} is {c.verdict}") for c in found)
            return Outcome(failures, {"silent": not found}, row["text"])
        tally = Tally()
        count(row, tally)
        failures = tuple(Failure("as labelled", miss.strip()) for miss in tally.misses)
        counts = {kind: getattr(tally, kind) for kind in KINDS}
        measures = {kind: [found.hits, found.of] for kind, found in counts.items()}
        return Outcome(failures, measures, row["text"])

    def figures(self, outcomes: Mapping[str, Outcome]) -> Figures:
        measures = [outcome.measures for outcome in outcomes.values()]
        silent = [m["silent"] for m in measures if "silent" in m]
        found = {kind: total([m[kind] for m in measures if kind in m]) for kind in KINDS}
        return {
            "precision of wrong": found["wrong_precision"],
            "recall of wrong": found["wrong_recall"],
            "right recognised": found["right_recognised"],
            "slip among first two": found["slips"],
            "stories left alone": share(Count(sum(silent), len(silent))),
        }


def total(counts: Sequence[Sequence[int]]) -> Figure:
    return share(Count(sum(hits for hits, _ in counts), sum(of for _, of in counts)))


def share(found: Count) -> Figure:
    if not found.of:
        return Figure(float("nan"), 0)
    interval = claims_report.wilson(found.hits, found.of)
    return Figure(found.hits / found.of, found.of, interval)


@cache
def stories() -> frozenset[str]:
    """Sentences with numbers of which none may be judged."""
    return frozenset(row["id"] for row in rows(claims_report.FOLDER / NOT_CLAIMS))


@cache
def statements() -> dict[str, dict[str, Any]]:
    return {row["id"]: row for name in FILES for row in rows(claims_report.FOLDER / name)}
