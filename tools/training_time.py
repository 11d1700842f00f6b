"""Training time: wall time, device-hours and tokens per second of a run."""

from tools.calculator import calculator
from tools.figures import figure, percent
from tools.result import Result

DAY_SECONDS, HOUR_SECONDS = 86_400, 3_600


@calculator(
    "training-time",
    topic="training-time",
    unit="s",
    formula="F / (n × P × MFU)",
    sources=("palm2022", "scaling-book-6"),
    example={"total_flops": 6.3e24, "devices": 8960, "peak_flops_dense": 4.59e14, "mfu": 0.4},
    expected=44.32 * 86_400,
)
def training_seconds(
    *, total_flops: float, devices: int, peak_flops_dense: float, mfu: float
) -> Result:
    """Wall time of a training run at a model FLOPs utilisation.

    F/(n·P·MFU), in seconds. total_flops without recomputation, since MFU does not count it.
    PaLM appendix B.
    """
    seconds = total_flops / (devices * peak_flops_dense * mfu)
    device_hours = seconds * devices / HOUR_SECONDS
    return Result(
        value=seconds,
        assumptions=("no downtime", "dense peak of the dtype used"),
        steps=(
            f"{devices:,} × {figure(peak_flops_dense, 'FLOP/s')} × {percent(mfu)}"
            f" = {figure(devices * peak_flops_dense * mfu, 'FLOP/s')}",
            f"{figure(total_flops, 'FLOP')} at that rate = {figure(seconds, 's')}"
            f" = {figure(device_hours)} device-hours",
        ),
        parts={
            "days": seconds / DAY_SECONDS,
            "hours": seconds / HOUR_SECONDS,
            "device_hours": device_hours,
        },
    )


@calculator(
    "training-time-achieved",
    topic="training-time",
    unit="s",
    formula="8TP / (nX), 6TP / (nX) without recomputation",
    sources=("megatron2021",),
    example={
        "params": 175e9,
        "training_tokens": 300e9,
        "devices": 1024,
        "achieved_flops_per_device": 140e12,
    },
    expected=33.9 * 86_400,
)
def training_seconds_achieved(
    *,
    params: float,
    training_tokens: float,
    devices: int,
    achieved_flops_per_device: float,
    achieved_counts_recompute: bool = True,
) -> Result:
    """Wall time of a training run from the FLOP/s that each device is reported to achieve.

    8TP/(nX) if X counts a full recomputation (Megatron-LM's convention), 6TP/(nX) if not.
    Narayanan 2021, equation 4.
    """
    factor = 8 if achieved_counts_recompute else 6
    seconds = factor * training_tokens * params / (devices * achieved_flops_per_device)
    return Result(
        value=seconds,
        assumptions=("attention left out", f"{factor} FLOP per parameter and token"),
        steps=(
            f"{factor} × {figure(training_tokens)} tokens × {figure(params)} parameters"
            f" = {figure(factor * training_tokens * params, 'FLOP')}",
            f"over {devices:,} × {figure(achieved_flops_per_device, 'FLOP/s')}"
            f" = {figure(seconds, 's')}",
        ),
        parts={
            "days": seconds / DAY_SECONDS,
            "device_hours": seconds * devices / HOUR_SECONDS,
        },
    )


@calculator(
    "gpu-hours",
    topic="training-time",
    unit="h",
    formula="F / (P × MFU × 3600)",
    sources=("derived",),
    example={"total_flops": 3.8e25, "peak_flops_dense": 989e12},
    expected=10.67e6,
)
def gpu_hours(*, total_flops: float, peak_flops_dense: float, mfu: float = 1) -> Result:
    """Device-hours that a number of FLOPs takes, whatever the number of devices.

    F/(P·MFU·3600); at full peak unless a utilisation is given.
    """
    hours = total_flops / (peak_flops_dense * mfu * HOUR_SECONDS)
    return Result(
        value=hours,
        assumptions=("dense peak of the dtype used",),
        steps=(
            f"{figure(total_flops, 'FLOP')} over {figure(peak_flops_dense, 'FLOP/s')}"
            f" × {percent(mfu)} = {figure(hours * HOUR_SECONDS)} device-seconds",
            f"/ 3,600 = {figure(hours)} device-hours",
        ),
    )


@calculator(
    "training-throughput",
    topic="mfu",
    unit="tokens/s",
    formula="n × P × MFU / 6N",
    sources=("palm2022",),
    example={"params": 70e9, "devices": 1024, "peak_flops_dense": 989e12, "mfu": 0.4},
    expected=964_510,
)
def training_tokens_per_s(
    *, params: float, devices: int, peak_flops_dense: float, mfu: float
) -> Result:
    """Tokens per second that a training run at a given MFU processes.

    n·P·MFU/(6N); N active parameters for a mixture of experts, attention left out.
    """
    rate = devices * peak_flops_dense * mfu / (6 * params)
    return Result(
        value=rate,
        assumptions=("attention left out",),
        steps=(
            f"{devices:,} × {figure(peak_flops_dense, 'FLOP/s')} × {percent(mfu)} over"
            f" 6 × {figure(params)} FLOP per token = {figure(rate)} tokens/s",
        ),
        parts={"tokens_per_s_per_device": rate / devices},
    )
