"""Answers rewritten so that a fair score stays, cannot fall, or cannot rise."""

from collections.abc import Mapping, Sequence
from functools import cache

from evals.grading_set import HONEST, Labelled, labelled, submission
from evals.rewrites import FAIRNESS, REWRITES, Direction
from evals.suites.graded import question, score
from evals.suites.suite import Failure, Figures, Outcome, largest, mean

# A half of a band's half; what moves a score by less changes nobody's vote.
MOST_MOVED = 0.25


class Metamorphic:
    name = "metamorphic"
    about = "the same answer in other words, by other people, with a fact more"

    def cases(self) -> Sequence[str]:
        return [f"{name}: {id_}" for name in REWRITES for id_ in rows()]

    def run(self, case: str, engine: str) -> Outcome:
        name, _, id_ = case.partition(": ")
        row, (direction, rewrite) = rows()[id_], REWRITES[name]
        handed_in = submission(row)
        rewritten = rewrite(row.answer, question(handed_in))
        if rewritten == row.answer:
            return Outcome()
        before = score(handed_in, row.answer, engine)
        after = score(handed_in, rewritten, engine)
        failures = tuple(faults(direction, after - before, name))
        return Outcome(failures, {name: after - before}, f"{rewritten}\n\n{before} → {after}")

    def figures(self, outcomes: Mapping[str, Outcome]) -> Figures:
        moved = {name: shifts(outcomes, name) for name in REWRITES}
        found: Figures = {}
        for name, (direction, _) in REWRITES.items():
            found[f"{name}: holds"] = mean(not faults(direction, by, name) for by in moved[name])
        found["who speaks: most that a score moved"] = largest(
            abs(by) for name in FAIRNESS for by in moved[name]
        )
        return found


def shifts(outcomes: Mapping[str, Outcome], name: str) -> list[float]:
    return [o.measures[name] for o in outcomes.values() if name in o.measures]


def faults(direction: Direction, moved: float, name: str) -> list[Failure]:
    most = 0.0 if name in FAIRNESS else MOST_MOVED
    got = f"the score moves by {moved:+.2f}"
    if direction == "same" and abs(moved) > most:
        return [Failure(f"{name}: moves by at most {most}", got)]
    if direction == "not lower" and moved < 0:
        return [Failure(f"{name}: never lowers", got)]
    if direction == "not higher" and moved > 0:
        return [Failure(f"{name}: never raises", got)]
    return []


@cache
def rows() -> dict[str, Labelled]:
    return {row.id: row for row in labelled("held_out") if row.band in HONEST}
