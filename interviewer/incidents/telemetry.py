"""What a GPU's sensors read over a window of the timeline: utilisation, clocks, power, links."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from interviewer.incidents.incident import Incident

WINDOWS = 6
# Of the power between idle and limit: what a busy GPU takes at no and at full intensity.
LEAST_ACTIVE_SHARE = 0.55
THERMAL_POWER_SHARE = 0.75
AMBIENT_C = 30
# Of the framebuffer: serving engines take 90 %, training what model states and activations need.
MEMORY_SHARE = {
    "decode": 0.90,
    "prefill": 0.90,
    "training": 0.86,
    "detector": 0.42,
    "recommender": 0.71,
}
FOREIGN_SHARE = 0.11
FRAGMENTED_SHARE = 0.97
COMMAND_BYTES_PER_S = 9e6
NS_PER_S = 1e9


@dataclass(frozen=True)
class Reading:
    """One sample of one GPU; shares in percent as the tools print them, rates in B/s."""

    sm_percent: int
    memory_percent: int
    power_w: float
    temperature_c: int
    memory_temperature_c: int
    sm_mhz: int
    memory_mhz: int
    power_violation_percent: int
    thermal_violation: int
    used_mib: int
    rx_bytes_per_s: float
    tx_bytes_per_s: float
    dram_share: float
    tensor_share: float


@dataclass(frozen=True)
class Telemetry:
    """Sensors of one rank's GPU in an incident."""

    incident: Incident
    rank: int

    @property
    def is_throttled(self) -> bool:
        return self.rank in self.incident.conditions.throttled_ranks

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """Equal windows over the whole timeline."""
        return tuple(self.over(start, end) for start, end in self.spans())

    def spans(self) -> Iterator[tuple[float, float]]:
        width = self.incident.timeline.wall_s / WINDOWS
        return ((n * width, (n + 1) * width) for n in range(WINDOWS))

    @cached_property
    def mean(self) -> Reading:
        return self.over(0.0, self.incident.timeline.wall_s)

    def over(self, start_s: float, end_s: float) -> Reading:
        incident, seconds = self.incident, end_s - start_s
        busy = incident.timeline.busy_s(self.rank, start_s, end_s) / seconds
        dram, tensor = self.dram_share(busy), self.tensor_share(busy)
        power_w = self.power_w(busy, max(dram, tensor), start_s)
        temperature = self.temperature_c(power_w)
        return Reading(
            sm_percent=min(round(100 * busy), 100),
            memory_percent=round(100 * dram),
            power_w=power_w,
            temperature_c=temperature,
            memory_temperature_c=temperature + 6,
            sm_mhz=self.sm_mhz,
            memory_mhz=incident.job.machine.memory_mhz,
            power_violation_percent=100 if self.throttle == "power" else 0,
            thermal_violation=int(self.throttle == "thermal"),
            used_mib=self.used_mib,
            rx_bytes_per_s=self.rate("copy in", start_s, end_s) + COMMAND_BYTES_PER_S * busy,
            tx_bytes_per_s=self.rate("copy out", start_s, end_s) + COMMAND_BYTES_PER_S * busy / 2,
            dram_share=dram,
            tensor_share=tensor,
        )

    @property
    def throttle(self) -> str:
        return self.incident.conditions.throttle if self.is_throttled else "none"

    @property
    def sm_mhz(self) -> int:
        """In steps of 15 MHz, as the clocks come."""
        share = self.incident.conditions.sm_clock_share if self.is_throttled else 1.0
        full = self.incident.job.machine.sm_mhz
        return full if share == 1.0 else max(int(full * share) // 15 * 15, 210)

    def dram_share(self, busy: float) -> float:
        """Bytes of the mean step over what DRAM could move in it."""
        timeline, machine = self.incident.timeline, self.incident.job.machine
        moved = timeline.moved_bytes(self.rank, "kernel") / timeline.wall_s
        scale = busy / max(timeline.busy_share(self.rank), 1e-9)
        return min(moved / machine.memory_bytes_per_s * scale, 1.0)

    def tensor_share(self, busy: float) -> float:
        timeline, job = self.incident.timeline, self.incident.job
        done = job.step_flops * timeline.steps / timeline.wall_s
        scale = busy / max(timeline.busy_share(self.rank), 1e-9)
        return min(done / job.machine.peak_flops * scale, 1.0)

    def power_w(self, busy: float, intensity: float, at_s: float) -> float:
        """Dynamic power goes with activity and the cube of the clock; a cap is never exceeded."""
        machine, held = self.incident.job.machine, self.incident.conditions
        limit = machine.tdp_w * held.power_limit_share
        noise = random.Random(f"{self.incident.seed} {self.rank} {at_s:.6f}").uniform(-0.012, 0)
        if self.throttle == "power":
            return limit * (1 + noise)
        active = busy * (LEAST_ACTIVE_SHARE + (1 - LEAST_ACTIVE_SHARE) * min(intensity / 0.6, 1))
        clock = held.sm_clock_share if self.is_throttled else 1.0
        dynamic = (machine.tdp_w - machine.board.idle_w) * active * clock**3
        if self.throttle == "thermal":
            dynamic = min(dynamic, (limit - machine.board.idle_w) * THERMAL_POWER_SHARE)
        return min((machine.board.idle_w + dynamic) * (1 + noise), limit)

    def temperature_c(self, power_w: float) -> int:
        board, tdp_w = self.incident.job.machine.board, self.incident.job.machine.tdp_w
        if self.throttle == "thermal":
            return board.limit_c
        own = 1 + self.rank % 3
        return round(AMBIENT_C + (board.warm_c - AMBIENT_C) * power_w / tdp_w) + own

    @property
    def used_mib(self) -> int:
        board, held = self.incident.job.machine.board, self.incident.conditions
        share = MEMORY_SHARE[self.incident.job.workload.id]
        if held.is_fragmented:
            share = FRAGMENTED_SHARE
        return round(board.framebuffer_mib * share) + self.foreign_mib

    @property
    def foreign_mib(self) -> int:
        """What a process that is not the job's holds on this GPU."""
        if self.rank != self.incident.conditions.shared_rank:
            return 0
        return round(self.incident.job.machine.board.framebuffer_mib * FOREIGN_SHARE)

    def rate(self, doing: str, start_s: float, end_s: float) -> float:
        """Bytes per second of the copies, each spread evenly over its own time."""
        moved = 0.0
        for copy in self.incident.timeline.by_rank[self.rank]:
            if copy.doing == doing and copy.seconds > 0:
                inside = min(copy.end_s, end_s) - max(copy.start_s, start_s)
                moved += copy.bytes * max(inside, 0.0) / copy.seconds
        return moved / (end_s - start_s)


@lru_cache(maxsize=8)
def all_ranks(incident: Incident) -> tuple[Telemetry, ...]:
    return tuple(Telemetry(incident, rank) for rank in range(incident.job.machine.local_gpus))
