"""`nsys stats`: summaries of kernels, of the CUDA API and of memory operations on one rank."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import sqrt

from interviewer.incidents.incident import Incident
from interviewer.incidents.timeline import Interval

NS = 1e9
LONGEST_NAME = 100
# What one call costs the host beside what it waits for.
LAUNCH_CALL_S, COPY_CALL_S = 4.1e-6, 6.2e-6
Column = tuple[str, list[str]]


@dataclass(frozen=True)
class Row:
    """One name with `count` calls of some lengths; each span's calls are equally long."""

    name: str
    spans: tuple[tuple[float, int], ...]

    @cached_property
    def count(self) -> int:
        return sum(count for _, count in self.spans)

    @cached_property
    def total_ns(self) -> int:
        return round(sum(seconds for seconds, _ in self.spans) * NS)

    @cached_property
    def mean_ns(self) -> float:
        return self.total_ns / self.count

    @cached_property
    def each_ns(self) -> list[tuple[float, int]]:
        return sorted((seconds / count * NS, count) for seconds, count in self.spans)

    @property
    def median_ns(self) -> float:
        seen = 0
        for each, count in self.each_ns:
            seen += count
            if 2 * seen >= self.count:
                return each
        return 0.0

    @property
    def deviation_ns(self) -> float:
        mean = self.mean_ns
        squares = sum(count * (each - mean) ** 2 for each, count in self.each_ns)
        return sqrt(squares / max(self.count - 1, 1))


def kernel_summary(incident: Incident, rank: int) -> str:
    kernels = incident.timeline.of(rank, "kernel", "collective")
    title = " ** CUDA GPU Kernel Summary (cuda_gpu_kern_sum):"
    return "\n".join([title, "", *table(grouped(kernels), "Instances", "Name")])


def memory_summary(incident: Incident, rank: int) -> str:
    """By time, then by size; pageable copies are told from pinned ones by the profiler's table."""
    by_time = copies(incident, rank)
    title = " ** CUDA GPU MemOps Summary (by Time) (cuda_gpu_mem_time_sum):"
    sizes = " ** CUDA GPU MemOps Summary (by Size) (cuda_gpu_mem_size_sum):"
    times = table(by_time, "Count", "Operation")
    return "\n".join([title, "", *times, "", sizes, "", *size_table(incident, rank)])


def copies(incident: Incident, rank: int) -> list[Row]:
    directions = (("copy in", "Host-to-Device"), ("copy out", "Device-to-Host"))
    found = []
    for doing, direction in directions:
        spans = [i for i in incident.timeline.by_rank[rank] if i.doing == doing]
        if spans:
            name = f"[CUDA memcpy {direction}]"
            found.append(Row(name, tuple((i.seconds, i.calls) for i in spans)))
    return sorted(found, key=lambda row: -row.total_ns)


def size_table(incident: Incident, rank: int) -> list[str]:
    rows = []
    for doing, direction in (("copy in", "Host-to-Device"), ("copy out", "Device-to-Host")):
        spans = [i for i in incident.timeline.by_rank[rank] if i.doing == doing]
        if spans:
            total = sum(i.bytes for i in spans) / 1e6
            each = sorted(i.bytes / i.calls / 1e6 for i in spans)
            count = sum(i.calls for i in spans)
            figures = [total, count, total / count, each[len(each) // 2], each[0], each[-1], 0.0]
            rows.append((figures, f"[CUDA memcpy {direction}]"))
    columns: list[Column] = [
        ("Total (MB)", [f"{f[0]:,.3f}" for f, _ in rows]),
        ("Count", [f"{f[1]:,.0f}" for f, _ in rows]),
        ("Avg (MB)", [f"{f[2]:,.3f}" for f, _ in rows]),
        ("Med (MB)", [f"{f[3]:,.3f}" for f, _ in rows]),
        ("Min (MB)", [f"{f[4]:,.3f}" for f, _ in rows]),
        ("Max (MB)", [f"{f[5]:,.3f}" for f, _ in rows]),
        ("StdDev (MB)", [f"{f[6]:,.3f}" for f, _ in rows]),
    ]
    return laid_out(columns, "Operation", [name for _, name in rows])


def api_summary(incident: Incident, rank: int) -> str:
    title = " ** CUDA API Summary (cuda_api_sum):"
    return "\n".join([title, "", *table(calls(incident, rank), "Num Calls", "Name")])


def calls(incident: Incident, rank: int) -> list[Row]:
    """What the host spent in the CUDA API: launches, copies, waits."""
    timeline, held = incident.timeline, incident.conditions
    kernels = list(timeline.of(rank, "kernel"))
    copied = list(timeline.of(rank, "copy in"))
    rows = [waiting(incident, rank)]
    if held.graphs:
        replays = timeline.steps
        rows.append(Row("cudaGraphLaunch_v10000", ((replays * 38e-6, replays),)))
    else:
        launches = tuple((i.calls * LAUNCH_CALL_S * drift(i), i.calls) for i in kernels)
        rows.append(Row("cudaLaunchKernel", launches))
    blocking = [(i.seconds if held.pageable else COPY_CALL_S, i.calls) for i in copied]
    rows.append(Row("cudaMemcpyAsync", tuple(blocking)))
    return sorted(rows, key=lambda row: -row.total_ns)


def waiting(incident: Incident, rank: int) -> Row:
    """The host's wait for the GPU: once a step, or at each value that it reads."""
    timeline, held = incident.timeline, incident.conditions
    spans = []
    for step, seconds in enumerate(timeline.step_seconds):
        mine = [i for i in timeline.by_rank[rank] if i.step == step]
        issued_s = sum(i.calls for i in mine if i.doing == "kernel") * held.launch_s
        host_s = sum(i.seconds for i in mine if i.lane == "host" and i.doing != "sync")
        copied_s = sum(i.seconds for i in mine if i.doing == "copy in") * held.pageable
        spans.append((max(seconds - issued_s - host_s - copied_s, 2e-6), held.syncs + 1))
    name = "cudaStreamSynchronize" if held.syncs else "cudaDeviceSynchronize"
    return Row(name, tuple(spans))


def drift(interval: Interval) -> float:
    """Calls differ a little from step to step."""
    return 1 + 0.03 * ((interval.step * 7) % 5 - 2) / 2


def grouped(intervals: Iterable[Interval]) -> list[Row]:
    by_name: dict[str, list[tuple[float, int]]] = {}
    for interval in intervals:
        by_name.setdefault(interval.name, []).append((interval.seconds, interval.calls))
    rows = [Row(name, tuple(spans)) for name, spans in by_name.items()]
    return sorted(rows, key=lambda row: -row.total_ns)


def table(rows: Sequence[Row], counted: str, named: str) -> list[str]:
    total = sum(row.total_ns for row in rows)
    columns: list[Column] = [
        ("Time (%)", [f"{100 * row.total_ns / total:.1f}" for row in rows]),
        ("Total Time (ns)", [f"{row.total_ns:,}" for row in rows]),
        (counted, [f"{row.count:,}" for row in rows]),
        ("Avg (ns)", [f"{row.mean_ns:,.1f}" for row in rows]),
        ("Med (ns)", [f"{row.median_ns:,.1f}" for row in rows]),
        ("Min (ns)", [f"{row.each_ns[0][0]:,.0f}" for row in rows]),
        ("Max (ns)", [f"{row.each_ns[-1][0]:,.0f}" for row in rows]),
        ("StdDev (ns)", [f"{row.deviation_ns:,.1f}" for row in rows]),
    ]
    return laid_out(columns, named, [shortened(row.name) for row in rows])


def laid_out(columns: Sequence[Column], named: str, names: Sequence[str]) -> list[str]:
    """As nsys aligns: heads over the middle, numbers to the right, a rule under each."""
    widths = [max(len(head), *map(len, values)) for head, values in columns]
    last = max(len(named), *map(len, names))
    heads = [head.center(w) for (head, _), w in zip(columns, widths, strict=True)]
    lines = ["  ".join([*heads, named.center(last)])]
    lines.append("  ".join([*("-" * w for w in widths), "-" * last]))
    for index, name in enumerate(names):
        cells = (values[index].rjust(w) for (_, values), w in zip(columns, widths, strict=True))
        lines.append("  ".join([*cells, name.ljust(last)]))
    return [f" {line}" for line in lines]


def shortened(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"
