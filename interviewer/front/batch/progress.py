"""How far a run is: a bar with rate and time left on a terminal, nothing off it."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Told = Callable[[int], None]
LINE_EVERY_SECONDS = 10.0


def nothing(_done: int) -> None:
    """Off a terminal nobody watches."""


@contextmanager
def progress(total: int, *, plain: bool, wanted: bool) -> Iterator[Told]:
    """What is to be told how many rows were just done."""
    if not (wanted and sys.stderr.isatty()):
        yield nothing
    elif plain:
        yield Lines(total).told
    else:
        with bar(total) as told:
            yield told


@contextmanager
def bar(total: int) -> Iterator[Told]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.progress import TimeRemainingColumn as TimeLeft

    columns = (
        TextColumn("Grading"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeLeft(compact=True),
        TextColumn("left"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("", total=total, rate="")
        started = time.monotonic()

        def told(done: int) -> None:
            so_far = shown.tasks[0].completed + done
            shown.update(task, advance=done, rate=rate(so_far, time.monotonic() - started))

        yield told


class Lines:
    """A line now and then, for plain terminals and screen readers."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.done = 0
        self.started = self.last = time.monotonic()

    def told(self, done: int) -> None:
        self.done += done
        now = time.monotonic()
        if now - self.last >= LINE_EVERY_SECONDS:
            self.last = now
            print(self.line(now - self.started), file=sys.stderr)

    def line(self, elapsed_s: float) -> str:
        left_s = elapsed_s / self.done * (self.total - self.done)
        return f"{self.done} of {self.total}, {rate(self.done, elapsed_s)}, {spoken(left_s)} left"


def rate(done: float, elapsed_s: float) -> str:
    return f"{done / elapsed_s:.1f} a second" if elapsed_s > 0 else ""


def spoken(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes else f"{seconds:.0f} s"
