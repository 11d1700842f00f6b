"""The table that `nvidia-smi` prints, with the processes on each GPU."""

from collections.abc import Iterator

from interviewer.incidents.artefacts.dmon import uncorrected
from interviewer.incidents.incident import Incident
from interviewer.incidents.telemetry import Telemetry, all_ranks

DRIVER, CUDA = "580.159.04", "13.0"
STAMP = "Thu Nov 26 14:06:31 2026"
FIRST_PID = 21480
FOREIGN_PID, FOREIGN_NAME = 9127, "python eval_worker.py"
TOP = "+-----------------------------------------------------------------------------------------+"
RULE = "+-----------------------------------------+------------------------+----------------------+"
DOUBLE = (
    "|=========================================+========================+======================|"
)
PROCESS_DOUBLE = (
    "|=========================================================================================|"
)

GPU_HEAD = """\
| GPU  Name                 Persistence-M | Bus-Id          Disp.A | Volatile Uncorr. ECC |
| Fan  Temp   Perf          Pwr:Usage/Cap |           Memory-Usage | GPU-Util  Compute M. |
|                                         |                        |               MIG M. |"""
PROCESS_HEAD = """\
| Processes:                                                                              |
|  GPU   GI   CI              PID   Type   Process name                        GPU Memory |
|        ID   ID                                                               Usage      |"""


def smi(incident: Incident) -> str:
    sensors = all_ranks(incident)
    body = [line for sensor in sensors for line in gpu(sensor)]
    return "\n".join([f"$ nvidia-smi\n{STAMP}       ", *head(), *body, "", *processes(sensors)])


def head() -> list[str]:
    versions = (
        f"| NVIDIA-SMI {DRIVER}             Driver Version: {DRIVER}     CUDA Version: {CUDA}"
    )
    return [
        TOP,
        f"{versions:<90}|",
        RULE,
        GPU_HEAD,
        DOUBLE,
    ]


def gpu(sensor: Telemetry) -> Iterator[str]:
    machine, reading = sensor.incident.job.machine, sensor.mean
    name = f"{sensor.rank:>4}  {machine.board.product}"
    yield f"|{name:<37}On  |   {bus_id(sensor)} Off |{uncorrected(sensor):>21} |"
    cap = round(machine.tdp_w * sensor.incident.conditions.power_limit_share)
    usage = f"{round(reading.power_w)}W / {cap:>4}W"
    memory = f"{reading.used_mib:>6}MiB / {machine.board.framebuffer_mib:>6}MiB"
    yield (
        f"| N/A  {reading.temperature_c:>3}C    P0     {usage:>19} |"
        f" {memory:>22} |{reading.sm_percent:>7}%      Default |"
    )
    mig = "Disabled" if machine.fact("mig.instances") else "N/A"
    yield f"|                                         |                        |{mig:>21} |"
    yield RULE


def bus_id(sensor: Telemetry) -> str:
    return f"00000000:{sensor.incident.job.machine.board.bus[sensor.rank]}:00.0"


def processes(sensors: tuple[Telemetry, ...]) -> list[str]:
    return [
        TOP,
        PROCESS_HEAD,
        PROCESS_DOUBLE,
        *(line for sensor in sensors for line in of_gpu(sensor)),
        TOP,
    ]


def of_gpu(sensor: Telemetry) -> Iterator[str]:
    own = sensor.used_mib - sensor.foreign_mib
    what = "python serve.py" if sensor.incident.job.workload.is_serving else "python train.py"
    if sensor.foreign_mib:
        yield process(sensor.rank, FOREIGN_PID, FOREIGN_NAME, sensor.foreign_mib)
    yield process(sensor.rank, FIRST_PID + sensor.rank, what, own)


def process(rank: int, pid: int, name: str, used_mib: int) -> str:
    usage = f"{used_mib}MiB"
    return f"|{rank:>5}   N/A  N/A {pid:>15}      C   {name:<34} {usage:>11} |"
