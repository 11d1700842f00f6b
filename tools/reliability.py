"""Failures of long runs: time between failures, checkpoint interval, goodput."""

from math import exp, sqrt

from tools.calculator import calculator
from tools.figures import figure, many, percent, plain
from tools.result import Result


@calculator(
    "mtbf",
    topic="reliability",
    unit="s",
    formula="T / failures",
    sources=("llama3-2024",),
    example={"observed_s": 54 * 86_400, "failures": 419, "devices": 16_384},
    expected=54 * 86_400 / 419,
)
def mean_time_between_failures(*, observed_s: float, failures: float, devices: int = 1) -> Result:
    """Mean time between failures from a count of failures, per job and per device.

    T/n for the job; times the devices for one of them. 419 in 54 days is one every 3.1 h.
    """
    job = observed_s / failures
    return Result(
        value=job,
        assumptions=("constant failure rate", "any failure stops the job"),
        steps=(
            f"{figure(observed_s, 's')} over {plain(failures)} failures = {figure(job, 's')}"
            f" = {plain(job / 3600)} h for the job",
            f"× {many(devices, 'device')} = {figure(job * devices, 's')} for one device",
        ),
        parts={
            "hours": job / 3600,
            "per_device_seconds": job * devices,
            "failures_per_day": 86_400 / job,
        },
    )


@calculator(
    "cluster-mtbf",
    topic="reliability",
    unit="s",
    formula="MTBF of one / n",
    sources=("derived",),
    example={"device_mtbf_s": 50_000 * 3600, "devices": 16_384, "job_s": 86_400},
    expected=50_000 * 3600 / 16_384,
)
def cluster_mtbf(*, device_mtbf_s: float, devices: int, job_s: float = 0) -> Result:
    """Mean time between failures of a job that stops when any of its devices fails.

    MTBF/n. For a job of a given length, the failures to expect and the chance of none.
    """
    cluster = device_mtbf_s / devices
    expected = job_s / cluster
    return Result(
        value=cluster,
        assumptions=("independent failures at a constant rate",),
        steps=(
            f"{figure(device_mtbf_s, 's')} over {many(devices, 'device')} = {figure(cluster, 's')}",
            f"in {figure(job_s, 's')}: {plain(expected)} failures,"
            f" {percent(exp(-expected))} chance of none",
        ),
        parts={"expected_failures": expected, "survival_probability": exp(-expected)},
    )


@calculator(
    "checkpoint-interval",
    topic="reliability",
    unit="s",
    formula="√(2 × C × M)",
    sources=("young1974", "daly2006"),
    example={"checkpoint_s": 60, "mtbf_s": 3.1 * 3600},
    expected=1157.2,
)
def checkpoint_interval_seconds(*, checkpoint_s: float, mtbf_s: float) -> Result:
    """Interval between checkpoints that wastes the least time (Young; Daly in `parts`).

    √(2·C·M), C the time a checkpoint stalls training, M the job's MTBF. Daly's higher order is
    √(2CM)(1 + √(C/2M)/3 + (C/2M)/9) - C for C < 2M, else M. Young 1974, Daly 2006.
    """
    young = sqrt(2 * checkpoint_s * mtbf_s)
    ratio = checkpoint_s / (2 * mtbf_s)
    daly = young * (1 + sqrt(ratio) / 3 + ratio / 9) - checkpoint_s if ratio < 1 else mtbf_s
    return Result(
        value=young,
        assumptions=("C much smaller than M", "failures at a constant rate"),
        steps=(
            f"√(2 × {figure(checkpoint_s, 's')} × {figure(mtbf_s, 's')}) = {figure(young, 's')}",
            f"Daly's higher order: {figure(daly, 's')}",
        ),
        parts={"daly_seconds": daly, "minutes": young / 60},
    )


@calculator(
    "training-goodput",
    topic="reliability",
    unit="1",
    formula="1 - C/τ - (τ/2 + R)/M",
    sources=("young1974", "daly2006"),
    example={
        "checkpoint_s": 60,
        "interval_s": 1157.2,
        "mtbf_s": 11_160,
        "restart_s": 300,
    },
    expected=0.86938,
)
def training_goodput(
    *, checkpoint_s: float, interval_s: float, mtbf_s: float, restart_s: float = 0
) -> Result:
    """Share of wall time that advances training, after checkpoints and failures.

    1 - C/τ - (τ/2 + R)/M: stalls, half an interval lost per failure, and restarts. First order;
    ValueError where it would fall below 0. Young 1974.
    """
    stalls = checkpoint_s / interval_s
    lost, restarts = interval_s / 2 / mtbf_s, restart_s / mtbf_s
    goodput = 1 - stalls - lost - restarts
    if goodput < 0:
        raise ValueError(
            f"mtbf_s must leave time to train: checkpoints, lost work and restarts take"
            f" {percent(1 - goodput)} (found mtbf_s = {plain(mtbf_s)})"
        )
    return Result(
        value=goodput,
        assumptions=("failures at a constant rate", "C, R and τ much smaller than M"),
        steps=(
            f"checkpoints {figure(checkpoint_s, 's')} every {figure(interval_s, 's')}:"
            f" {percent(stalls)}",
            f"work lost {percent(lost)}, restarts {percent(restarts)}",
            f"left {percent(goodput)}",
        ),
        parts={"checkpoint_share": stalls, "lost_share": lost, "restart_share": restarts},
    )


@calculator(
    "availability",
    topic="reliability",
    unit="1",
    formula="up / (up + down)",
    sources=("derived",),
    example={"up_s": 99, "down_s": 1},
    expected=0.99,
)
def availability(*, up_s: float, down_s: float) -> Result:
    """Share of time that a run or service is up: effective training time, availability.

    up/(up + down). Useful seconds over all seconds gives goodput in the same way.
    """
    total = up_s + down_s
    return Result(
        value=up_s / total,
        assumptions=("planned and unplanned downtime alike",),
        steps=(
            f"{figure(up_s, 's')} of {figure(total, 's')} = {percent(up_s / total)}",
            f"{figure((1 - up_s / total) * 365 * 86_400, 's')} down per year",
        ),
        parts={"down_seconds_per_year": (1 - up_s / total) * 365 * 86_400},
    )
