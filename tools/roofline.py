"""Roofline: what bounds a kernel, and from which intensity or batch on."""

from tools.calculator import calculator
from tools.figures import figure, many, percent
from tools.result import Result
from tools.validation import require_at_most


@calculator(
    "ridge-point",
    topic="roofline",
    unit="FLOP/B",
    formula="P / B",
    sources=("williams2008", "scaling-book-1"),
    example={"peak_flops_dense": 9000e12, "hbm_bytes_per_s": 8e12},
    expected=1125,
)
def ridge_point(*, peak_flops_dense: float, hbm_bytes_per_s: float) -> Result:
    """Arithmetic intensity from which on a kernel can be compute-bound, in FLOP/B.

    Peak over bandwidth, both of one part; the peak of the dtype used, dense: a 2:4-sparse peak
    doubles the ridge. Any link's bandwidth in place of HBM's gives the ridge for that link.
    Williams 2008.
    """
    ridge = peak_flops_dense / hbm_bytes_per_s
    return Result(
        value=ridge,
        assumptions=("dense peak of the dtype used", "theoretical, not achieved, bandwidth"),
        steps=(
            f"{figure(peak_flops_dense, 'FLOP/s')} over {figure(hbm_bytes_per_s, 'B/s')}"
            f" = {figure(ridge, 'FLOP/B')}",
        ),
    )


@calculator(
    "roofline",
    topic="roofline",
    unit="FLOP/s",
    formula="min(P, I·B)",
    sources=("williams2008",),
    example={
        "intensity_flops_per_byte": 62.5,
        "peak_flops_dense": 312e12,
        "hbm_bytes_per_s": 2.039e12,
    },
    expected=62.5 * 2.039e12,
)
def attainable_flops_per_s(
    *, intensity_flops_per_byte: float, peak_flops_dense: float, hbm_bytes_per_s: float
) -> Result:
    """Most FLOP/s that a kernel of a given arithmetic intensity can reach.

    min(P, I·B). Below the ridge point the kernel is memory-bound. Williams 2008.
    """
    memory_roof = intensity_flops_per_byte * hbm_bytes_per_s
    attainable = min(peak_flops_dense, memory_roof)
    bound = "memory" if memory_roof < peak_flops_dense else "compute"
    return Result(
        value=attainable,
        assumptions=("dense peak of the dtype used", "perfect overlap of loads and arithmetic"),
        steps=(
            f"{figure(intensity_flops_per_byte, 'FLOP/B')} × {figure(hbm_bytes_per_s, 'B/s')}"
            f" = {figure(memory_roof, 'FLOP/s')} under the memory roof",
            f"against a peak of {figure(peak_flops_dense, 'FLOP/s')}: {bound}-bound,"
            f" at most {percent(attainable / peak_flops_dense)} of peak",
        ),
        parts={
            "ridge_flops_per_byte": peak_flops_dense / hbm_bytes_per_s,
            "share_of_peak": attainable / peak_flops_dense,
        },
    )


@calculator(
    "arithmetic-intensity",
    topic="roofline",
    unit="FLOP/B",
    formula="FLOP / bytes",
    sources=("williams2008", "modal-glossary"),
    example={"flops": 2, "bytes_moved": 12},
    expected=2 / 12,
)
def arithmetic_intensity(*, flops: float, bytes_moved: float) -> Result:
    """FLOP done per byte moved to and from memory.

    FLOP / bytes, counting a multiply-add as 2 FLOP and every read and write that reaches the
    memory in question. SAXPY in FP32: 2 FLOP over 12 B. Williams 2008.
    """
    intensity = flops / bytes_moved
    return Result(
        value=intensity,
        assumptions=("a multiply-add is 2 FLOP", "bytes count reads and writes"),
        steps=(
            f"{figure(flops, 'FLOP')} over {figure(bytes_moved, 'B')}"
            f" = {figure(intensity, 'FLOP/B')}",
        ),
    )


@calculator(
    "kernel-time",
    topic="roofline",
    unit="s",
    formula="max(FLOP / P, bytes / B)",
    sources=("williams2008", "scaling-book-1"),
    example={
        "flops": 2 * 4096**3,
        "bytes_moved": 3 * 2 * 4096**2,
        "peak_flops_dense": 989e12,
        "hbm_bytes_per_s": 3.35e12,
    },
    expected=2 * 4096**3 / 989e12,
)
def kernel_seconds(
    *, flops: float, bytes_moved: float, peak_flops_dense: float, hbm_bytes_per_s: float
) -> Result:
    """Least time of a kernel: the longer of its arithmetic and its memory traffic.

    max(FLOP/P, bytes/B), in seconds; no launch or tail effects. Scaling book ch. 1.
    """
    compute = flops / peak_flops_dense
    memory = bytes_moved / hbm_bytes_per_s
    bound = "memory" if memory > compute else "compute"
    return Result(
        value=max(compute, memory),
        assumptions=("perfect overlap of loads and arithmetic", "dense peak"),
        steps=(
            f"arithmetic {figure(flops, 'FLOP')} at {figure(peak_flops_dense, 'FLOP/s')}:"
            f" {figure(compute, 's')}",
            f"memory {figure(bytes_moved, 'B')} at {figure(hbm_bytes_per_s, 'B/s')}:"
            f" {figure(memory, 's')}",
            f"{bound}-bound",
        ),
        parts={
            "compute_seconds": compute,
            "memory_seconds": memory,
            "without_overlap_seconds": compute + memory,
        },
    )


@calculator(
    "critical-batch",
    topic="roofline",
    unit="tokens",
    formula="P / B × w / 2 × E / k",
    sources=("scaling-book-1", "scaling-book-7"),
    example={"peak_flops_dense": 1.97e14, "hbm_bytes_per_s": 8.2e11},
    expected=240.2439,
)
def critical_batch_tokens(
    *,
    peak_flops_dense: float,
    hbm_bytes_per_s: float,
    bytes_per_weight: float = 2,
    experts: int = 1,
    experts_per_token: int = 1,
) -> Result:
    """Tokens per step from which on the matrix multiplications are compute-bound.

    Each weight costs 2 FLOP per token and w bytes per step: w/2 · P/B tokens; a mixture of
    experts needs E/k times more. Holds while activations are small beside weights. Scaling book
    chs. 1 and 7.
    """
    require_at_most("experts_per_token", experts_per_token, "experts", experts)
    ridge = peak_flops_dense / hbm_bytes_per_s
    spread = experts / experts_per_token
    tokens = ridge * bytes_per_weight / 2 * spread
    steps = [
        f"ridge {figure(ridge, 'FLOP/B')} × {figure(bytes_per_weight)} bytes per weight"
        f" / 2 FLOP per weight and token = {figure(tokens / spread)} tokens"
    ]
    if experts > 1:
        steps.append(
            f"× {many(experts, 'expert')} / {experts_per_token} active = {figure(tokens)} tokens"
        )
    return Result(
        value=tokens,
        assumptions=("batch much smaller than the layer widths", "balanced experts"),
        steps=tuple(steps),
    )
