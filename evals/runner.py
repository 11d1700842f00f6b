"""Runs suites case by case in several processes, and keeps every outcome at once."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context

from evals.cache import Cache
from evals.suites.answers import Answers
from evals.suites.attacks import Attacks
from evals.suites.claims import Claims
from evals.suites.interviews import Interviews
from evals.suites.metamorphic import Metamorphic
from evals.suites.retrieval import Retrieval
from evals.suites.suite import Figures, Outcome, Suite

SUITES: dict[str, Suite] = {
    suite.name: suite
    for suite in (Interviews(), Claims(), Answers(), Attacks(), Metamorphic(), Retrieval())
}
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Result:
    """One suite, whole, with one engine."""

    suite: str
    engine: str
    figures: Figures
    outcomes: Mapping[str, Outcome]

    @property
    def failed(self) -> dict[str, Outcome]:
        return {case: outcome for case, outcome in self.outcomes.items() if outcome.failures}


def run(
    names: Sequence[str], engine: str, jobs: int | None, progress: Progress
) -> Iterator[Result]:
    """Each suite in turn; what the cache holds of this version is not measured again."""
    with ProcessPoolExecutor(jobs or os.cpu_count(), mp_context=get_context("spawn")) as pool:
        for name in names:
            yield measured(name, engine, pool, progress)


def measured(name: str, engine: str, pool: ProcessPoolExecutor, progress: Progress) -> Result:
    suite, cache = SUITES[name], Cache(name, engine)
    cases = suite.cases()
    todo = [case for case in cases if case not in cache.known]
    running = {pool.submit(outcome_of, name, case, engine): case for case in todo}
    for done, (case, outcome) in enumerate(finished(running), len(cases) - len(todo) + 1):
        cache.keep(case, outcome)
        progress(name, done, len(cases))
    outcomes = {case: cache.known[case] for case in cases}
    return Result(name, engine, suite.figures(outcomes), outcomes)


def finished(running: Mapping[Future[Outcome], str]) -> Iterator[tuple[str, Outcome]]:
    yield from ((running[future], future.result()) for future in as_completed(running))


def outcome_of(name: str, case: str, engine: str) -> Outcome:
    """Runs in a process of the pool, which finds suite and engine by their names."""
    return SUITES[name].run(case, engine)
