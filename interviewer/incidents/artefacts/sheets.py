"""All that can be shown of an incident: which texts there are, and how people ask for them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from interviewer.incidents.artefacts import host, logs, memory, nccl, ncu, nsys, stacks, topology
from interviewer.incidents.artefacts.dcgm import dcgm
from interviewer.incidents.artefacts.dmon import dmon
from interviewer.incidents.artefacts.ptxas import ptxas
from interviewer.incidents.artefacts.smi import smi
from interviewer.incidents.artefacts.smi_query import smi_query
from interviewer.incidents.artefacts.torch_profile import torch_profile
from interviewer.incidents.incident import Incident
from interviewer.questions import Artefact

Where = Callable[[Incident], bool]
Text = Callable[[Incident], str]


@dataclass(frozen=True)
class Sheet:
    """One text of one tool; `asked_as` are the words that ask for it, longest meaning first."""

    id: str
    title: str
    asked_as: tuple[str, ...]
    text: Text
    exists: Where

    def artefact(self, incident: Incident) -> Artefact:
        text = self.text(incident)
        return Artefact(id=self.id, title=self.title, asked_as=self.asked_as, text=text)


def everywhere(_: Incident) -> bool:
    return True


def on_server(incident: Incident) -> bool:
    return not incident.job.machine.is_jetson


def on_jetson(incident: Incident) -> bool:
    return incident.job.machine.is_jetson


def with_peers(incident: Incident) -> bool:
    return incident.job.machine.local_gpus > 1


def with_loader(incident: Incident) -> bool:
    return not incident.job.workload.is_serving


def serving(incident: Incident) -> bool:
    return incident.job.workload.is_serving


def recommending(incident: Incident) -> bool:
    return incident.job.workload.id == "recommender"


def of_rank(text: Callable[[Incident, int], str]) -> Text:
    """A text about the rank that stands for the job: the one hit, where one is."""

    def shown(incident: Incident) -> str:
        held = incident.conditions
        slow = held.throttled_ranks or held.remote_ranks
        rank = held.affects_one_rank if held.affects_one_rank is not None else None
        return text(incident, rank if rank is not None else slow[0] if slow else 0)

    return shown


SHEETS: tuple[Sheet, ...] = (
    Sheet("smi", "nvidia-smi",
          ("nvidia-smi table", "nvidia-smi", "nvidia smi", "smi", "gpu processes", "process list",
           "processes on the gpu", "processes", "gpu memory", "memory usage"), smi, on_server),
    Sheet("smi-q", "nvidia-smi -q, under load",
          ("nvidia-smi -q", "nvidia smi -q", "smi -q", "smi q", "smi query", "clocks event reasons",
           "throttle reasons", "throttling reasons", "throttling", "throttled", "link width",
           "pcie link", "pcie generation", "ecc errors", "ecc counters", "remapped rows",
           "power limit"), smi_query, on_server),
    Sheet("dmon", "nvidia-smi dmon",
          ("nvidia-smi dmon", "nvidia smi dmon", "dmon", "device monitor",
           "utilisation over time", "utilization over time", "clocks and temperature", "clocks",
           "temperatures", "temperature", "temps", "temp", "utilisation", "utilization",
           "gpu util", "power draw", "power usage", "power consumption"), dmon, on_server),
    Sheet("tegrastats", "tegrastats",
          ("tegrastats", "tegra stats", "jtop", "dmon", "nvidia-smi", "nvidia smi", "temperatures",
           "temperature", "temps", "temp", "clocks", "power mode", "nvpmodel",
           "power draw", "utilisation", "utilization"), host.tegrastats, on_jetson),
    Sheet("topo", "nvidia-smi topo -m",
          ("nvidia-smi topo", "topo -m", "topo", "topology"), topology.topology, on_server),
    Sheet("affinity", "CPU affinity of the processes",
          ("cpu affinity", "process affinity", "affinity", "taskset", "numactl", "numa binding",
           "core binding"), topology.affinity, on_server),
    Sheet("nsys-kernels", "nsys stats: kernel summary",
          ("nsys kernel summary", "kernel summary", "nsys kernels", "kernel times",
           "cuda_gpu_kern_sum", "nsys stats", "nsys profile", "nsight systems", "nsight", "nsys",
           "kernels"), of_rank(nsys.kernel_summary), everywhere),
    Sheet("nsys-api", "nsys stats: CUDA API summary",
          ("cuda api summary", "api summary", "nsys api", "cuda_api_sum", "cuda api", "api calls",
           "launch times"), of_rank(nsys.api_summary), everywhere),
    Sheet("nsys-memory", "nsys stats: memory operations",
          ("nsys memory summary", "memory operations", "memops", "memory summary of nsys", "memcpy",
           "cuda_gpu_mem", "nsys memory", "copies", "transfers"),
          of_rank(nsys.memory_summary), everywhere),
    Sheet("ncu", "ncu --set detailed",
          ("nsight compute", "ncu", "roofline", "occupancy", "speed of light", "dram throughput"),
          of_rank(ncu.ncu), everywhere),
    Sheet("ptxas", "ptxas -v of the hand-written kernel",
          ("ptxas", "register count", "registers per thread", "nvcc -v", "compile output"),
          ptxas, everywhere),
    Sheet("torch-profile", "PyTorch profiler",
          ("pytorch profiler", "torch profiler", "torch profile", "pytorch profile",
           "profiler table", "profiler", "profile", "profiling"),
          of_rank(torch_profile), everywhere),
    Sheet("stacks", "py-spy, folded stacks of the main thread",
          ("flame graph", "flamegraph", "folded stacks", "py-spy", "pyspy", "stacks",
           "stack samples", "cpu profile", "host profile"), of_rank(stacks.folded), everywhere),
    Sheet("speedscope", "py-spy for speedscope",
          ("speedscope",), of_rank(stacks.speedscope), everywhere),
    Sheet("loader-log", "the data loader's log",
          ("dataloader log", "data loader log", "loader log", "loader settings", "dataloader",
           "data loader", "input pipeline", "loader", "prefetch queue"),
          logs.loader_log, with_loader),
    Sheet("training-log", "the training log",
          ("training log", "job log", "log file", "step times", "step time", "train log",
           "steps per second", "training logs", "the logs", "the log", "any logs"),
          logs.training_log, with_loader),
    Sheet("server-log", "the server's log",
          ("server log", "serving log", "engine log", "scheduler log", "step times", "step time",
           "job log", "steps per second", "service log", "the logs", "the log",
           "any logs"), logs.server_log, serving),
    Sheet("config", "the job's configuration",
          ("configuration", "config file", "config", "job settings", "settings", "hyperparameters"),
          logs.config, everywhere),
    Sheet("shard-report", "lookups per rank",
          ("sharding plan", "shard report", "sharding", "lookups", "table placement",
           "embedding placement"), logs.shard_report, recommending),
    Sheet("nccl-log", "NCCL INFO",
          ("nccl info", "nccl debug", "nccl_debug", "nccl log", "nccl logs", "nccl transport"),
          nccl.nccl_log, with_peers),
    Sheet("nccl-tests", "nccl-tests, all_reduce_perf",
          ("nccl-tests", "nccl tests", "all_reduce_perf", "busbw", "bus bandwidth",
           "nccl benchmark", "nccl bandwidth", "allreduce benchmark", "all-reduce benchmark"),
          nccl.nccl_tests, with_peers),
    Sheet("nccl-ranks", "time per rank in kernels and collectives",
          ("time per rank", "per rank", "per-rank", "each rank", "every rank", "all ranks",
           "rank by rank", "compare the ranks", "compare ranks"), nccl.per_rank, with_peers),
    Sheet("dcgm", "DCGM exporter",
          ("dcgm", "prometheus", "gpu metrics", "tensor active", "dram active", "metrics exporter"),
          dcgm, on_server),
    Sheet("oom", "the out-of-memory error",
          ("out of memory error", "out-of-memory error", "oom text", "oom error", "oom message",
           "oom", "error message", "crash message", "traceback", "crash log"),
          of_rank(memory.oom), on_server),
    Sheet("memory-stats", "torch.cuda.memory_summary()",
          ("memory_summary", "memory summary", "allocator statistics", "allocator stats",
           "allocator", "memory stats", "reserved memory"),
          of_rank(memory.memory_stats), on_server),
    Sheet("kernel-log", "the kernel's log",
          ("dmesg", "kernel log", "xid", "xid errors", "syslog", "journalctl", "system log"),
          host.kernel_log, on_server),
)  # fmt: skip


def sheets(incident: Incident) -> tuple[Sheet, ...]:
    """What there is of this incident's machine and job."""
    return tuple(sheet for sheet in SHEETS if sheet.exists(incident))


def sheet(incident: Incident, sheet_id: str) -> Sheet:
    return next(s for s in sheets(incident) if s.id == sheet_id)


def artefacts(incident: Incident) -> tuple[Artefact, ...]:
    """All texts, made: as a question of the bank holds them."""
    return tuple(s.artefact(incident) for s in sheets(incident))


def titles(of: Sequence[Sheet]) -> str:
    """Divided by semicolons, since titles hold commas."""
    return "; ".join(s.title for s in of)
