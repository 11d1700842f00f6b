"""Peak rates of a part from its units, clocks and bus, and how much of them a kernel uses."""

from typing import Literal

from tools.calculator import calculator
from tools.figures import figure, percent, plain
from tools.result import Result

Direction = Literal["dense_to_sparse", "sparse_to_dense"]


@calculator(
    "peak-flops",
    topic="peak",
    unit="FLOP/s",
    formula="units × FMA × 2 × clock (× 2 if 2:4-sparse)",
    sources=("stas00",),
    example={"units": 432, "fma_per_unit_clock": 256, "clock_hz": 1.41e9},
    expected=311.87e12,
)
def peak_flops(
    *,
    units: int,
    fma_per_unit_clock: float,
    clock_hz: float,
    sparse_2_4: bool = False,
) -> Result:
    """Peak FLOP/s from clock, number of units and multiply-adds per unit and clock.

    units · FMA · 2 · clock, ×2 with 2:4 sparsity. A unit is a Tensor Core, CUDA core or SM, as
    long as the FMA rate is per that unit. Use the boost clock that the datasheet uses. stas00.
    """
    dense = units * fma_per_unit_clock * 2 * clock_hz
    peak = dense * (2 if sparse_2_4 else 1)
    steps = [
        f"{units:,} units × {plain(fma_per_unit_clock)} FMA × 2 FLOP × {figure(clock_hz, 'Hz')}"
        f" = {figure(dense, 'FLOP/s')} dense"
    ]
    if sparse_2_4:
        steps.append(f"× 2 with 2:4 sparsity = {figure(peak, 'FLOP/s')}")
    return Result(
        value=peak,
        assumptions=("every unit issues every clock", "boost clock is held"),
        steps=tuple(steps),
        parts={"dense_flops_per_s": dense},
    )


@calculator(
    "sparse-peak",
    topic="peak",
    unit="FLOP/s",
    formula="sparse = 2 × dense",
    sources=("mishra2021",),
    example={"peak_flops": 18e15, "conversion": "sparse_to_dense"},
    expected=9e15,
)
def sparse_peak_flops(*, peak_flops: float, conversion: Direction = "dense_to_sparse") -> Result:
    """Peak FLOP/s with 2:4 structured sparsity from the dense peak, or the reverse.

    Factor 2, for one pruned operand only (normally the weights). Datasheets often print the
    sparse figure first; some parts (B300 NVFP4) break the factor. Mishra 2021.
    """
    to_sparse = conversion == "dense_to_sparse"
    peak = peak_flops * 2 if to_sparse else peak_flops / 2
    return Result(
        value=peak,
        assumptions=("2:4 structured sparsity of one operand", "peak rate, not measured gain"),
        steps=(
            f"{figure(peak_flops, 'FLOP/s')} {'×' if to_sparse else '/'} 2"
            f" = {figure(peak, 'FLOP/s')} {'sparse' if to_sparse else 'dense'}",
        ),
    )


@calculator(
    "memory-bandwidth",
    topic="memory-bandwidth",
    unit="B/s",
    formula="bus bits × transfers per clock × clock / 8",
    sources=("nvidia-v100",),
    example={"bus_bits": 4096, "clock_hz": 877.5e6},
    expected=898.56e9,
)
def memory_bandwidth(*, bus_bits: int, clock_hz: float, transfers_per_clock: float = 2) -> Result:
    """Peak DRAM bandwidth from bus width and clock.

    bits · transfers · clock / 8, in B/s. HBM transfers twice per clock. Where a data rate per pin
    is quoted (20 Gb/s GDDR6X), give it as `clock_hz` with `transfers_per_clock` 1.
    """
    rate = transfers_per_clock * clock_hz
    bandwidth = bus_bits * rate / 8
    return Result(
        value=bandwidth,
        assumptions=("no refresh or ECC overhead",),
        steps=(
            f"{figure(clock_hz, 'Hz')} × {plain(transfers_per_clock)} ="
            f" {figure(rate, 'bit/s')} per pin",
            f"× {bus_bits:,} pins / 8 bits = {figure(bandwidth, 'B/s')}",
        ),
        parts={"bits_per_s_per_pin": rate},
    )


@calculator(
    "bandwidth-utilisation",
    topic="memory-bandwidth",
    unit="1",
    formula="bytes / time / B",
    sources=("derived",),
    example={"bytes_moved": 14e9, "seconds": 0.0075, "hbm_bytes_per_s": 2.039e12},
    expected=0.91548,
)
def bandwidth_utilisation(*, bytes_moved: float, seconds: float, hbm_bytes_per_s: float) -> Result:
    """Share of the peak bandwidth that a kernel or decode step achieved (MBU).

    bytes / seconds / B. Above 1 the bytes were not all read from that memory, or the time or the
    peak is wrong.
    """
    achieved = bytes_moved / seconds
    share = achieved / hbm_bytes_per_s
    return Result(
        value=share,
        assumptions=("bytes are those that must move, each once",),
        steps=(
            f"{figure(bytes_moved, 'B')} in {figure(seconds, 's')} = {figure(achieved, 'B/s')}",
            f"of {figure(hbm_bytes_per_s, 'B/s')} = {percent(share)}",
        ),
        parts={"achieved_bytes_per_s": achieved},
    )


@calculator(
    "bytes-change",
    topic="memory-bandwidth",
    unit="1",
    formula="(u2 / u1) / speed-up",
    sources=("derived",),
    example={"utilisation_before": 0.85, "utilisation_after": 0.60, "speedup": 1.3},
    expected=0.54299,
)
def bytes_change_ratio(
    *, utilisation_before: float, utilisation_after: float, speedup: float
) -> Result:
    """Bytes moved after a change relative to before, from utilisation and speed-up.

    (u₂/u₁)/speed-up: bytes = utilisation · B · time. Lower utilisation is a gain only if the
    bytes fell by more than the time did; this says by how much they must have.
    """
    ratio = utilisation_after / utilisation_before / speedup
    return Result(
        value=ratio,
        assumptions=("same memory and peak bandwidth before and after",),
        steps=(
            f"bandwidth used: {percent(utilisation_after)} over {percent(utilisation_before)}"
            f" = {plain(utilisation_after / utilisation_before)} of before",
            f"over a speed-up of {plain(speedup)} = {plain(ratio)} of the bytes:"
            f" a change of {percent(ratio - 1)}",
        ),
        parts={"reduction_share": 1 - ratio, "time_ratio": 1 / speedup},
    )
