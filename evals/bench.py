"""`python -m evals.bench`: what starting, a turn and a session cost, in CPU time and bytes.

Each figure stands beside its limit. CPU time is read from the operating system, so a busy
machine disturbs it little; run it twice if a figure surprises.
"""

import asyncio
import dataclasses
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from evals import batch_bench
from evals.retrieval_report import queries
from interviewer.content import Content
from interviewer.engines.offline import OfflineEngine
from interviewer.guide.chunks import Chunk
from interviewer.guide.index import Index
from interviewer.guide.search import Search
from interviewer.session import Store, begin
from tools import catalogue

INTERVIEWER = (sys.executable, "-m", "interviewer")
NEEDED_BY_A_SEARCH = "import chromadb; from interviewer.guide.embedding import minilm; minilm()"
DOCUMENTS, CHUNKS_EACH = 5, 200
RUNS = 5
TURNS = 100
CALCULATIONS = 10_000
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
        session = begin(
            store, content, OfflineEngine(), track="mle", level="staff", seed=len(sizes)
        )
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


def tools_import() -> float:
    """What importing all calculators adds to starting Python, in CPU seconds."""
    bare = median(lambda: cpu_seconds(sys.executable, "-c", "pass"))
    loaded = median(lambda: cpu_seconds(sys.executable, "-c", "import tools.catalogue"))
    return max(loaded - bare, 0)


def calculations() -> float:
    """CPU seconds of running the examples of all calculators in turn, 10,000 in all."""
    examples = [(name, catalogue.get(name).example) for name in catalogue.names()]
    start = time.process_time()
    for name, inputs in islice(cycle(examples), CALCULATIONS):
        catalogue.call(name, inputs)
    return time.process_time() - start


def search_cpu_seconds(index: Index) -> list[float]:
    """CPU seconds of a search for each query of the retrieval evals, sorted."""
    search = Search(index)
    search.find("loads the model and the worde")
    costs: list[float] = []
    for query in queries("queries.jsonl"):
        start = time.process_time()
        search.find(query.query)
        costs.append(time.process_time() - start)
    return sorted(costs)


def with_documents(index: Index) -> float:
    """Takes in a thousand chunks of made-up documents; CPU seconds of both cores for each."""
    texts = [
        chunk for passage in index.ledger.parents("guide") for chunk in texts_of(index, passage)
    ]
    for document in range(DOCUMENTS):
        name = f"document-{document}"
        chosen = random.Random(document).sample(texts, CHUNKS_EACH)
        index.replace(name, [of_document(name, n, chunk) for n, chunk in enumerate(chosen)])
    start = time.process_time()
    stored = index.refresh()
    return (time.process_time() - start) / stored


def texts_of(index: Index, passage: str) -> list[Chunk]:
    return [chunk for chunk in index.ledger.of_parent(passage) if chunk.part == "text"]


def of_document(name: str, number: int, chunk: Chunk) -> Chunk:
    words = chunk.text.split()
    random.Random(f"{name}{number}").shuffle(words)
    return dataclasses.replace(
        chunk,
        id=f"{name}#{number}",
        parent=name,
        origin="document",
        text=" ".join(words),
        status="own",
        tags=(),
    )


def guide_figures() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["INTERVIEWER_DATA_DIR"] = folder
        index = Index(Path(folder) / "guide")
        index.refresh()
        needed = median(lambda: cpu_seconds(sys.executable, "-c", NEEDED_BY_A_SEARCH))
        first = median(lambda: cpu_seconds(*INTERVIEWER, "guide", "search", "what is a warp"))
        costs = search_cpu_seconds(index)
        each = with_documents(index)
        index.ledger.close()
    return [
        Figure("first search, beside importing chromadb and MiniLM", first / needed, 1.5, "x CPU"),
        Figure("a search, 95th percentile", 1e3 * costs[len(costs) * 95 // 100], 40, "ms CPU"),
        Figure("indexing a chunk (60 a second on 2 cores)", 1e3 * each, 2e3 / 60, "ms CPU"),
    ]


def figures() -> list[Figure]:
    langgraph = median(lambda: cpu_seconds(sys.executable, "-c", "import langgraph.graph"))
    question = median(lambda: cpu_until('{"type": "asked"')) / langgraph
    with tempfile.TemporaryDirectory() as folder:
        costs, kept = asyncio.run(turns(Path(folder)))
    return [
        Figure(
            "interviewer --help", median(lambda: cpu_seconds(*INTERVIEWER, "--help")), 0.3, "s CPU"
        ),
        Figure("import tools", 1e3 * tools_import(), 60, "ms CPU"),
        Figure("10,000 mixed calculations", median(calculations), 1, "s CPU"),
        Figure("first words", median(lambda: cpu_until('{"type": "round_started"')), 0.6, "s CPU"),
        Figure("first question, beside importing langgraph.graph", question, 1.5, "x CPU"),
        Figure("a turn's engine and graph, median", 1e3 * statistics.median(costs), 25, "ms CPU"),
        Figure("files of a session of 100 turns", kept / 1e6, 1, "MB"),
    ]


def batch_figures() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        cpu_s = batch_bench.cpu_s_per_answer(Path(folder))
        growth = batch_bench.growth(Path(folder))
    return [
        # Twenty a second on two cores.
        Figure("grading an answer of 120 words", 1e3 * cpu_s, 100, "ms CPU"),
        Figure("memory for 20,000 rows, beside 1,000", growth, 1.3, "x"),
    ]


if __name__ == "__main__":
    for figure in [*figures(), *guide_figures(), *batch_figures()]:
        print(figure)
