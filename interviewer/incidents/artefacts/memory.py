"""PyTorch's words about memory: the out-of-memory error, and the allocator's summary."""

from interviewer.incidents.incident import Incident
from interviewer.incidents.telemetry import Telemetry

GIB_MIB = 1024
CONTEXT_MIB = 520
DOCUMENTATION = "https://docs.pytorch.org/docs/stable/notes/cuda.html"
ANCHOR = "#optimizing-memory-usage-with-pytorch-cuda-alloc-conf"
INNER = 75
LARGEST_MIB = 750 * 1024


class Pool:
    """The allocator's memory on one GPU in MiB, at the failure or now."""

    def __init__(self, incident: Incident, rank: int) -> None:
        self.total = incident.job.machine.board.framebuffer_mib
        self.used = Telemetry(incident, rank).used_mib
        self.reserved = self.used - CONTEXT_MIB
        in_pieces = 0.21 + 0.04 * incident.severity if incident.conditions.is_fragmented else 0.004
        self.unallocated = round(self.reserved * in_pieces)
        self.allocated = self.reserved - self.unallocated
        self.free = self.total - self.used
        self.is_fragmented = incident.conditions.is_fragmented

    @property
    def wanted(self) -> int:
        """More than is free in one piece, less than what lies reserved and unused."""
        return self.free + (self.unallocated - self.free) // 3


def oom(incident: Incident, rank: int) -> str:
    """The error of the last failure; "no such error" where the job never had one."""
    pool = Pool(incident, rank)
    if not pool.is_fragmented:
        return "$ grep -i 'out of memory' job.log\n(no match)"
    return (
        f"[rank{rank}] torch.OutOfMemoryError: CUDA out of memory. Tried to allocate"
        f" {gib(pool.wanted)}. GPU {rank} has a total capacity of {gib(pool.total)} of which"
        f" {gib(pool.free)} is free. Including non-PyTorch memory, this process has"
        f" {gib(pool.used)} memory in use. Of the allocated memory {gib(pool.allocated)} is"
        f" allocated by PyTorch, and {gib(pool.unallocated)} is reserved by PyTorch but"
        " unallocated. If reserved but unallocated memory is large try setting"
        " PYTORCH_CUDA_ALLOC_CONF=expandable_segments:True to avoid fragmentation.  See"
        f" documentation for Memory Management  ({DOCUMENTATION}{ANCHOR})"
    )


def memory_stats(incident: Incident, rank: int) -> str:
    """`torch.cuda.memory_summary()`, shortened to the rows that matter."""
    pool = Pool(incident, rank)
    failed, rule = int(pool.is_fragmented), f"|{'-' * INNER}|"
    rows = (
        ("Allocated memory", pool.allocated),
        ("Active memory", pool.allocated),
        ("GPU reserved memory", pool.reserved),
        ("Non-releasable memory", pool.unallocated),
    )
    return "\n".join(
        [
            f"|{'=' * INNER}|",
            f"|{f'PyTorch CUDA memory summary, device ID {rank}':^{INNER}}|",
            rule,
            f"|{f'CUDA OOMs: {failed}':^37}|{f'cudaMalloc retries: {failed * 14}':^37}|",
            f"|{'=' * INNER}|",
            "|        Metric         | Cur Usage  | Peak Usage | Tot Alloc  | Tot Freed  |",
            rule,
            *(row(name, mib) for name, mib in rows),
            f"|{'=' * INNER}|",
        ]
    )


def row(name: str, mib: int) -> str:
    """Now, at the peak, and in total since the start."""
    allocated = mib * 190
    cells = (mib, round(mib * 1.01), allocated, allocated - mib)
    return f"| {name:<21} |" + "".join(f"{size(cell)} |" for cell in cells)


def size(mib: int) -> str:
    """In the unit that PyTorch picks."""
    return f"{mib:>7} MiB" if mib < LARGEST_MIB else f"{mib // GIB_MIB:>7} GiB"


def gib(mib: int) -> str:
    return f"{mib / GIB_MIB:.2f} GiB"
