"""Memory access of a warp: shared-memory bank conflicts and coalescing of global loads."""

from math import ceil, gcd

from tools.calculator import calculator
from tools.compute_capability import WARP_THREADS
from tools.figures import percent
from tools.result import Result

BANKS = 32
SECTOR_BYTES = 32


@calculator(
    "bank-conflicts",
    topic="memory-access",
    unit="ways",
    formula="gcd(stride, 32)",
    sources=("cuda-best-practices",),
    example={"stride_words": 32},
    expected=32,
)
def bank_conflict_ways(*, stride_words: int) -> Result:
    """How many passes a warp's shared-memory access takes when threads are a stride apart.

    gcd(stride, 32) for 4-byte words over 32 banks: 1 is free of conflicts, 32 is fully serial.
    Padding a row of 32 words to 33 cures a column access; register blocking does not. CUDA Best
    Practices Guide.
    """
    ways = gcd(stride_words, BANKS)
    return Result(
        value=ways,
        assumptions=("4-byte words", "thread i reads word i × stride: no two read the same word"),
        steps=(
            f"threads {stride_words:,} words apart use {BANKS // ways} of {BANKS} banks:"
            f" {ways} passes",
        ),
        parts={"banks_used": BANKS // ways, "bandwidth_share": 1 / ways},
    )


@calculator(
    "coalescing",
    topic="memory-access",
    unit="1",
    formula="bytes used / (sectors × 32)",
    sources=("cuda-best-practices",),
    example={"element_bytes": 4, "stride_elements": 2},
    expected=0.5,
)
def coalescing_efficiency(*, element_bytes: int, stride_elements: int = 1) -> Result:
    """Share of the bytes fetched that a warp's global load uses.

    Memory moves in 32-byte sectors: 32 threads that read elements a stride apart touch as many
    sectors as their span covers, at most one each (more for elements wider than a sector). CUDA
    Best Practices Guide.
    """
    used = WARP_THREADS * element_bytes
    step = element_bytes * stride_elements
    if step >= SECTOR_BYTES:
        sectors = WARP_THREADS * ceil(element_bytes / SECTOR_BYTES)
    else:
        sectors = ceil(((WARP_THREADS - 1) * step + element_bytes) / SECTOR_BYTES)
    efficiency = used / (sectors * SECTOR_BYTES)
    return Result(
        value=efficiency,
        assumptions=("the first element starts a sector", "no later reuse in cache"),
        steps=(
            f"{WARP_THREADS} threads × {element_bytes} bytes = {used:,} bytes used",
            f"{sectors} sectors × {SECTOR_BYTES} bytes = {sectors * SECTOR_BYTES:,} bytes fetched:"
            f" {percent(efficiency)} used",
        ),
        parts={"sectors": sectors, "bytes_fetched": sectors * SECTOR_BYTES},
    )
