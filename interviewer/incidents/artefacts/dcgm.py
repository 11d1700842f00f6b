"""DCGM exporter's metrics of one node, in the text format that Prometheus scrapes."""

from collections.abc import Callable

from interviewer.incidents.artefacts.dmon import replays, uncorrected
from interviewer.incidents.incident import Incident
from interviewer.incidents.telemetry import Telemetry, all_ranks

DAY_NS = 86_400_000_000_000
XID_CONTAINED = 94
Value = Callable[[Telemetry], str]


def throttled_ns(sensor: Telemetry, kind: str) -> int:
    """Since the counter was last reset, about a day ago."""
    return int(0.97 * DAY_NS) if sensor.throttle == kind else 0


# Name, type, help and value; fields as in the exporter's default-counters.csv.
METRICS: tuple[tuple[str, str, str, Value], ...] = (
    ("DEV_SM_CLOCK", "gauge", "SM clock frequency (in MHz).", lambda s: str(s.mean.sm_mhz)),
    (
        "DEV_MEM_CLOCK",
        "gauge",
        "Memory clock frequency (in MHz).",
        lambda s: str(s.mean.memory_mhz),
    ),
    ("DEV_GPU_TEMP", "gauge", "GPU temperature (in C).", lambda s: str(s.mean.temperature_c)),
    ("DEV_POWER_USAGE", "gauge", "Power draw (in W).", lambda s: f"{s.mean.power_w:.3f}"),
    ("DEV_GPU_UTIL", "gauge", "GPU utilization (in %).", lambda s: str(s.mean.sm_percent)),
    ("DEV_FB_USED", "gauge", "Framebuffer memory used (in MiB).", lambda s: str(s.mean.used_mib)),
    (
        "DEV_XID_ERRORS",
        "gauge",
        "Value of the last XID error encountered.",
        lambda s: str(XID_CONTAINED if uncorrected(s) else 0),
    ),
    (
        "DEV_PCIE_REPLAY_COUNTER",
        "counter",
        "Total number of PCIe retries.",
        lambda s: str(replays(s)),
    ),
    (
        "DEV_POWER_VIOLATION",
        "counter",
        "Throttling duration due to power constraints (in ns).",
        lambda s: str(throttled_ns(s, "power")),
    ),
    (
        "DEV_THERMAL_VIOLATION",
        "counter",
        "Throttling duration due to thermal constraints (in ns).",
        lambda s: str(throttled_ns(s, "thermal")),
    ),
    (
        "DEV_UNCORRECTABLE_REMAPPED_ROWS",
        "counter",
        "Number of remapped rows for uncorrectable errors",
        lambda s: str(uncorrected(s)),
    ),
    (
        "PROF_SM_ACTIVE",
        "gauge",
        "The ratio of cycles an SM has at least 1 warp assigned.",
        lambda s: f"{s.mean.sm_percent / 100:.6f}",
    ),
    (
        "PROF_PIPE_TENSOR_ACTIVE",
        "gauge",
        "Ratio of cycles the tensor (HMMA) pipe is active.",
        lambda s: f"{s.mean.tensor_share:.6f}",
    ),
    (
        "PROF_DRAM_ACTIVE",
        "gauge",
        "Ratio of cycles the device memory interface is active sending or receiving data.",
        lambda s: f"{s.mean.dram_share:.6f}",
    ),
    (
        "PROF_PCIE_TX_BYTES",
        "gauge",
        "The rate of data transmitted over the PCIe bus - including"
        " both protocol headers and data payloads - in bytes per second.",
        lambda s: f"{s.mean.tx_bytes_per_s:.0f}",
    ),
    (
        "PROF_PCIE_RX_BYTES",
        "gauge",
        "The rate of data received over the PCIe bus - including"
        " both protocol headers and data payloads - in bytes per second.",
        lambda s: f"{s.mean.rx_bytes_per_s:.0f}",
    ),
)


def dcgm(incident: Incident) -> str:
    lines = ["$ curl -s localhost:9400/metrics"]
    for name, kind, text, value in METRICS:
        full = f"DCGM_FI_{name}"
        lines += [f"# HELP {full} {text}", f"# TYPE {full} {kind}"]
        lines += [f"{full}{{{labels(sensor)}}} {value(sensor)}" for sensor in all_ranks(incident)]
    return "\n".join(lines)


def labels(sensor: Telemetry) -> str:
    product = sensor.incident.job.machine.board.product
    uuid = f"GPU-{sensor.incident.seed % 0x10000:04x}-{sensor.rank:04x}"
    return (
        f'gpu="{sensor.rank}",UUID="{uuid}",device="nvidia{sensor.rank}",'
        f'modelName="{product}",Hostname="worker-0"'
    )
