"""`ncu --set detailed` on the kernel that takes most time and on the hand-written one."""

from dataclasses import dataclass
from math import ceil

from interviewer.incidents import timing
from interviewer.incidents.artefacts.sections import Metric, duration, rate, section
from interviewer.incidents.conditions import HotKernel
from interviewer.incidents.incident import Incident
from interviewer.incidents.jobs import Kernel
from interviewer.incidents.telemetry import Telemetry

# How other kernels are built: libraries trade occupancy for registers in matrix products.
LIBRARY_KERNELS = {
    "tensor": HotKernel(256, 168),
    "gemv": HotKernel(128, 64),
    "attention": HotKernel(128, 168),
    "gather": HotKernel(256, 32),
}
DRIVER_SHARED_BYTES = 1024
ACHIEVED_SHARE = 0.86
PID = 21480


@dataclass(frozen=True)
class Profile:
    """One launch of a kernel, as it runs in the incident on `rank`."""

    incident: Incident
    kernel: Kernel
    rank: int

    @property
    def build(self) -> HotKernel:
        if self.kernel.kind == "custom":
            return self.incident.conditions.hot
        return LIBRARY_KERNELS.get(self.kernel.kind, HotKernel(128, 28))

    @property
    def seconds(self) -> float:
        job, held = self.incident.job, self.incident.conditions
        return timing.kernel_s(job, self.kernel, held, self.rank) / self.kernel.launches

    @property
    def bytes_per_s(self) -> float:
        moved = timing.kernel_bytes(self.kernel, self.incident.conditions)
        return moved / self.kernel.launches / self.seconds

    @property
    def dram_percent(self) -> float:
        return 100 * self.bytes_per_s / self.incident.job.machine.memory_bytes_per_s

    @property
    def compute_percent(self) -> float:
        """Of the dense peak; a kernel that only moves data still computes its addresses."""
        peak = self.incident.job.machine.peak_flops
        done = self.kernel.flops / self.kernel.launches / self.seconds
        return max(100 * done / peak, min(self.dram_percent * 0.13, 12.0))

    @property
    def sm_hz(self) -> float:
        return Telemetry(self.incident, self.rank).sm_mhz * 1e6

    @property
    def limits(self) -> dict[str, int]:
        """Blocks per SM that each resource allows."""
        found = timing.occupancy(self.incident.job.machine.capability, self.build).result.parts
        shared = int(found.get("blocks_allowed_by_shared_memory", 32))
        return {
            "SM": int(found["blocks_allowed_by_block_slots"]),
            "Registers": int(found["blocks_allowed_by_registers"]),
            "Shared Mem": shared,
            "Warps": int(found["blocks_allowed_by_warps"]),
        }

    @property
    def occupancy(self) -> float:
        answer = timing.occupancy(self.incident.job.machine.capability, self.build)
        return float(answer.result.value)

    @property
    def active_warps(self) -> int:
        answer = timing.occupancy(self.incident.job.machine.capability, self.build)
        return int(answer.result.parts["active_warps"])

    @property
    def blocks(self) -> int:
        """A grid that fills the GPU some times over."""
        waves = 4 + self.kernel.launches % 5
        return self.incident.job.machine.sms * min(self.limits.values()) * waves

    @property
    def limiter(self) -> str:
        limits = self.limits
        return min(limits, key=lambda name: limits[name])


def ncu(incident: Incident, rank: int) -> str:
    """The kernel with the most time, and the hand-written one where there is one."""
    held, job = incident.conditions, incident.job
    longest = max(job.kernels, key=lambda k: timing.kernel_s(job, k, held, rank))
    own = [k for k in job.kernels if k.kind == "custom" and k is not longest]
    command = "serve.py" if job.workload.is_serving else "train.py"
    lines = [
        f"$ ncu --set detailed --launch-count 1 python {command}",
        f"==PROF== Connected to process {PID}",
        f"[{PID}] python@127.0.0.1",
    ]
    for kernel in (longest, *own):
        lines += profile(Profile(incident, kernel, rank))
    return "\n".join(lines)


def profile(of: Profile) -> list[str]:
    capability = of.incident.job.machine.capability
    grid = f"({of.blocks}, 1, 1)x({of.build.threads_per_block}, 1, 1)"
    head = f"  {of.kernel.name} {grid}, Context 1, Stream 7, Device {of.rank}, CC {capability}"
    return [
        head,
        *section("GPU Speed Of Light Throughput", speed_of_light(of)),
        *section("Memory Workload Analysis", memory(of)),
        *section("Launch Statistics", launch(of)),
        *section("Occupancy", occupancy(of)),
        *remark(of),
    ]


def speed_of_light(of: Profile) -> list[Metric]:
    machine = of.incident.job.machine
    cycles = of.seconds * of.sm_hz
    unit, value = duration(of.seconds)
    return [
        ("DRAM Frequency", "Ghz", f"{machine.memory_mhz / 1e3:.2f}"),
        ("SM Frequency", "Ghz", f"{of.sm_hz / 1e9:.2f}"),
        ("Elapsed Cycles", "cycle", f"{cycles:,.0f}"),
        ("Memory Throughput", "%", f"{of.dram_percent:.2f}"),
        ("DRAM Throughput", "%", f"{of.dram_percent:.2f}"),
        ("Duration", unit, value),
        ("L1/TEX Cache Throughput", "%", f"{of.dram_percent * 0.31:.2f}"),
        ("L2 Cache Throughput", "%", f"{of.dram_percent * 0.78:.2f}"),
        ("SM Active Cycles", "cycle", f"{cycles * 0.97:,.2f}"),
        ("Compute (SM) Throughput", "%", f"{of.compute_percent:.2f}"),
    ]


def memory(of: Profile) -> list[Metric]:
    unit, value = rate(of.bytes_per_s)
    return [
        ("Local Memory Spilling Requests", "", "0"),
        ("Local Memory Spilling Request Overhead", "%", "0"),
        ("Memory Throughput", unit, value),
        ("Max Bandwidth", "%", f"{of.dram_percent:.2f}"),
        ("L1/TEX Hit Rate", "%", "11.42"),
        ("L2 Hit Rate", "%", "47.80"),
        ("Mem Pipes Busy", "%", f"{min(of.compute_percent, 100):.2f}"),
    ]


def launch(of: Profile) -> list[Metric]:
    build, machine = of.build, of.incident.job.machine
    waves = of.blocks / (machine.sms * min(of.limits.values()))
    return [
        ("Block Size", "", f"{build.threads_per_block}"),
        ("Grid Size", "", f"{of.blocks:,}"),
        ("Registers Per Thread", "register/thread", f"{build.registers_per_thread}"),
        ("Driver Shared Memory Per Block", "Kbyte/block", f"{DRIVER_SHARED_BYTES / 1e3:.2f}"),
        ("Dynamic Shared Memory Per Block", "byte/block", f"{build.shared_bytes_per_block}"),
        ("Static Shared Memory Per Block", "byte/block", "0"),
        ("# SMs", "SM", f"{machine.sms}"),
        ("Threads", "thread", f"{of.blocks * build.threads_per_block:,}"),
        ("Waves Per SM", "", f"{waves:.2f}"),
    ]


def occupancy(of: Profile) -> list[Metric]:
    theoretical = 100 * of.occupancy
    return [
        *((f"Block Limit {name}", "block", f"{count}") for name, count in of.limits.items()),
        ("Theoretical Active Warps per SM", "warp", f"{of.active_warps}"),
        ("Theoretical Occupancy", "%", f"{theoretical:.2f}"),
        ("Achieved Occupancy", "%", f"{theoretical * ACHIEVED_SHARE:.2f}"),
        ("Achieved Active Warps Per SM", "warp", f"{of.active_warps * ACHIEVED_SHARE:.2f}"),
    ]


def remark(of: Profile) -> list[str]:
    """What `ncu` says below the occupancy where it is low."""
    if of.occupancy >= 0.5:
        return []
    per_scheduler = of.active_warps / 4
    cause = {"Registers": "the number of required registers", "Warps": "the number of warps"}
    limited = cause.get(of.limiter, "the required amount of shared memory")
    return [
        f"    OPT   The {per_scheduler:.2f} theoretical warps per scheduler this kernel can issue"
        " according to its occupancy are below the",
        f"          hardware maximum of {ceil(of.active_warps / of.occupancy / 4)}. This kernel's"
        f" theoretical occupancy ({100 * of.occupancy:.1f}%) is limited by {limited}.",
        "",
    ]
