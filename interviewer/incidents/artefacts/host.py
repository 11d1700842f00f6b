"""What the host says: the kernel's log with Xid errors, and a Jetson's `tegrastats`."""

from interviewer.incidents.artefacts.dmon import uncorrected
from interviewer.incidents.incident import Incident
from interviewer.incidents.telemetry import Reading, Telemetry, all_ranks

CORES = 12
CPU_MHZ = 2201
# Xids of a contained uncorrectable error: 63 a row remap is recorded, 94 the error itself.
RECORDED, CONTAINED = 63, 94


def kernel_log(incident: Incident) -> str:
    """`dmesg -T`, the driver's lines of the last day."""
    lines = ["$ dmesg -T | grep -i -E 'nvrm|xid'"]
    for sensor in all_ranks(incident):
        bus = f"0000:{incident.job.machine.board.bus[sensor.rank].lower()}:00"
        for event in range(uncorrected(sensor)):
            stamp = (
                f"[Thu Nov 26 {2 + 3 * event:02d}:41:{17 + event:02d} 2026] NVRM: Xid (PCI:{bus}):"
            )
            lines.append(
                f"{stamp} {RECORDED}, pid='<unknown>', name=<unknown>,"
                f" Row Remapper: New row (0x0000000{event + 3}a1c{event}f2c) marked for remapping,"
                " reset gpu to activate."
            )
            lines.append(
                f"{stamp} {CONTAINED}, pid={21480 + sensor.rank}, name=python, Ch 00000008,"
                " Contained: SM (0x1). RST: No, D-RST: No"
            )
    return "\n".join(lines if len(lines) > 1 else [*lines, "(no match)"])


def tegrastats(incident: Incident) -> str:
    """One line a second of a Jetson, as Jetson Linux 36 prints them."""
    sensor = Telemetry(incident, 0)
    mode = power_mode(incident)
    lines = [f"$ sudo nvpmodel -q\n{mode}\n$ sudo tegrastats --interval 1000"]
    for second, reading in enumerate(sensor.readings):
        lines.append(sample(incident, reading, second))
    return "\n".join(lines)


def power_mode(incident: Incident) -> str:
    """MAXN has no budget; the others have one in watts (Jetson Linux Developer Guide)."""
    held, tdp_w = incident.conditions, incident.job.machine.tdp_w
    if held.throttle != "power":
        return "NV Power Mode: MAXN\n0"
    return f"NV Power Mode: MODE_{round(tdp_w * held.power_limit_share)}W\n2"


def sample(incident: Incident, reading: Reading, second: int) -> str:
    total = incident.job.machine.board.framebuffer_mib
    busy = 100 if host_is_busy(incident) else 11
    cpus = [
        f"{busy}%@{CPU_MHZ}",
        *(f"{7 + (core + second) % 4}%@{CPU_MHZ}" for core in range(1, CORES)),
    ]
    milliwatt = round(reading.power_w * 1000)
    gpu_mw, cpu_mw = round(milliwatt * 0.68), round(milliwatt * 0.14)
    rest_mw = milliwatt - gpu_mw - cpu_mw
    return (
        f"11-26-2026 14:06:{31 + second} RAM {reading.used_mib}/{total}MB (lfb 4x4MB) SWAP"
        f" 0/31420MB (cached 0MB) CPU [{','.join(cpus)}] EMC_FREQ"
        f" {reading.memory_percent}%@{reading.memory_mhz} GR3D_FREQ"
        f" {reading.sm_percent}%@[{reading.sm_mhz},{reading.sm_mhz}]"
        f" cpu@{reading.temperature_c - 4}C tboard@{reading.temperature_c - 14}C"
        f" gpu@{reading.temperature_c}C tj@{reading.temperature_c + 1}C"
        f" VDD_GPU_SOC {gpu_mw}mW/{gpu_mw}mW VDD_CPU_CV {cpu_mw}mW/{cpu_mw}mW"
        f" VIN_SYS_5V0 {rest_mw}mW/{rest_mw}mW"
    )


def host_is_busy(incident: Incident) -> bool:
    """Whether one core is full: launching or tokenising in Python."""
    held = incident.conditions
    return bool(held.tokenise_s) or incident.fault.id == "launch-bound"
