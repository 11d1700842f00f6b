"""The loop: rows in, graded by several processes, kept in the ledger in the order of the rows."""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing import get_context

from interviewer.errors import InterviewerError
from interviewer.front.batch import work
from interviewer.front.batch.cells import BadRow, submission
from interviewer.front.batch.examples import Examples
from interviewer.front.batch.ledger import Dead, Graded, Ledger
from interviewer.front.batch.rows import Row, Table
from interviewer.front.batch.schemes import Schemes
from interviewer.front.batch.work import Task, Terms
from interviewer.grading.records import Submission

ROWS_A_TASK = 8
# Enough that no process waits while results are kept in order; few enough that memory stays flat.
TASKS_AHEAD_PER_WORKER = 4
# Below this a second process costs more to start than it saves.
FEWEST_ROWS_FOR_PROCESSES = 40
Result = Graded | Dead


@dataclass(frozen=True)
class Run:
    """One pass over a table. `limit` counts rows; `told` hears how many rows are done."""

    table: Table
    ledger: Ledger
    terms: Terms
    examples: Examples = field(default_factory=Examples)
    schemes: Schemes = field(default_factory=Schemes)
    limit: int | None = None
    workers: int | None = None
    told: Callable[[int], None] = lambda _: None

    def rows(self) -> Iterator[Row]:
        return islice(self.table.rows(), self.limit)

    def count(self) -> tuple[int, int]:
        """How many rows there are, and the number of the last. Reads the whole input once,
        so that what makes it unreadable is said before an hour of grading, not after."""
        rows, last = 0, 0
        for row in self.rows():
            rows, last = rows + 1, row.number
        return rows, last

    def results(self, rows: int) -> Iterator[Result]:
        """New results in the order of the rows, each once it is kept in the ledger."""
        batches = self.batches()
        for results in self.graded(batches, self.processes(rows)):
            self.ledger.keep(results)
            self.told(len(results))
            yield from results

    def processes(self, rows: int) -> int:
        if self.terms.models:
            return 1
        if rows < FEWEST_ROWS_FOR_PROCESSES and self.workers is None:
            return 1
        return self.workers or cores()

    def batches(self) -> Iterator[list[Task | Dead]]:
        """The rows that are not done yet, a few at a time."""
        waiting = (one for one in map(self.read, self.rows()) if one is not None)
        while batch := list[Task | Dead](islice(waiting, ROWS_A_TASK)):
            yield batch

    def read(self, row: Row) -> Task | Dead | None:
        """What is to be done about a row; None if that was done before."""
        if self.ledger.is_done(row.number):
            self.told(1)
            return None
        try:
            return Task(row.number, self.submitted(row))
        except BadRow as reason:
            id_ = row.values.get("id")
            return Dead(row.number, None if id_ is None else str(id_), str(reason), row.raw)

    def submitted(self, row: Row) -> Submission:
        if row.fault:
            raise BadRow(row.fault)
        one = submission(row.values, row.default_id)
        owner = self.ledger.claim(one.id, row.number)
        if owner != row.number:
            raise BadRow(
                f"its id {one.id!r} stands in row {owner} too; make ids unique, or leave the "
                "column out with --map id="
            )
        return self.examples.joined(self.schemes.joined(one))

    def graded(
        self, batches: Iterator[list[Task | Dead]], processes: int
    ) -> Iterator[list[Result]]:
        if processes == 1:
            for batch in batches:
                yield merged(batch, work.graded(tasks_of(batch), self.terms))
            return
        with ProcessPoolExecutor(
            processes, mp_context=get_context("spawn"), initializer=work.end_with_parent
        ) as pool:
            try:
                yield from self.spread(batches, pool, processes * TASKS_AHEAD_PER_WORKER)
            except BrokenProcessPool:
                raise InterviewerError(
                    "a grading process died, perhaps for want of memory; run the same command "
                    "again, it goes on where this stopped, with fewer --workers"
                ) from None
            finally:
                pool.shutdown(wait=False, cancel_futures=True)

    def spread(
        self, batches: Iterator[list[Task | Dead]], pool: Executor, most_ahead: int
    ) -> Iterator[list[Result]]:
        """Results in the order of the batches, whoever is done first."""
        ahead: deque[tuple[list[Task | Dead], Future[list[Result]]]] = deque()
        for batch in batches:
            with uninterrupted():
                result = pool.submit(work.graded, tasks_of(batch), self.terms)
            ahead.append((batch, result))
            if len(ahead) >= most_ahead:
                yield finished(*ahead.popleft())
        while ahead:
            yield finished(*ahead.popleft())


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Ctrl-C reaches all processes of a terminal, and only the one that keeps the ledger is to
    heed it: processes started within are born deaf to it, and it waits here until the end."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def cores() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def tasks_of(batch: Sequence[Task | Dead]) -> list[Task]:
    return [one for one in batch if isinstance(one, Task)]


def finished(batch: Sequence[Task | Dead], result: Future[list[Result]]) -> list[Result]:
    return merged(batch, result.result())


def merged(batch: Sequence[Task | Dead], graded: Sequence[Result]) -> list[Result]:
    """Dead letters back among the grades, by row."""
    dead = [one for one in batch if isinstance(one, Dead)]
    return sorted([*dead, *graded], key=lambda one: one.row)
