"""What each fault does to a job: conditions by fault and severity, all else as it was.

A severity from 0 to 2 stands for a share of time lost where the fault allows any, else for a
step of the thing itself: PCIe lanes, a power limit, the registers of a kernel.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from interviewer.incidents.conditions import GRAPH_LAUNCH_S, Conditions, HotKernel
from interviewer.incidents.jobs import Job

LOST_SHARE = (0.18, 0.30, 0.45)
# Host time per kernel in eager mode with Python in the way: 15 to 30 µs are usual.
SLOW_LAUNCH_S = (14e-6, 20e-6, 28e-6)
CLOCK_SHARE_HOT = (0.78, 0.66, 0.55)
POWER_LIMIT_SHARE = (0.62, 0.50, 0.42)
LINKS = ((2, 8), (1, 16), (1, 8))
SHARED_FACTOR = (1.35, 1.6, 2.0)
SKEW_FACTOR = (1.5, 1.9, 2.6)
HOT_KERNELS = (
    HotKernel(256, 96),
    HotKernel(512, 104),
    HotKernel(256, 168),
)
# Eight GPUs share 96 cores.
JPEG_DECODE_S, MOST_WORKERS = 9e-3, 12
CHECKPOINT_EVERY, COMPILE_EVERY = 20, 10
# After a synchronisation the GPU idles until the host has launched again.
SYNC_GAP_S = 120e-6
RESTART_SHARE = (0.14, 0.22, 0.35)
EIGHT_BIT_SHARE = 0.5


def healthy(job: Job) -> Conditions:
    """How the job ran before: serving replays CUDA graphs, training runs eagerly."""
    if job.workload.is_serving:
        return Conditions(graphs=True, launch_s=GRAPH_LAUNCH_S)
    return Conditions()


class Hit(NamedTuple):
    """A fault about to be applied: `step_s` is the healthy step, `rank` the one it hits."""

    held: Conditions
    job: Job
    step_s: float
    severity: int
    rank: int

    @property
    def lost_s(self) -> float:
        """Seconds to add to a step so that their share of the longer step is as wanted."""
        share = LOST_SHARE[self.severity]
        return self.step_s * share / (1 - share)


Effect = Callable[[Hit], Conditions]


def conditions(fault: str, job: Job, step_s: float, severity: int, rank: int) -> Conditions:
    """The job's conditions under a fault."""
    return EFFECTS[fault](Hit(healthy(job), job, step_s, severity, rank))


def pcie_bound_input(hit: Hit) -> Conditions:
    return replace(hit.held, pageable=True)


def launch_bound(hit: Hit) -> Conditions:
    return replace(hit.held, graphs=False, launch_s=SLOW_LAUNCH_S[hit.severity])


def bandwidth_bound(hit: Hit) -> Conditions:
    return hit.held


def straggler(hit: Hit) -> Conditions:
    return replace(hit.held, shared_rank=hit.rank, shared_factor=SHARED_FACTOR[hit.severity])


def thermal(hit: Hit) -> Conditions:
    share = CLOCK_SHARE_HOT[hit.severity]
    return replace(hit.held, throttle="thermal", sm_clock_share=share, throttled_ranks=(hit.rank,))


def power_cap(hit: Hit) -> Conditions:
    """Dynamic power goes with the cube of the clock, voltage following frequency."""
    board, limit = hit.job.machine.board, POWER_LIMIT_SHARE[hit.severity] * hit.job.machine.tdp_w
    dynamic = (limit - board.idle_w) / (hit.job.machine.tdp_w - board.idle_w)
    return replace(
        hit.held,
        throttle="power",
        power_limit_share=POWER_LIMIT_SHARE[hit.severity],
        sm_clock_share=dynamic ** (1 / 3),
        throttled_ranks=tuple(range(hit.job.machine.local_gpus)),
    )


def cpu_loader(hit: Hit) -> Conditions:
    wait_s = hit.lost_s
    workers = round(JPEG_DECODE_S * hit.job.batch / (hit.step_s + wait_s))
    return replace(
        hit.held, loader_wait_s=wait_s, loader_workers=min(max(workers, 1), MOST_WORKERS)
    )


def fragmentation(hit: Hit) -> Conditions:
    return replace(
        hit.held,
        is_fragmented=True,
        restart_share=RESTART_SHARE[hit.severity],
        broken_rank=hit.rank,
    )


def low_occupancy(hit: Hit) -> Conditions:
    return replace(hit.held, hot=HOT_KERNELS[hit.severity])


def pcie_link(hit: Hit) -> Conditions:
    generation, lanes = LINKS[hit.severity]
    return replace(hit.held, pcie_generation=generation, pcie_lanes=lanes)


def cross_numa(hit: Hit) -> Conditions:
    local = hit.job.machine.local_gpus
    upper_half = tuple(range(local // 2, local))
    return replace(hit.held, remote_ranks=upper_half, remote_wait_s=hit.lost_s)


def ecc_errors(hit: Hit) -> Conditions:
    return replace(hit.held, restart_share=RESTART_SHARE[hit.severity], broken_rank=hit.rank)


def item_sync(hit: Hit) -> Conditions:
    """An even count, since half of them come in each half of the step."""
    count = 2 * max(round(hit.lost_s / SYNC_GAP_S / 2), 1)
    return replace(hit.held, syncs=count, sync_s_each=hit.lost_s / count)


def checkpoint_stall(hit: Hit) -> Conditions:
    stall_s = hit.lost_s * CHECKPOINT_EVERY
    return replace(hit.held, checkpoint_every_steps=CHECKPOINT_EVERY, checkpoint_s=stall_s)


def tokenizer(hit: Hit) -> Conditions:
    return replace(hit.held, tokenise_s=hit.lost_s)


def shard_skew(hit: Hit) -> Conditions:
    return replace(hit.held, skewed_rank=hit.rank, skew_factor=SKEW_FACTOR[hit.severity])


def wrong_transport(hit: Hit) -> Conditions:
    return replace(hit.held, transport="socket" if hit.job.machine.nodes > 1 else "shared-memory")


def recompilation(hit: Hit) -> Conditions:
    stall_s = hit.lost_s * COMPILE_EVERY
    return replace(hit.held, compile_every_steps=COMPILE_EVERY, compile_s=stall_s)


EFFECTS: dict[str, Effect] = {
    "pcie-bound-input": pcie_bound_input,
    "launch-bound": launch_bound,
    "bandwidth-bound-decode": bandwidth_bound,
    "straggler": straggler,
    "thermal": thermal,
    "power-cap": power_cap,
    "cpu-loader": cpu_loader,
    "fragmentation-oom": fragmentation,
    "low-occupancy": low_occupancy,
    "pcie-link": pcie_link,
    "cross-numa": cross_numa,
    "ecc-errors": ecc_errors,
    "item-sync": item_sync,
    "checkpoint-stall": checkpoint_stall,
    "tokenizer": tokenizer,
    "shard-skew": shard_skew,
    "wrong-transport": wrong_transport,
    "recompilation": recompilation,
}


def remedied(fault: str, job: Job) -> Conditions:
    """The counterfactual: the same job with the fault put right.

    Bandwidth-bound decode has nothing broken; its remedy is to read fewer bytes, weights in 8
    bits instead of 16.
    """
    if fault == "bandwidth-bound-decode":
        return replace(healthy(job), weight_bytes_share=EIGHT_BIT_SHARE)
    return healthy(job)
