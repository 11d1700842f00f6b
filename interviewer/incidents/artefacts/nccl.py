"""NCCL: its log at start, nccl-tests on the same ranks, and time in collectives per rank."""

from interviewer.incidents import timing
from interviewer.incidents.artefacts.smi import FIRST_PID
from interviewer.incidents.incident import Incident
from interviewer.incidents.machines import GPUS_PER_NODE

VERSION = "NCCL version 2.28.9+cuda13.0"
SIZES = tuple(2**power for power in range(23, 32))
FLOAT_BYTES = 4
START_S = 22e-6
HOST = "worker-0"


def nccl_log(incident: Incident) -> str:
    """NCCL_DEBUG=INFO of the first ranks: which network, which transport per peer."""
    held, machine = incident.conditions, incident.job.machine
    ranks = machine.local_gpus
    lines = [f"{head(0)} Bootstrap: Using eth0:10.8.4.21<0>", f"{head(0)} {VERSION}"]
    if held.transport == "socket":
        lines += [
            f"{head(0)} NCCL_IB_DISABLE set by environment to 1.",
            f"{head(0)} NET/Socket : Using [0]eth0:10.8.4.21<0>",
            f"{head(0)} Using network Socket",
        ]
    elif machine.nodes > 1:
        adapters = " ".join(f"[{n}]mlx5_{n}:1/IB" for n in range(ranks))
        lines += [
            f"{head(0)} NET/IB : Using {adapters} [RO]; OOB eth0:10.8.4.21<0>",
            f"{head(0)} Using network IB",
        ]
    else:
        lines += [
            f"{head(0)} NET/IB : No device found.",
            f"{head(0)} NET/Socket : Using [0]eth0:10.8.4.21<0>",
            f"{head(0)} Using network Socket",
        ]
    if held.transport == "shared-memory":
        lines.append(f"{head(0)} NCCL_P2P_DISABLE set by environment to 1")
    for rank in range(ranks):
        lines.append(
            f"{head(rank)} comm 0x55984789bae0 rank {rank} nRanks {machine.gpus}"
            f" nNodes {machine.nodes} localRanks {ranks} localRank {rank} MNNVL 0"
        )
    lines += [channel(incident, rank) for rank in range(ranks)]
    lines += [f"{head(rank)} Connected all rings" for rank in range(ranks)]
    lines.append(
        f"{head(0)} 16 coll channels, 16 collnet channels, 0 nvls channels,"
        " 16 p2p channels, 2 p2p channels per peer"
    )
    return "\n".join(lines)


def head(rank: int) -> str:
    pid = FIRST_PID + rank
    return f"{HOST}:{pid}:{pid} [{rank}] NCCL INFO"


def channel(incident: Incident, rank: int) -> str:
    """The ring's hop out of `rank`: the last of a node leaves it if there are more."""
    machine = incident.job.machine
    after = (rank + 1) % machine.gpus
    leaves = machine.nodes > 1 and rank == machine.local_gpus - 1
    link = (
        f"{rank}[{rank}] -> {after}[{after % GPUS_PER_NODE}]"
        f"{' [send]' if leaves else ''} via {way(incident, leaves)}"
    )
    return f"{head(rank)} Channel 00/0 : {link}"


def way(incident: Incident, leaves: bool) -> str:
    held, machine = incident.conditions, incident.job.machine
    if leaves:
        return "NET/Socket/0" if held.transport == "socket" else "NET/IB/0/GDRDMA"
    if held.transport == "shared-memory" or not machine.nvlink_bytes_per_s:
        return "SHM/direct/direct"
    return "P2P/CUMEM"


def nccl_tests(incident: Incident) -> str:
    """`all_reduce_perf -b 8M -e 2G -f 2` over the job's ranks."""
    machine = incident.job.machine
    ranks, bytes_per_s = machine.gpus, bus_bytes_per_s(incident)
    rows, rates = [], []
    for size in SIZES:
        factor = 2 * (ranks - 1) / ranks  # nccl-tests, PERFORMANCE.md
        seconds = START_S + size * factor / bytes_per_s
        algorithm = size / seconds / 1e9
        rates.append(algorithm * factor)
        figures = f"{microseconds(seconds):>8} {algorithm:>7.2f} {algorithm * factor:>7.2f}      0"
        rows.append(
            f"{size:>12} {size // FLOAT_BYTES:>13}     float     sum      -1 {figures} {figures}"
        )
    devices = [
        f"#  Rank {rank:>2} Group  0 Pid {FIRST_PID + rank:>6} on {HOST} device {rank:>2}"
        f" [0x{machine.board.bus[rank].lower()}] {machine.board.product}"
        for rank in range(machine.local_gpus)
    ]
    return "\n".join(
        [
            f"# nThread 1 nGpus 1 minBytes {SIZES[0]} maxBytes {SIZES[-1]} step: 2(factor) warmup"
            " iters: 5 iters: 20 agg iters: 1 validation: 1 graph: 0",
            "#",
            "# Using devices",
            *devices,
            *HEADS,
            *rows,
            "# Out of bounds values : 0 OK",
            f"# Avg bus bandwidth    : {sum(rates) / len(rates):.3f} ",
            "#",
        ]
    )


OUT_OF_PLACE = "time   algbw   busbw #wrong"
HEADS = (
    "#",
    f"#{'out-of-place':>74}{'in-place':>33}          ",
    f"#       size         count      type   redop    root     {OUT_OF_PLACE}     {OUT_OF_PLACE}",
    "#        (B)    (elements)                               (us)  (GB/s)  (GB/s)"
    "            (us)  (GB/s)  (GB/s)       ",
)


def microseconds(seconds: float) -> str:
    """In seven columns, without the decimal where it would not fit."""
    text = f"{seconds * 1e6:.1f}"
    return text if len(text) <= 7 else f"{seconds * 1e6:.0f}"


def bus_bytes_per_s(incident: Incident) -> float:
    """What a large ring reaches: inside a node its links, across nodes all its adapters."""
    job, held = incident.job, incident.conditions
    peer = timing.peer_bytes_per_s(job, held)
    if job.machine.nodes == 1:
        return peer
    return min(timing.network_bytes_per_s(job, held) * GPUS_PER_NODE, peer)


def per_rank(incident: Incident) -> str:
    """`nsys` on every rank of the node: mean time in kernels and in collectives per step."""
    timeline = incident.timeline
    lines = ["rank   compute ms/step   collectives ms/step   host wait ms/step"]
    for rank in range(timeline.ranks):
        steps = timeline.steps
        compute = 1e3 * timeline.seconds(rank, "kernel") / steps
        together = 1e3 * timeline.seconds(rank, "collective") / steps
        waited = 1e3 * timeline.seconds(rank, "input", "remote memory", "sync") / steps
        lines.append(f"{rank:>4}{compute:>18.3f}{together:>22.3f}{waited:>20.3f}")
    return "\n".join(lines)
