"""Matrix multiplication and element-wise kernels: intensity, tile and wave quantisation."""

from math import ceil

from tools.calculator import calculator
from tools.figures import figure, many, percent, plain
from tools.result import Result


@calculator(
    "gemm-intensity",
    topic="gemm",
    unit="FLOP/B",
    formula="2mnk / (w(mk + kn + mn))",
    sources=("nvidia-matmul",),
    example={"m": 8192, "n": 128, "k": 8192, "bytes_per_element": 2},
    expected=124.1212,
)
def gemm_intensity(
    *, m: int, n: int, k: int, bytes_per_element: float = 2, reads_c: bool = False
) -> Result:
    """Arithmetic intensity of C[m,n] = A[m,k] B[k,n], each matrix moved once.

    2mnk / (w(mk + kn + mn)), with another mn if C is read too (beta not 0). NVIDIA matrix
    multiplication guide.
    """
    flops = 2 * m * n * k
    elements = m * k + k * n + m * n * (2 if reads_c else 1)
    moved = bytes_per_element * elements
    intensity = flops / moved
    return Result(
        value=intensity,
        assumptions=("each matrix moves once: perfect on-chip reuse", "one dtype for all three"),
        steps=(
            f"2 × {m:,} × {n:,} × {k:,} = {figure(flops, 'FLOP')}",
            f"{plain(bytes_per_element)} bytes × {elements:,} elements = {figure(moved, 'B')}",
            f"{figure(flops, 'FLOP')} over {figure(moved, 'B')} = {figure(intensity, 'FLOP/B')}",
        ),
        parts={"flops": flops, "bytes_moved": moved},
    )


@calculator(
    "tile-intensity",
    topic="gemm",
    unit="FLOP/B",
    formula="2·bm·bn / (w(bm + bn))",
    sources=("scaling-book-1",),
    example={"tile_m": 128, "tile_n": 128, "bytes_per_element": 2},
    expected=64,
)
def tile_intensity(*, tile_m: int, tile_n: int, bytes_per_element: float = 2) -> Result:
    """Arithmetic intensity of one output tile fed from memory.

    2·bm·bn / (w(bm + bn)): per step in k a tile reads bm + bn elements for bm·bn multiply-adds.
    Also bounds shared-memory or register blocking. Scaling book, as corrected in PR 113.
    """
    intensity = 2 * tile_m * tile_n / (bytes_per_element * (tile_m + tile_n))
    return Result(
        value=intensity,
        assumptions=("no reuse between tiles (no L2 hits)", "long k, so the write of C is small"),
        steps=(
            f"2 × {tile_m:,} × {tile_n:,} FLOP per step in k, over"
            f" {plain(bytes_per_element)} bytes × ({tile_m:,} + {tile_n:,}) elements"
            f" = {figure(intensity, 'FLOP/B')}",
        ),
    )


@calculator(
    "elementwise-intensity",
    topic="arithmetic-intensity",
    unit="FLOP/B",
    formula="FLOP / (w(reads + writes))",
    sources=("nvidia-dl-performance", "modal-glossary"),
    example={
        "flops_per_element": 2,
        "reads_per_element": 2,
        "writes_per_element": 1,
        "bytes_per_element": 4,
    },
    expected=2 / 12,
)
def elementwise_intensity(
    *,
    flops_per_element: float,
    reads_per_element: float = 1,
    writes_per_element: float = 1,
    bytes_per_element: float = 2,
) -> Result:
    """Arithmetic intensity of an element-wise or reduction kernel.

    FLOP / (w(reads + writes)) per element. ReLU in FP16: 1/(2·2) = 0.25; the write counts.
    NVIDIA GPU performance background guide.
    """
    accesses = reads_per_element + writes_per_element
    if accesses == 0:
        raise ValueError("reads_per_element + writes_per_element must be above 0 (found 0)")
    intensity = flops_per_element / (bytes_per_element * accesses)
    return Result(
        value=intensity,
        assumptions=("no reuse in cache", "no fusion with a neighbour"),
        steps=(
            f"{plain(flops_per_element)} FLOP over {plain(bytes_per_element)} bytes ×"
            f" ({plain(reads_per_element)} reads + {plain(writes_per_element)} writes)"
            f" = {figure(intensity, 'FLOP/B')}",
        ),
    )


@calculator(
    "tile-quantisation",
    topic="tile-quantisation",
    unit="1",
    formula="m·n / (⌈m/bm⌉·bm·⌈n/bn⌉·bn)",
    sources=("nvidia-matmul",),
    example={"m": 257, "tile_m": 128},
    expected=257 / 384,
)
def tile_efficiency(*, m: int, tile_m: int, n: int = 1, tile_n: int = 1) -> Result:
    """Useful share of the work when an m × n output is cut into whole tiles.

    m·n / (⌈m/bm⌉bm · ⌈n/bn⌉bn): a tile costs a full tile even with one row in it. Leave n and
    tile_n out for one dimension. NVIDIA matrix multiplication guide.
    """
    rows, columns = ceil(m / tile_m), ceil(n / tile_n)
    padded = rows * tile_m * columns * tile_n
    efficiency = m * n / padded
    return Result(
        value=efficiency,
        assumptions=("a partly filled tile takes as long as a full one",),
        steps=(
            f"⌈{m:,} / {tile_m:,}⌉ × ⌈{n:,} / {tile_n:,}⌉ = {rows * columns:,} tiles"
            f" = {padded:,} elements computed",
            f"{m * n:,} useful of {padded:,} = {percent(efficiency)}",
        ),
        parts={"tiles": rows * columns, "padded_elements": padded},
    )


@calculator(
    "wave-quantisation",
    topic="wave-quantisation",
    unit="1",
    formula="tiles / (⌈tiles / slots⌉ × slots)",
    sources=("nvidia-matmul", "stas00"),
    example={"tiles": 109, "sms": 108},
    expected=109 / 216,
)
def wave_efficiency(*, tiles: int, sms: int, blocks_per_sm: int = 1) -> Result:
    """Useful share of the machine when thread blocks run in whole waves.

    tiles / (waves · SMs · blocks per SM), waves = ⌈tiles / (SMs · blocks per SM)⌉: a last wave of
    one block costs a full wave. NVIDIA matrix multiplication guide.
    """
    slots = sms * blocks_per_sm
    waves = ceil(tiles / slots)
    efficiency = tiles / (waves * slots)
    return Result(
        value=efficiency,
        assumptions=("equal blocks, no persistent kernel, no split-k or stream-k",),
        steps=(
            f"{many(sms, 'SM')} × {blocks_per_sm} = {slots:,} blocks at a time",
            f"⌈{tiles:,} / {slots:,}⌉ = {waves:,} waves",
            f"{tiles:,} of {waves * slots:,} slots used = {percent(efficiency)}",
        ),
        parts={"waves": waves, "blocks_in_last_wave": tiles - (waves - 1) * slots},
    )


@calculator(
    "gemm-waves",
    topic="wave-quantisation",
    unit="1",
    formula="tile efficiency × wave efficiency",
    sources=("nvidia-matmul",),
    example={"m": 4096, "n": 4096, "tile_m": 256, "tile_n": 128, "sms": 132},
    expected=512 / 528,
)
def gemm_efficiency(
    *, m: int, n: int, tile_m: int, tile_n: int, sms: int, blocks_per_sm: int = 1
) -> Result:
    """Useful share of a GEMM's time after tile and wave quantisation together.

    The product of both efficiencies. NVIDIA matrix multiplication guide.
    """
    tile = tile_efficiency(m=m, n=n, tile_m=tile_m, tile_n=tile_n)
    wave = wave_efficiency(tiles=int(tile.parts["tiles"]), sms=sms, blocks_per_sm=blocks_per_sm)
    efficiency = tile.value * wave.value
    return Result(
        value=efficiency,
        assumptions=tile.assumptions + wave.assumptions,
        steps=(
            *tile.steps,
            *wave.steps,
            f"{percent(tile.value)} × {percent(wave.value)} = {percent(efficiency)}",
        ),
        parts={
            "tile_efficiency": tile.value,
            "wave_efficiency": wave.value,
            "tiles": tile.parts["tiles"],
            "waves": wave.parts["waves"],
        },
    )
