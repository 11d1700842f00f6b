"""`nvidia-smi dmon -s pucvmet`: a line per GPU and second, columns as driver 580 prints them."""

from interviewer.incidents.incident import Incident
from interviewer.incidents.telemetry import Reading, Telemetry, all_ranks

COMMAND = "$ nvidia-smi dmon -s pucvmet -c 6"
# Name, unit and width of each column.
COLUMNS = (
    ("gpu", "Idx", 5),
    ("pwr", "W", 6),
    ("gtemp", "C", 6),
    ("mtemp", "C", 6),
    ("sm", "%", 6),
    ("mem", "%", 6),
    ("enc", "%", 6),
    ("dec", "%", 6),
    ("jpg", "%", 6),
    ("ofa", "%", 6),
    ("mclk", "MHz", 6),
    ("pclk", "MHz", 6),
    ("pviol", "%", 6),
    ("tviol", "bool", 6),
    ("fb", "MB", 6),
    ("bar1", "MB", 6),
    ("ccpm", "MB", 6),
    ("sbecc", "errs", 6),
    ("dbecc", "errs", 6),
    ("pci", "errs", 6),
    ("rxpci", "MB/s", 6),
    ("txpci", "MB/s", 6),
)


def dmon(incident: Incident) -> str:
    """The samples of all GPUs of one node."""
    sensors = all_ranks(incident)
    rows = [
        row(sensor, sensor.readings[sample])
        for sample in range(len(sensors[0].readings))
        for sensor in sensors
    ]
    return "\n".join([COMMAND, *heads(), *rows])


def heads() -> list[str]:
    names = "# " + " ".join(name.rjust(width - 2 * (n == 0)) for n, (name, _, width) in numbered())
    units = "# " + " ".join(unit.rjust(width - 2 * (n == 0)) for n, (_, unit, width) in numbered())
    return [f"{names} ", f"{units} "]


def numbered() -> list[tuple[int, tuple[str, str, int]]]:
    return list(enumerate(COLUMNS))


def row(sensor: Telemetry, reading: Reading) -> str:
    values = (
        sensor.rank,
        round(reading.power_w),
        reading.temperature_c,
        reading.memory_temperature_c,
        reading.sm_percent,
        reading.memory_percent,
        *(0, 0, 0, 0),
        reading.memory_mhz,
        reading.sm_mhz,
        reading.power_violation_percent,
        reading.thermal_violation,
        reading.used_mib,
        reading.used_mib // 512 + 1,
        0,
        corrected(sensor),
        uncorrected(sensor),
        replays(sensor),
        round(reading.rx_bytes_per_s / 1e6),
        round(reading.tx_bytes_per_s / 1e6),
    )
    cells = (str(v).rjust(width) for v, (_, _, width) in zip(values, COLUMNS, strict=True))
    return " ".join(cells) + " "


def corrected(sensor: Telemetry) -> int:
    """Single-bit errors that ECC put right: on GPU 0, where a herring has some."""
    found = sum(h.corrected_errors for h in sensor.incident.herrings)
    return found if sensor.rank == 0 else 0


def uncorrected(sensor: Telemetry) -> int:
    held = sensor.incident.conditions
    is_broken = held.broken_rank == sensor.rank and not held.is_fragmented
    return 2 + sensor.incident.severity if is_broken else 0


def replays(sensor: Telemetry) -> int:
    found = sum(h.replays for h in sensor.incident.herrings)
    is_last = sensor.rank == sensor.incident.job.machine.local_gpus - 1
    return found if is_last else 0
