"""`nvidia-smi topo -m`, and to which cores each process is bound."""

from interviewer.incidents.artefacts.smi import FIRST_PID
from interviewer.incidents.incident import Incident
from interviewer.incidents.machines import Machine

CORES_PER_SOCKET = 48
UNDERLINED, PLAIN = "\x1b[4m", "\x1b[0m"
LEGEND = """
Legend:

  X    = Self
  SYS  = Connection traversing PCIe as well as the SMP interconnect between NUMA nodes (e.g., QPI/UPI)
  NODE = Connection traversing PCIe as well as the interconnect between PCIe Host Bridges within a NUMA node
  PHB  = Connection traversing PCIe as well as a PCIe Host Bridge (typically the CPU)
  PXB  = Connection traversing multiple PCIe bridges (without traversing the PCIe Host Bridge)
  PIX  = Connection traversing at most a single PCIe bridge
  NV#  = Connection traversing a bonded set of # NVLinks"""  # noqa: E501 - as it is printed


def topology(incident: Incident) -> str:
    """GPUs, adapters where the job has several nodes, and the cores that each GPU is near to."""
    machine = incident.job.machine
    gpus = range(machine.local_gpus)
    adapters = range(machine.local_gpus if machine.nodes > 1 else 0)
    names = [*(f"GPU{n}" for n in gpus), *(f"NIC{n}" for n in adapters)]
    head = "\t".join(["", *names, "CPU Affinity", "NUMA Affinity", "GPU NUMA ID"])
    rows = [gpu_row(machine, n, len(adapters)) for n in gpus]
    rows += [adapter_row(machine, n, len(adapters)) for n in adapters]
    nics = [f"  NIC{n}: mlx5_{n}" for n in adapters]
    legend = [LEGEND, *(["", "NIC Legend:", "", *nics] if nics else [])]
    return "\n".join(["$ nvidia-smi topo -m", f"{UNDERLINED}{head}{PLAIN}", *rows, *legend])


def gpu_row(machine: Machine, number: int, adapters: int) -> str:
    peers = [peer(machine, number, other) for other in range(machine.local_gpus)]
    near = [path(machine, number, other, "PIX") for other in range(adapters)]
    cores = cores_of(numa_node(machine, number))
    cells = [f"GPU{number}", *peers, *near, cores, str(numa_node(machine, number)), "", "N/A"]
    return "\t".join(cells)


def adapter_row(machine: Machine, number: int, adapters: int) -> str:
    gpus = [path(machine, number, other, "PIX") for other in range(machine.local_gpus)]
    nics = [" X " if n == number else path(machine, number, n, "PIX") for n in range(adapters)]
    return "\t".join([f"NIC{number}", *gpus, *nics, "", "", ""])


def peer(machine: Machine, number: int, other: int) -> str:
    if number == other:
        return " X "
    if machine.nvlink_bytes_per_s:
        return f"NV{machine.nvlinks}"
    return path(machine, number, other, "NODE")


def path(machine: Machine, number: int, other: int, same: str) -> str:
    """How two devices reach each other: `same` number, same socket, or across sockets."""
    if numa_node(machine, number) != numa_node(machine, other):
        return "SYS"
    return same if number == other else "NODE"


def numa_node(machine: Machine, number: int) -> int:
    """The lower half of the GPUs hangs off socket 0."""
    return 0 if number < max(machine.local_gpus / 2, 1) else 1


def cores_of(node: int) -> str:
    """Two sockets of 48 cores with two threads each."""
    first = node * CORES_PER_SOCKET
    second = first + 2 * CORES_PER_SOCKET
    last = CORES_PER_SOCKET - 1
    return f"{first}-{first + last},{second}-{second + last}"


def affinity(incident: Incident) -> str:
    """`taskset -cp` of each process: what it may run on."""
    machine = incident.job.machine
    lines = ["$ for p in $(pgrep -f 'python (train|serve)'); do taskset -cp $p; done"]
    for rank in range(machine.local_gpus):
        is_wrong = rank in incident.conditions.remote_ranks
        cores = cores_of(0 if is_wrong else numa_node(machine, rank))
        lines.append(f"pid {FIRST_PID + rank}'s current affinity list: {cores}")
    first, last = FIRST_PID, FIRST_PID + machine.local_gpus - 1
    return "\n".join([*lines, f"# local ranks 0-{machine.local_gpus - 1} are pids {first}-{last}"])
