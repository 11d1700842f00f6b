"""Limits of a streaming multiprocessor by compute capability.

From the technical-specification table of the CUDA C++ Programming Guide and the device
traits in NVIDIA's CCCL. Shared memory is the largest carve-out.
"""

from typing import Literal, NamedTuple

ComputeCapability = Literal[
    "7.0", "7.2", "7.5", "8.0", "8.6", "8.7", "8.9", "9.0", "10.0", "10.3", "11.0", "12.0"
]

KIB = 1024
WARP_THREADS = 32
SUB_PARTITIONS = 4
REGISTERS_PER_SM = 65_536
REGISTERS_PER_BLOCK = 65_536
REGISTERS_PER_THREAD = 255
REGISTER_UNIT_PER_WARP = 256
THREADS_PER_BLOCK = 1024
STATIC_SHARED_BYTES = 48 * KIB


class SmLimits(NamedTuple):
    """What one SM holds; the limits that do not differ between parts are module constants."""

    warps: int
    blocks: int
    shared_bytes: int
    shared_bytes_per_block_opt_in: int
    shared_bytes_reserved_per_block: int
    shared_unit_bytes: int


def _volta_or_turing(warps: int, blocks: int, shared_kib: int) -> SmLimits:
    return SmLimits(warps, blocks, shared_kib * KIB, shared_kib * KIB, 0, 256)


def _ampere_or_later(warps: int, blocks: int, shared_kib: int) -> SmLimits:
    # The driver keeps 1 KiB per block for itself, so a block can have 1 KiB less than the SM.
    return SmLimits(warps, blocks, shared_kib * KIB, (shared_kib - 1) * KIB, KIB, 128)


SM_LIMITS: dict[ComputeCapability, SmLimits] = {
    "7.0": _volta_or_turing(64, 32, 96),
    "7.2": _volta_or_turing(64, 32, 96),
    "7.5": _volta_or_turing(32, 16, 64),
    "8.0": _ampere_or_later(64, 32, 164),
    "8.6": _ampere_or_later(48, 16, 100),
    "8.7": _ampere_or_later(48, 16, 164),
    "8.9": _ampere_or_later(48, 24, 100),
    "9.0": _ampere_or_later(64, 32, 228),
    "10.0": _ampere_or_later(64, 32, 228),
    "10.3": _ampere_or_later(64, 32, 228),
    "11.0": _ampere_or_later(48, 24, 228),
    "12.0": _ampere_or_later(48, 24, 100),
}
