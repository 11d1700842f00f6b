"""How long the parts of a step take under given conditions: kernels, copies, collectives."""

from functools import lru_cache

from interviewer.checking.calculators import Answer
from interviewer.incidents.conditions import Conditions, HotKernel
from interviewer.incidents.jobs import ROW_FLOATS, TABLES, Job, Kernel
from interviewer.incidents.machines import GPUS_PER_NODE, Machine
from interviewer.incidents.reckoning import number, reckoned
from interviewer.incidents.workloads import KernelKind

# Shares of dense peak and of DRAM bandwidth that good kernels of a kind reach.
COMPUTE_SHARE: dict[KernelKind, float] = {"tensor": 0.62, "gemv": 0.5, "attention": 0.4}
MEMORY_SHARE: dict[KernelKind, float] = {
    "tensor": 0.80,
    "gemv": 0.88,
    "attention": 0.80,
    "elementwise": 0.85,
    "custom": 0.78,
    "gather": 0.55,
    "optimizer": 0.85,
}
OTHER_COMPUTE_SHARE = 0.3
SHORTEST_KERNEL_S = 1.8e-6
# What a pinned copy reaches of PCIe; a pageable one is staged by the host: 64 MB took 8.9 ms on
# an H100 with PCIe 5.
PINNED_SHARE, PAGEABLE_BYTES_PER_S = 0.85, 7.4e9
REMOTE_COPY_SHARE = 0.55
COPY_LATENCY_S = 1.4e-6
NVLINK_SHARE, PCIE_PEER_SHARE, NETWORK_SHARE = 0.80, 0.50, 0.85
# Through host memory without peer access, and TCP on one port of 25 Gb/s.
SHARED_MEMORY_BYTES_PER_S, SOCKET_BYTES_PER_S = 5.5e9, 2.4e9
HOP_S = 3e-6


def kernel_s(job: Job, kernel: Kernel, conditions: Conditions, rank: int) -> float:
    """All launches of a kind in one step on one rank, gaps left out."""
    clock = conditions.sm_clock_share if rank in conditions.throttled_ranks else 1.0
    compute = COMPUTE_SHARE.get(kernel.kind, OTHER_COMPUTE_SHARE) * clock
    seconds = number(
        "kernel-time",
        flops=max(kernel.flops, 1.0),
        bytes_moved=kernel_bytes(kernel, conditions),
        peak_flops_dense=job.machine.peak_flops * compute,
        hbm_bytes_per_s=job.machine.memory_bytes_per_s * MEMORY_SHARE[kernel.kind],
    )
    return max(seconds, kernel.launches * SHORTEST_KERNEL_S) * factor(
        job.machine, kernel, conditions, rank
    )


def kernel_bytes(kernel: Kernel, conditions: Conditions) -> float:
    """What all launches of a step move; a GEMV's are the weights."""
    is_weights = kernel.kind == "gemv"
    return kernel.bytes * (conditions.weight_bytes_share if is_weights else 1.0)


def factor(machine: Machine, kernel: Kernel, conditions: Conditions, rank: int) -> float:
    """How many times longer a kernel takes than it should, apart from clocks."""
    times = 1.0
    if rank == conditions.shared_rank:
        times *= conditions.shared_factor
    if rank == conditions.skewed_rank and kernel.kind in ("gather", "custom", "tensor"):
        times *= conditions.skew_factor
    if kernel.kind == "custom":
        times *= occupancy_factor(machine.capability, conditions.hot)
    return times


@lru_cache(maxsize=256)
def occupancy_factor(capability: str, hot: HotKernel) -> float:
    """A latency-bound kernel slows as the warps in flight fall (Little's law)."""
    healthy, found = occupancy(capability, HotKernel()), occupancy(capability, hot)
    return max(float(healthy.result.value) / float(found.result.value), 1.0)


def occupancy(capability: str, hot: HotKernel) -> Answer:
    return reckoned(
        "occupancy",
        compute_capability=capability,
        threads_per_block=hot.threads_per_block,
        registers_per_thread=hot.registers_per_thread,
        shared_bytes_per_block=hot.shared_bytes_per_block,
    )


def link_bytes_per_s(job: Job, conditions: Conditions) -> float:
    """PCIe as negotiated, one way."""
    generation = conditions.pcie_generation or job.machine.pcie_generation
    return job.machine.pcie_bytes_per_s(generation, conditions.pcie_lanes)


def copy_bytes_per_s(job: Job, conditions: Conditions, rank: int) -> float:
    """What a copy from the host reaches; a Jetson's GPU shares the host's memory."""
    if job.machine.is_jetson:
        return job.machine.memory_bytes_per_s / 4
    rate = link_bytes_per_s(job, conditions) * PINNED_SHARE
    if conditions.pageable:
        rate = min(rate, PAGEABLE_BYTES_PER_S)
    return rate * (REMOTE_COPY_SHARE if rank in conditions.remote_ranks else 1.0)


def copy_s(job: Job, conditions: Conditions, rank: int) -> float:
    rate = copy_bytes_per_s(job, conditions, rank)
    return number(
        "transfer-time",
        bytes_moved=job.input_bytes,
        link_bytes_per_s_one_way=rate,
        latency_s=COPY_LATENCY_S,
    )


def peer_bytes_per_s(job: Job, conditions: Conditions) -> float:
    """Between two GPUs of a node, one way, as collectives reach it."""
    machine = job.machine
    if conditions.transport == "shared-memory":
        return SHARED_MEMORY_BYTES_PER_S
    if machine.nvlink_bytes_per_s:
        return machine.nvlink_bytes_per_s * NVLINK_SHARE
    return machine.pcie_bytes_per_s(machine.pcie_generation, 16) * PCIE_PEER_SHARE


def network_bytes_per_s(job: Job, conditions: Conditions) -> float:
    if conditions.transport == "socket":
        return SOCKET_BYTES_PER_S / GPUS_PER_NODE
    return job.machine.network_bytes_per_s * NETWORK_SHARE


def collective_bytes(job: Job) -> float:
    """The buffer of one step's collectives on one rank."""
    if job.workload.is_serving:
        tokens = job.batch * (job.tokens if job.workload.id == "prefill" else 1)
        return 2.0 * job.shape("layers") * tokens * job.shape("hidden_size") * 2
    if job.workload.id == "recommender":
        return 2.0 * job.batch * TABLES * ROW_FLOATS * 4
    return job.params * 2


def collectives(job: Job) -> int:
    """How many a step has: two per layer under tensor parallelism, gradient buckets of 25 MB."""
    if job.workload.is_serving:
        return 2 * job.shape("layers")
    return 4 if job.workload.id == "recommender" else max(round(collective_bytes(job) / 25e6), 1)


def collective_s(job: Job, conditions: Conditions) -> float:
    """All collectives of a step without waiting for anybody; 0 on a single GPU."""
    ranks = job.tensor_parallel if job.workload.is_serving else job.machine.gpus
    if ranks == 1:
        return 0.0
    peer = peer_bytes_per_s(job, conditions)
    buffer = collective_bytes(job)
    latency = collectives(job) * 2 * (min(ranks, 8) - 1) * HOP_S / 4
    if job.workload.id == "recommender":
        rate = peer if ranks <= GPUS_PER_NODE else network_bytes_per_s(job, conditions)
        seconds = number(
            "all-to-all", buffer_bytes=buffer, ranks=ranks, link_bytes_per_s_one_way=rate
        )
    elif ranks <= GPUS_PER_NODE:
        seconds = all_reduce_s(buffer, ranks, peer)
    else:
        seconds = number(
            "hierarchical-all-reduce",
            buffer_bytes=buffer,
            ranks_per_node=GPUS_PER_NODE,
            nodes=job.machine.nodes,
            link_bytes_per_s_one_way=peer,
            network_bytes_per_s_one_way=network_bytes_per_s(job, conditions),
        )
    return seconds + latency


def all_reduce_s(buffer_bytes: float, ranks: int, bytes_per_s: float) -> float:
    return number(
        "ring-all-reduce",
        buffer_bytes=buffer_bytes,
        ranks=ranks,
        link_bytes_per_s_one_way=bytes_per_s,
    )
