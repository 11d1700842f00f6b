"""A filter of system calls, as the bytes that the kernel takes: what no solution needs is refused.

Classic BPF, assembled by hand: eight bytes an instruction (code, jump if true, jump if false,
constant), over `struct seccomp_data` (call number at 0, architecture at 4). Formats and numbers:
the kernel's uapi headers linux/filter.h, linux/seccomp.h, linux/audit.h and asm/unistd.h.
"""

import platform
import struct
from dataclasses import dataclass
from errno import EPERM

LOAD, JUMP_EQUAL, JUMP_AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06
CALL_NUMBER, ARCHITECTURE = 0, 4
ALLOW, REFUSE, KILL = 0x7FFF0000, 0x00050000 | EPERM, 0x80000000
# Calls from here on are those of the 32-bit pointer ABI, which would go round the numbers below.
X32_CALLS = 0x40000000


@dataclass(frozen=True)
class Machine:
    """An architecture's audit number, and the numbers of the calls that are refused on it."""

    audit: int
    refused: dict[str, int]
    has_x32: bool = False


SHARED_NUMBERS = {
    "pidfd_send_signal": 424,
    "io_uring_setup": 425,
    "io_uring_enter": 426,
    "io_uring_register": 427,
    "open_tree": 428,
    "move_mount": 429,
    "fsopen": 430,
    "pidfd_open": 434,
    "clone3": 435,
    "pidfd_getfd": 438,
}
MACHINES = {
    "x86_64": Machine(
        audit=0xC000003E,
        has_x32=True,
        refused={
            "socket": 41,
            "clone": 56,
            "fork": 57,
            "vfork": 58,
            "ptrace": 101,
            "mount": 165,
            "add_key": 248,
            "request_key": 249,
            "keyctl": 250,
            "unshare": 272,
            "perf_event_open": 298,
            "setns": 308,
            "process_vm_readv": 310,
            "process_vm_writev": 311,
            "memfd_create": 319,
            "bpf": 321,
            "userfaultfd": 323,
            **SHARED_NUMBERS,
        },
    ),
    "aarch64": Machine(
        audit=0xC00000B7,
        refused={
            "mount": 40,
            "unshare": 97,
            "ptrace": 117,
            "socket": 198,
            "add_key": 217,
            "request_key": 218,
            "keyctl": 219,
            "clone": 220,
            "perf_event_open": 241,
            "setns": 268,
            "process_vm_readv": 270,
            "process_vm_writev": 271,
            "memfd_create": 279,
            "bpf": 280,
            "userfaultfd": 282,
            **SHARED_NUMBERS,
        },
    ),
}


def program(machine_name: str | None = None) -> bytes | None:
    """The filter for this machine; None on one whose call numbers are not known here."""
    machine = MACHINES.get(machine_name or platform.machine())
    return assembled(machine) if machine else None


def assembled(machine: Machine) -> bytes:
    """Another architecture's call kills; a refused one fails with EPERM; all others pass."""
    numbers = sorted(machine.refused.values())
    lines = [
        (LOAD, 0, 0, ARCHITECTURE),
        (JUMP_EQUAL, 1, 0, machine.audit),
        (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, CALL_NUMBER),
    ]
    if machine.has_x32:
        lines += [(JUMP_AT_LEAST, 0, 1, X32_CALLS), (RETURN, 0, 0, KILL)]
    lines += [(JUMP_EQUAL, len(numbers) - place, 0, number) for place, number in enumerate(numbers)]
    lines += [(RETURN, 0, 0, ALLOW), (RETURN, 0, 0, REFUSE)]
    return b"".join(struct.pack("=HBBI", *line) for line in lines)
