"""`nvidia-smi -q`: the sections about link, clocks, errors, temperature and power."""

from interviewer.incidents.artefacts.dmon import corrected, replays, uncorrected
from interviewer.incidents.artefacts.smi import CUDA, DRIVER, STAMP, bus_id
from interviewer.incidents.incident import Incident
from interviewer.incidents.telemetry import Telemetry, all_ranks

VALUE_COLUMN = 55
# From Ada on temperatures are given as the distance to a limit, which counts down.
T_LIMIT_FROM = "8.9"
BANKS = 2560
Row = tuple[int, str, str]


def smi_query(incident: Incident) -> str:
    sensors = all_ranks(incident)
    head = [
        "$ nvidia-smi -q\n\n==============NVSMI LOG==============\n",
        line((0, "Timestamp", STAMP)),
        line((0, "Driver Version", DRIVER)),
        line((0, "CUDA Version", CUDA)),
        "",
        line((0, "Attached GPUs", str(len(sensors)))),
    ]
    return "\n".join([*head, *(text for sensor in sensors for text in gpu(sensor))])


def line(row: Row) -> str:
    """A row with a value, or the heading of a section."""
    depth, name, value = row
    indented = "    " * depth + name
    return f"{indented:<{VALUE_COLUMN}}: {value}" if value else indented


def gpu(sensor: Telemetry) -> list[str]:
    machine = sensor.incident.job.machine
    rows: list[Row] = [
        (1, "Product Name", machine.board.product),
        (1, "Product Brand", "NVIDIA"),
        (1, "Product Architecture", machine.gpu.record.architecture),  # type: ignore[attr-defined]
        (1, "Persistence Mode", "Enabled"),
        *link(sensor),
        (1, "Fan Speed", "N/A"),
        (1, "Performance State", "P0"),
        *reasons(sensor),
        *memory(sensor),
        *errors(sensor),
        *temperature(sensor),
        *power(sensor),
        *clocks(sensor),
        *processes(sensor),
    ]
    return [f"GPU {bus_id(sensor)}", *map(line, rows), ""]


def link(sensor: Telemetry) -> list[Row]:
    """As the job runs: an idle GPU would lower the generation to save power."""
    machine, held = sensor.incident.job.machine, sensor.incident.conditions
    best, reading = machine.pcie_generation, sensor.mean
    now = held.pcie_generation or best
    return [
        (1, "PCI", ""),
        (2, "Bus Id", bus_id(sensor)),
        (2, "GPU Link Info", ""),
        (3, "PCIe Generation", ""),
        (4, "Max", str(best)),
        (4, "Current", str(now)),
        (4, "Device Current", str(now)),
        (4, "Device Max", str(best)),
        (4, "Host Max", str(best)),
        (3, "Link Width", ""),
        (4, "Max", "16x"),
        (4, "Current", f"{held.pcie_lanes}x"),
        (2, "Replays Since Reset", str(replays(sensor))),
        (2, "Replay Number Rollovers", "0"),
        (2, "Tx Throughput", f"{round(reading.tx_bytes_per_s / 1e3)} KB/s"),
        (2, "Rx Throughput", f"{round(reading.rx_bytes_per_s / 1e3)} KB/s"),
    ]


def reasons(sensor: Telemetry) -> list[Row]:
    def state(is_active: bool) -> str:
        return "Active" if is_active else "Not Active"

    is_hot, is_capped = sensor.throttle == "thermal", sensor.throttle == "power"
    return [
        (1, "Clocks Event Reasons", ""),
        (2, "Idle", state(False)),
        (2, "Applications Clocks Setting", state(False)),
        (2, "SW Power Cap", state(is_capped)),
        (2, "HW Slowdown", state(is_hot)),
        (3, "HW Thermal Slowdown", state(is_hot)),
        (3, "HW Power Brake Slowdown", state(False)),
        (2, "Sync Boost", state(False)),
        (2, "SW Thermal Slowdown", state(is_hot)),
        (2, "Display Clock Setting", state(False)),
        (1, "Clocks Event Reasons Counters", ""),
        (2, "SW Power Capping", f"{88_231_904_112 if is_capped else 0} us"),
        (2, "Sync Boost", "0 us"),
        (2, "SW Thermal Slowdown", f"{61_904_227_318 if is_hot else 0} us"),
        (2, "HW Thermal Slowdown", f"{60_113_870_052 if is_hot else 0} us"),
        (2, "HW Power Braking", "0 us"),
    ]


def memory(sensor: Telemetry) -> list[Row]:
    total, used = sensor.incident.job.machine.board.framebuffer_mib, sensor.used_mib
    reserved = 480
    return [
        (1, "FB Memory Usage", ""),
        (2, "Total", f"{total} MiB"),
        (2, "Reserved", f"{reserved} MiB"),
        (2, "Used", f"{used} MiB"),
        (2, "Free", f"{max(total - reserved - used, 0)} MiB"),
        (1, "Utilization", ""),
        (2, "GPU", f"{sensor.mean.sm_percent} %"),
        (2, "Memory", f"{sensor.mean.memory_percent} %"),
    ]


def errors(sensor: Telemetry) -> list[Row]:
    bad = uncorrected(sensor)
    return [
        (1, "ECC Mode", ""),
        (2, "Current", "Enabled"),
        (2, "Pending", "Enabled"),
        (1, "ECC Errors", ""),
        (2, "Volatile", ""),
        (3, "SRAM Correctable", "0"),
        (3, "SRAM Uncorrectable Parity", "0"),
        (3, "SRAM Uncorrectable SEC-DED", "0"),
        (3, "DRAM Correctable", str(corrected(sensor))),
        (3, "DRAM Uncorrectable", str(bad)),
        (2, "Aggregate", ""),
        (3, "DRAM Correctable", str(corrected(sensor))),
        (3, "DRAM Uncorrectable", str(bad * 3)),
        (1, "Remapped Rows", ""),
        (2, "Correctable Error", "0"),
        (2, "Uncorrectable Error", str(bad)),
        (2, "Pending", "Yes" if bad else "No"),
        (2, "Remapping Failure Occurred", "No"),
        (2, "Bank Remap Availability Histogram", ""),
        (3, "Max", f"{BANKS - bad} bank(s)"),
        (3, "High", f"{bad} bank(s)"),
        (3, "Partial", "0 bank(s)"),
        (3, "Low", "0 bank(s)"),
        (3, "None", "0 bank(s)"),
    ]


def temperature(sensor: Telemetry) -> list[Row]:
    board, reading = sensor.incident.job.machine.board, sensor.mean
    now = (2, "GPU Current Temp", f"{reading.temperature_c} C")
    memory_now = (2, "Memory Current Temp", f"{reading.memory_temperature_c} C")
    if float(sensor.incident.job.machine.capability) < float(T_LIMIT_FROM):
        return [
            (1, "Temperature", ""),
            now,
            (2, "GPU T.Limit Temp", "N/A"),
            (2, "GPU Shutdown Temp", f"{board.slowdown_c + 3} C"),
            (2, "GPU Slowdown Temp", f"{board.slowdown_c} C"),
            (2, "GPU Max Operating Temp", f"{board.limit_c} C"),
            memory_now,
            (2, "Memory Max Operating Temp", "95 C"),
        ]
    return [
        (1, "Temperature", ""),
        now,
        (2, "GPU T.Limit Temp", f"{board.limit_c - reading.temperature_c} C"),
        (2, "GPU Shutdown T.Limit Temp", "-8 C"),
        (2, "GPU Slowdown T.Limit Temp", "-2 C"),
        (2, "GPU Max Operating T.Limit Temp", "0 C"),
        memory_now,
        (2, "Memory Max Operating T.Limit Temp", "0 C"),
    ]


def power(sensor: Telemetry) -> list[Row]:
    machine, reading = sensor.incident.job.machine, sensor.mean
    limit = machine.tdp_w * sensor.incident.conditions.power_limit_share
    return [
        (1, "GPU Power Readings", ""),
        (2, "Average Power Draw", f"{reading.power_w:.2f} W"),
        (2, "Instantaneous Power Draw", f"{sensor.readings[-1].power_w:.2f} W"),
        (2, "Current Power Limit", f"{limit:.2f} W"),
        (2, "Requested Power Limit", f"{limit:.2f} W"),
        (2, "Default Power Limit", f"{machine.tdp_w:.2f} W"),
        (2, "Min Power Limit", f"{machine.board.least_limit_w:.2f} W"),
        (2, "Max Power Limit", f"{machine.tdp_w:.2f} W"),
    ]


def clocks(sensor: Telemetry) -> list[Row]:
    machine, reading = sensor.incident.job.machine, sensor.mean
    return [
        (1, "Clocks", ""),
        (2, "Graphics", f"{reading.sm_mhz} MHz"),
        (2, "SM", f"{reading.sm_mhz} MHz"),
        (2, "Memory", f"{reading.memory_mhz} MHz"),
        (1, "Max Clocks", ""),
        (2, "Graphics", f"{machine.sm_mhz} MHz"),
        (2, "SM", f"{machine.sm_mhz} MHz"),
        (2, "Memory", f"{machine.memory_mhz} MHz"),
    ]


def processes(sensor: Telemetry) -> list[Row]:
    own = sensor.used_mib - sensor.foreign_mib
    rows: list[Row] = [(1, "Processes", "")]
    if sensor.foreign_mib:
        rows += [(2, "Process ID", "9127"), (3, "Used GPU Memory", f"{sensor.foreign_mib} MiB")]
    pid = str(21480 + sensor.rank)
    return [*rows, (2, "Process ID", pid), (3, "Used GPU Memory", f"{own} MiB")]
