"""What holds while a job runs: the defaults are a healthy one, a fault changes some of it."""

from dataclasses import dataclass
from typing import Literal

Transport = Literal["best", "shared-memory", "socket"]
Throttle = Literal["none", "thermal", "power"]
# Host time per kernel in eager mode, and per node of a replayed CUDA graph.
EAGER_LAUNCH_S, GRAPH_LAUNCH_S = 4.5e-6, 0.9e-6


@dataclass(frozen=True)
class HotKernel:
    """How a hand-written kernel is built: what decides its occupancy."""

    threads_per_block: int = 256
    registers_per_thread: int = 40
    shared_bytes_per_block: int = 0


@dataclass(frozen=True)
class Conditions:
    """Seconds are per step of the job unless the name says otherwise; shares are of 1."""

    graphs: bool = False
    launch_s: float = EAGER_LAUNCH_S
    sm_clock_share: float = 1.0
    throttle: Throttle = "none"
    throttled_ranks: tuple[int, ...] = ()
    power_limit_share: float = 1.0
    pageable: bool = False
    pcie_generation: int | None = None
    pcie_lanes: int = 16
    loader_wait_s: float = 0.0
    loader_workers: int = 12
    remote_ranks: tuple[int, ...] = ()
    remote_wait_s: float = 0.0
    tokenise_s: float = 0.0
    syncs: int = 0
    sync_s_each: float = 0.0
    checkpoint_every_steps: int = 0
    checkpoint_s: float = 0.0
    compile_every_steps: int = 0
    compile_s: float = 0.0
    shared_rank: int | None = None
    shared_factor: float = 1.0
    skewed_rank: int | None = None
    skew_factor: float = 1.0
    transport: Transport = "best"
    hot: HotKernel = HotKernel()
    weight_bytes_share: float = 1.0
    restart_share: float = 0.0
    is_fragmented: bool = False
    broken_rank: int | None = None

    @property
    def affects_one_rank(self) -> int | None:
        """The rank that differs from the others, if one does."""
        candidates = (self.shared_rank, self.skewed_rank, self.broken_rank)
        return next((rank for rank in candidates if rank is not None), None)
