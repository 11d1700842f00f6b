"""`python -m evals.bench`: what starting, a turn and a session cost, in CPU time and bytes.

Each figure stands beside its limit. CPU time is read from the operating system, so a busy
machine disturbs it little; run it twice if a figure surprises.
"""

import asyncio
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from interviewer.content import Content
from interviewer.engines.offline import OfflineEngine
from interviewer.session import Store, begin

RUNS = 5
TURNS = 100
TICKS = os.sysconf("SC_CLK_TCK")
ANSWERS = (
    "First I would profile it with Nsight Systems to see where the time goes, because I expect "
    "it to be bound by memory bandwidth rather than by math. At batch one a 70B model in FP16 "
    "reads 140 GB per token, so 3.35 TB/s gives about 24 tokens a second, and I would check "
    "that against a measurement before I change anything.",
    "I don't know, but I would measure it: run it ten times, take the median and the spread.",
    "In my last project I changed the data layout myself, the step went from 31 to 25 ms, and "
    "since then I always look at the traffic first.",
)


@dataclass(frozen=True)
class Figure:
    what: str
    value: float
    limit: float
    unit: str

    def __str__(self) -> str:
        mark = "ok" if self.value <= self.limit else "OVER"
        return f"{self.what:<52} {self.value:8.3f} of {self.limit:g} {self.unit:<10} {mark}"


def cpu_seconds(*command: str) -> float:
    """The CPU time of a finished child process, its own children included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)


def median(measure: Callable[[], float]) -> float:
    return statistics.median(measure() for _ in range(RUNS))


def cpu_until(line_begins: str) -> float:
    """The CPU time that `interviewer chat` has used when a line of its output appears."""
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(
            [sys.executable, "-m", "interviewer", "chat", "--json", "--seed", "0"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"INTERVIEWER_DATA_DIR": folder},
        )
        assert process.stdout
        next(line for line in process.stdout if line.startswith(line_begins))
        user, system = Path(f"/proc/{process.pid}/stat").read_text().split()[13:15]
        process.kill()
        process.communicate()
        return (int(user) + int(system)) / TICKS


async def turns(folder: Path) -> tuple[list[float], int]:
    """CPU seconds of each of a hundred turns, and the bytes that a session of them keeps."""
    costs: list[float] = []
    sizes: list[int] = []
    store, content = Store(folder), Content()
    while len(costs) < TURNS:
        session = begin(store, content, OfflineEngine(), track="mle", level="staff", seed=len(sizes))
        before = len(costs)
        async with session:
            async for _ in session.advance():
                pass
            while waiting := session.open_question:
                answer = ANSWERS[len(costs) % len(ANSWERS)]
                start = time.process_time()
                async for _ in session.answer(to=waiting.question, text=answer, seconds=20):
                    pass
                costs.append(time.process_time() - start)
        kept = sum(path.stat().st_size for path in store.folder_of(session.id).iterdir())
        sizes.append(round(kept * TURNS / (len(costs) - before)))
    return costs, max(sizes)


def figures() -> list[Figure]:
    interviewer = (sys.executable, "-m", "interviewer")
    langgraph = median(lambda: cpu_seconds(sys.executable, "-c", "import langgraph.graph"))
    question = median(lambda: cpu_until('{"type": "asked"')) / langgraph
    with tempfile.TemporaryDirectory() as folder:
        costs, kept = asyncio.run(turns(Path(folder)))
    return [
        Figure("interviewer --help", median(lambda: cpu_seconds(*interviewer, "--help")), 0.3, "s CPU"),
        Figure("first words", median(lambda: cpu_until('{"type": "round_started"')), 0.6, "s CPU"),
        Figure("first question, beside importing langgraph.graph", question, 1.5, "x CPU"),
        Figure("a turn's engine and graph, median", 1e3 * statistics.median(costs), 25, "ms CPU"),
        Figure("files of a session of 100 turns", kept / 1e6, 1, "MB"),
    ]


if __name__ == "__main__":
    for figure in figures():
        print(figure)
