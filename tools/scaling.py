"""Laws of speed-up and concurrency: Amdahl, Gustafson, Little."""

from tools.calculator import calculator
from tools.figures import figure, many, percent, plain
from tools.result import Result


@calculator(
    "amdahl",
    topic="scaling",
    unit="1",
    formula="1 / (s + (1-s)/n)",
    sources=("amdahl1967",),
    example={"serial_fraction": 0.05, "workers": 64},
    expected=1 / (0.05 + 0.95 / 64),
)
def amdahl_speedup(*, serial_fraction: float, workers: int) -> Result:
    """Speed-up of a fixed problem on n workers.

    1/(s + (1-s)/n), at most 1/s; s is the serial share of the time on one worker. Amdahl 1967.
    """
    speedup = 1 / (serial_fraction + (1 - serial_fraction) / workers)
    parts = {"efficiency": speedup / workers}
    if serial_fraction:
        parts["limit"] = 1 / serial_fraction
    return Result(
        value=speedup,
        assumptions=("fixed problem size", "the parallel part scales perfectly"),
        steps=(
            f"1 / ({plain(serial_fraction)} + {plain(1 - serial_fraction)} / {workers:,})"
            f" = {plain(speedup)}×, {percent(speedup / workers)} efficient",
        ),
        parts=parts,
    )


@calculator(
    "partial-speedup",
    topic="scaling",
    unit="1",
    formula="1 / ((1-f) + f/k)",
    sources=("amdahl1967",),
    example={"share_of_time": 0.05},
    expected=1 / 0.95,
)
def partial_speedup(*, share_of_time: float, speedup_of_share: float | None = None) -> Result:
    """Speed-up of the whole when a share of the time is sped up k times, or removed.

    1/((1-f) + f/k); without k the share is removed: a 5% layer gives at most 1.053×. ValueError
    if all of the time is removed. Amdahl 1967.
    """
    if share_of_time == 1 and speedup_of_share is None:
        raise ValueError("share_of_time must be below 1 when it is removed (found 1)")
    left = share_of_time / speedup_of_share if speedup_of_share else 0.0
    remaining = (1 - share_of_time) + left
    parts = {"time_saved_share": 1 - remaining}
    if share_of_time < 1:
        parts["limit"] = 1 / (1 - share_of_time)
    faster = f"{plain(speedup_of_share)}× faster" if speedup_of_share else "removed"
    return Result(
        value=1 / remaining,
        assumptions=("the rest takes as long as before",),
        steps=(
            f"{percent(share_of_time)} of the time {faster}: {plain(remaining)} of it remains",
            f"1 / {plain(remaining)} = {plain(1 / remaining)}×",
        ),
        parts=parts,
    )


@calculator(
    "gustafson",
    topic="scaling",
    unit="1",
    formula="n - s(n-1)",
    sources=("gustafson1988",),
    example={"serial_fraction": 0.05, "workers": 64},
    expected=64 - 0.05 * 63,
)
def gustafson_speedup(*, serial_fraction: float, workers: int) -> Result:
    """Scaled speed-up when the problem grows with the workers.

    n - s(n-1); s is the serial share of the time on n workers. Gustafson 1988.
    """
    speedup = workers - serial_fraction * (workers - 1)
    return Result(
        value=speedup,
        assumptions=("the parallel part grows with n",),
        steps=(
            f"{workers:,} - {plain(serial_fraction)} × {workers - 1:,} = {plain(speedup)}×,"
            f" {percent(speedup / workers)} efficient",
        ),
        parts={"efficiency": speedup / workers},
    )


@calculator(
    "scaling-efficiency",
    topic="scaling",
    unit="1",
    formula="(after / before) / n",
    sources=("palm2022",),
    example={"throughput_before": 1, "throughput_after": 1.95, "workers_ratio": 2},
    expected=0.975,
)
def scaling_efficiency(
    *, throughput_before: float, throughput_after: float, workers_ratio: float
) -> Result:
    """Share of ideal scaling reached when the workers are multiplied.

    (after/before)/n. Weak scaling if the batch grew with n, strong if it stayed.
    """
    speedup = throughput_after / throughput_before
    efficiency = speedup / workers_ratio
    return Result(
        value=efficiency,
        assumptions=("same work per unit of throughput",),
        steps=(
            f"{figure(throughput_after)} over {figure(throughput_before)} = {plain(speedup)}×",
            f"over {plain(workers_ratio)} times the workers = {percent(efficiency)}",
        ),
        parts={"speedup": speedup},
    )


@calculator(
    "speed-up",
    topic="scaling",
    unit="1",
    formula="before / after",
    sources=("derived",),
    example={"seconds_before": 10, "seconds_after": 8},
    expected=1.25,
)
def speedup_ratio(*, seconds_before: float, seconds_after: float) -> Result:
    """Speed-up of a change, and the same as a share of time saved.

    before/after; time saved 1 - after/before: 20% less time is 1.25×, not 1.2×.
    """
    ratio = seconds_before / seconds_after
    return Result(
        value=ratio,
        assumptions=("same work",),
        steps=(
            f"{figure(seconds_before, 's')} over {figure(seconds_after, 's')} = {plain(ratio)}×",
            f"{percent(1 - 1 / ratio)} less time, {percent(ratio - 1)} more throughput",
        ),
        parts={"time_saved_share": 1 - 1 / ratio, "throughput_gain_share": ratio - 1},
    )


@calculator(
    "reduction",
    topic="scaling",
    unit="1",
    formula="before / after",
    sources=("derived",),
    example={"amount_before": 40.3, "amount_after": 4.4},
    expected=9.159,
)
def reduction_ratio(*, amount_before: float, amount_after: float) -> Result:
    """How many times smaller an amount got, and the change as a share.

    before/after; change after/before - 1: from 85 to 60 is 29% less, or 1.42 times smaller.
    """
    ratio, change = amount_before / amount_after, amount_after / amount_before - 1
    return Result(
        value=ratio,
        assumptions=("both amounts in one unit",),
        steps=(
            f"{plain(amount_before)} over {plain(amount_after)} = {plain(ratio)}×",
            f"a change of {percent(change)}",
        ),
        parts={"change_share": change, "saved_share": -change},
    )


@calculator(
    "littles-law",
    topic="littles-law",
    unit="in flight",
    formula="L = λ × W",
    sources=("little1961", "modal-glossary"),
    example={"arrivals_per_s": 10, "seconds_in_system": 400},
    expected=4000,
)
def littles_law(*, arrivals_per_s: float, seconds_in_system: float) -> Result:
    """Average number in flight, for any rate and latency in one unit of time.

    L = λ·W: requests in a server, instructions in a scheduler (per cycle and cycles). A product,
    never a quotient. Little 1961.
    """
    in_flight = arrivals_per_s * seconds_in_system
    return Result(
        value=in_flight,
        assumptions=("steady state", "rate and latency in the same unit of time"),
        steps=(
            f"{plain(arrivals_per_s)} per unit of time × {plain(seconds_in_system)}"
            f" = {plain(in_flight)} in flight",
        ),
    )


@calculator(
    "bytes-in-flight",
    topic="littles-law",
    unit="B",
    formula="B × latency",
    sources=("little1961", "modal-glossary"),
    example={"hbm_bytes_per_s": 3.35e12, "latency_s": 600e-9, "sms": 132},
    expected=2.01e6,
)
def bytes_in_flight(*, hbm_bytes_per_s: float, latency_s: float, sms: int = 1) -> Result:
    """Bytes that must be in flight to keep a memory or link busy.

    B · latency; per SM divided by the SMs. Too little parallelism leaves bandwidth unused however
    good the access pattern. Little 1961.
    """
    total = hbm_bytes_per_s * latency_s
    return Result(
        value=total,
        assumptions=("steady stream of loads",),
        steps=(
            f"{figure(hbm_bytes_per_s, 'B/s')} × {figure(latency_s, 's')} = {figure(total, 'B')}",
            f"over {many(sms, 'SM')} = {figure(total / sms, 'B')} each",
        ),
        parts={"bytes_per_sm": total / sms},
    )
