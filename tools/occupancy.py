"""Occupancy of a streaming multiprocessor, and what happens beyond its limits."""

from math import ceil

from tools.calculator import calculator
from tools.compute_capability import (
    REGISTER_UNIT_PER_WARP,
    REGISTERS_PER_BLOCK,
    REGISTERS_PER_SM,
    REGISTERS_PER_THREAD,
    SM_LIMITS,
    STATIC_SHARED_BYTES,
    SUB_PARTITIONS,
    WARP_THREADS,
    ComputeCapability,
    SmLimits,
)
from tools.figures import figure, many, percent
from tools.result import Result


@calculator(
    "occupancy",
    topic="occupancy",
    unit="1",
    formula="min over resources of blocks per SM × warps per block / warps per SM",
    sources=("cuda-best-practices", "cuda-guide", "cuda-occupancy"),
    example={"threads_per_block": 128, "registers_per_thread": 37, "compute_capability": "7.0"},
    expected=0.75,
)
def sm_occupancy(
    *,
    threads_per_block: int,
    compute_capability: ComputeCapability,
    registers_per_thread: int = 32,
    shared_bytes_per_block: int = 0,
) -> Result:
    """Share of an SM's warps that a kernel can keep resident, and what limits it.

    Blocks per SM are the least that warps, block slots, registers and shared memory allow.
    Registers go to warps in units of 256, within one of 4 sub-partitions; shared memory in units
    of 128 or 256 bytes, with 1 KiB reserved per block from 8.0 on. ValueError if not even one
    block fits: such a launch fails. The default of 32 registers never limits. CUDA Best Practices
    Guide.
    """
    limits = SM_LIMITS[compute_capability]
    warps_per_block = ceil(threads_per_block / WARP_THREADS)
    bounds = {
        "warps": limits.warps // warps_per_block,
        "block slots": limits.blocks,
        "registers": _blocks_by_registers(threads_per_block, registers_per_thread),
    }
    if shared_bytes_per_block:
        bounds["shared memory"] = _blocks_by_shared(limits, shared_bytes_per_block)
    blocks = min(bounds.values())
    limiters = [resource for resource, bound in bounds.items() if bound == blocks]
    warps = blocks * warps_per_block
    share = warps / limits.warps
    return Result(
        value=share,
        assumptions=(
            f"limits of compute capability {compute_capability}",
            "largest shared-memory carve-out",
            "enough blocks to fill the SM",
        ),
        steps=(
            *(f"{resource} allow {bound} blocks per SM" for resource, bound in bounds.items()),
            f"limited by {' and '.join(limiters)}: {blocks} blocks"
            f" × {many(warps_per_block, 'warp')}"
            f" = {warps} of {limits.warps} warps = {percent(share)}",
        ),
        parts={
            "blocks_per_sm": blocks,
            "active_warps": warps,
            "active_threads": blocks * threads_per_block,
            **{f"blocks_allowed_by_{k.replace(' ', '_')}": v for k, v in bounds.items()},
        },
    )


def _warps_by_registers(registers_per_thread: int) -> int:
    per_warp = _rounded_up(registers_per_thread * WARP_THREADS, REGISTER_UNIT_PER_WARP)
    return REGISTERS_PER_SM // SUB_PARTITIONS // per_warp * SUB_PARTITIONS


def _blocks_by_registers(threads_per_block: int, registers_per_thread: int) -> int:
    warps_per_block = ceil(threads_per_block / WARP_THREADS)
    blocks = _warps_by_registers(registers_per_thread) // warps_per_block
    if blocks == 0:
        raise ValueError(
            f"registers_per_thread × threads_per_block must fit {REGISTERS_PER_BLOCK:,} registers"
            f" (found {registers_per_thread} × {threads_per_block:,}): the launch fails"
        )
    return blocks


def _blocks_by_shared(limits: SmLimits, shared_bytes_per_block: int) -> int:
    most = limits.shared_bytes_per_block_opt_in
    if shared_bytes_per_block > most:
        raise ValueError(
            f"shared_bytes_per_block must be at most {most:,}"
            f" (found {shared_bytes_per_block:,}): the launch fails, nothing spills"
        )
    reserved = shared_bytes_per_block + limits.shared_bytes_reserved_per_block
    return limits.shared_bytes // _rounded_up(reserved, limits.shared_unit_bytes)


def _rounded_up(amount: int, unit: int) -> int:
    return ceil(amount / unit) * unit


@calculator(
    "shared-memory-limit",
    topic="occupancy",
    unit="B",
    formula="48 KiB static or by default; SM shared memory - 1 KiB with opt-in (8.0 on)",
    sources=("cuda-guide",),
    example={"shared_bytes_per_block": 101_376, "compute_capability": "8.9"},
    expected=101_376,
)
def shared_memory_limit(
    *,
    compute_capability: ComputeCapability,
    shared_bytes_per_block: int = 0,
    static: bool = False,
) -> Result:
    """Most shared memory of one block, and what happens to a kernel that asks for more.

    48 KiB by default; a dynamic allocation can opt in to the rest (163, 99 or 227 KiB by part).
    Static arrays above 48 KiB fail to compile; launches above the opt-in limit fail; nothing
    spills. CUDA Programming Guide.
    """
    limits = SM_LIMITS[compute_capability]
    most = STATIC_SHARED_BYTES if static else limits.shared_bytes_per_block_opt_in
    if shared_bytes_per_block > most:
        outcome = "the kernel does not compile" if static else "the launch fails, nothing spills"
    elif shared_bytes_per_block > STATIC_SHARED_BYTES:
        outcome = "works after opting in (cudaFuncAttributeMaxDynamicSharedMemorySize)"
    else:
        outcome = "works by default"
    return Result(
        value=most,
        assumptions=(f"limits of compute capability {compute_capability}",),
        steps=(
            f"{'static' if static else 'opt-in dynamic'} limit per block:"
            f" {most:,} B = {most // 1024} KiB",
            f"{shared_bytes_per_block:,} B asked for: {outcome}",
        ),
        parts={
            "default_bytes": STATIC_SHARED_BYTES,
            "per_sm_bytes": limits.shared_bytes,
            "reserved_bytes_per_block": limits.shared_bytes_reserved_per_block,
        },
    )


@calculator(
    "register-limit",
    topic="occupancy",
    unit="registers",
    formula="min(255, ⌊registers per sub-partition / warps in it⌋ in units of 8)",
    sources=("cuda-guide", "cuda-occupancy"),
    example={"threads_per_block": 1024},
    expected=64,
)
def register_limit(*, threads_per_block: int, blocks_per_sm: int = 1) -> Result:
    """Most registers per thread that still let a number of blocks be resident on an SM.

    65,536 per SM, given to warps in units of 256 within 4 sub-partitions, and at most 255 per
    thread, beyond which the compiler spills to local memory (L1, L2, then HBM). ValueError if
    the warps cannot be resident at all. CUDA Programming Guide.
    """
    warps = blocks_per_sm * ceil(threads_per_block / WARP_THREADS)
    warps_per_partition = ceil(warps / SUB_PARTITIONS)
    units = REGISTERS_PER_SM // SUB_PARTITIONS // warps_per_partition // REGISTER_UNIT_PER_WARP
    by_file = units * REGISTER_UNIT_PER_WARP // WARP_THREADS
    if by_file == 0:
        raise ValueError(
            f"blocks_per_sm × threads_per_block must leave registers for each warp"
            f" (found {blocks_per_sm:,} × {threads_per_block:,})"
        )
    most = min(by_file, REGISTERS_PER_THREAD)
    return Result(
        value=most,
        assumptions=("65,536 registers per SM (compute capability 7.0 to 12.0)",),
        steps=(
            f"{figure(warps)} warps over {SUB_PARTITIONS} sub-partitions"
            f" = {warps_per_partition} in each",
            f"{REGISTERS_PER_SM // SUB_PARTITIONS:,} registers"
            f" over {many(warps_per_partition, 'warp')}"
            f" = {by_file} per thread in units of 8",
            f"more than {most} per thread "
            + ("spills to local memory" if by_file > most else "loses occupancy or spills"),
        ),
    )


@calculator(
    "resident-threads",
    topic="occupancy",
    unit="threads",
    formula="SMs × threads per SM",
    sources=("cuda-guide",),
    example={"compute_capability": "9.0", "sms": 132},
    expected=270_336,
)
def resident_threads(*, compute_capability: ComputeCapability, sms: int) -> Result:
    """Most threads that a GPU keeps resident; its registers and shared memory in `parts`.

    SMs times the threads of one SM. Each SM has 65,536 registers of 4 bytes. CUDA Programming
    Guide.
    """
    limits = SM_LIMITS[compute_capability]
    threads = sms * limits.warps * WARP_THREADS
    return Result(
        value=threads,
        assumptions=(f"limits of compute capability {compute_capability}",),
        steps=(
            f"{many(sms, 'SM')} × {limits.warps} warps × {WARP_THREADS} threads"
            f" = {threads:,} threads",
        ),
        parts={
            "warps": sms * limits.warps,
            "register_bytes": sms * REGISTERS_PER_SM * 4,
            "shared_bytes": sms * limits.shared_bytes,
        },
    )
