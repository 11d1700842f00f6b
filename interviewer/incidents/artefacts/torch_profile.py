"""The table of the PyTorch profiler over all steps of one rank, sorted by CUDA time."""

from collections.abc import Iterator
from dataclasses import dataclass

from interviewer.incidents.incident import Incident
from interviewer.incidents.timeline import Interval

NAME_WIDTH, WIDTH, MOST_NAME = 55, 12, 55
HEADS = (
    "Self CPU %",
    "Self CPU",
    "CPU total %",
    "CPU total",
    "CPU time avg",
    "Self CUDA",
    "Self CUDA %",
    "CUDA total",
    "CUDA time avg",
    "# of Calls",
)
# An operator's own host time beside the launch: dispatcher and autograd.
OPERATOR_SHARE = 0.7


@dataclass(frozen=True)
class Line:
    """An operator, kernel or copy: host and device seconds over all its calls.

    What an operator launched counts as its own device time too; the total counts it once.
    """

    name: str
    self_cpu_s: float
    cpu_s: float
    self_cuda_s: float
    cuda_s: float
    calls: int
    is_device: bool = False


def torch_profile(incident: Incident, rank: int) -> str:
    lines = sorted(all_lines(incident, rank), key=lambda line: -line.self_cuda_s)
    cpu_s = cpu_total_s(incident, lines)
    cuda_s = sum(line.self_cuda_s for line in lines if line.is_device)
    rule = "  ".join("-" * width for width in (NAME_WIDTH, *(WIDTH for _ in HEADS))) + "  "
    heads = "  ".join(["Name".rjust(NAME_WIDTH), *(h.rjust(WIDTH) for h in HEADS)]) + "  "
    steps = f"## {incident.timeline.steps} steps, rank {rank}"
    rows = [row(line, cpu_s, cuda_s) for line in lines]
    ends = [f"Self CPU time total: {shown(cpu_s)}", f"Self CUDA time total: {shown(cuda_s)}"]
    return "\n".join([steps, rule, heads, rule, *rows, rule, *ends])


def all_lines(incident: Incident, rank: int) -> Iterator[Line]:
    timeline = incident.timeline
    for label, name, spans in kernels(incident, rank):
        calls = sum(i.calls for i in spans)
        device_s = sum(i.seconds for i in spans)
        host_s = calls * incident.conditions.launch_s * (not incident.conditions.graphs)
        yield Line(label, host_s * OPERATOR_SHARE, host_s, device_s, device_s, calls)
        yield Line(name, 0.0, 0.0, device_s, device_s, calls, is_device=True)
    for doing, arrow in (("copy in", "HtoD ({} -> Device)"), ("copy out", "DtoH (Device -> {})")):
        spans = [i for i in timeline.by_rank[rank] if i.doing == doing]
        if spans:
            name, moved_s = f"Memcpy {arrow.format(spans[0].name)}", sum(i.seconds for i in spans)
            calls = sum(i.calls for i in spans)
            yield Line(name, 0.0, 0.0, moved_s, moved_s, calls, is_device=True)
    yield from waits(incident, rank)


def kernels(incident: Incident, rank: int) -> Iterator[tuple[str, str, list[Interval]]]:
    """Each kernel with its operator's label and its intervals."""
    intervals = list(incident.timeline.of(rank, "kernel", "collective"))
    labels = {k.name: k.label for k in incident.job.kernels}
    for name in dict.fromkeys(i.name for i in intervals):
        yield labels.get(name, "c10d::collective_"), name, [i for i in intervals if i.name == name]


WAITS = {
    "input": "enumerate(DataLoader)#_MultiProcessingDataLoaderIter.__next__",
    "sync": "aten::item",
    "tokenise": "tokenizer.encode",
    "compile": "Torch-Compiled Region: compile_inner",
    "checkpoint": "torch.save",
    "remote memory": "aten::pin_memory",
}


def waits(incident: Incident, rank: int) -> Iterator[Line]:
    """What the host did while it gave the GPU nothing."""
    for doing, name in WAITS.items():
        spans = [i for i in incident.timeline.by_rank[rank] if i.doing == doing]
        if spans:
            seconds = sum(i.seconds for i in spans)
            yield Line(name, seconds, seconds, 0.0, 0.0, sum(i.calls for i in spans))


def cpu_total_s(incident: Incident, lines: list[Line]) -> float:
    """The host's time: operators and waits, and the rest of the wall in synchronising."""
    return max(sum(line.cpu_s for line in lines), incident.timeline.wall_s)


def row(line: Line, cpu_s: float, cuda_s: float) -> str:
    cells = (
        f"{100 * line.self_cpu_s / cpu_s:.2f}%",
        shown(line.self_cpu_s),
        f"{100 * line.cpu_s / cpu_s:.2f}%",
        shown(line.cpu_s),
        shown(line.cpu_s / line.calls),
        shown(line.self_cuda_s),
        f"{100 * line.self_cuda_s / cuda_s:.2f}%",
        shown(line.cuda_s),
        shown(line.cuda_s / line.calls),
        str(line.calls),
    )
    name = line.name if len(line.name) <= MOST_NAME else line.name[: MOST_NAME - 3] + "..."
    return "  ".join([name.rjust(NAME_WIDTH), *(cell.rjust(WIDTH) for cell in cells)]) + "  "


def shown(seconds: float) -> str:
    """As the profiler formats times: us below a millisecond, then ms, then s."""
    if seconds >= 1:
        return f"{seconds:.3f}s"
    return f"{seconds * 1e3:.3f}ms" if seconds >= 1e-3 else f"{seconds * 1e6:.3f}us"
