"""What must hold in every incident, since all of its texts come from one timeline."""

import re
from itertools import pairwise

import pytest

from interviewer.incidents import timing
from interviewer.incidents.artefacts.sheets import sheet, sheets
from interviewer.incidents.incident import Incident, incident
from interviewer.incidents.telemetry import all_ranks
from interviewer.levels import Level

from . import parsers

LEVELS: tuple[Level, ...] = ("entry", "senior", "staff")
FEW, MANY = range(50), range(1_000)
CLOCK_STEP_MHZ = 15


def text(drawn: Incident, sheet_id: str) -> str:
    return sheet(drawn, sheet_id).text(drawn)


def has(drawn: Incident, sheet_id: str) -> bool:
    return any(found.id == sheet_id for found in sheets(drawn))


def check_lanes(drawn: Incident) -> None:
    """Nothing overlaps on a lane, and kernels fit into the wall time."""
    timeline = drawn.timeline
    for rank in range(timeline.ranks):
        for lane in ("host", "compute", "comm"):
            spans = sorted((i.start_s, i.end_s) for i in timeline.by_rank[rank] if i.lane == lane)
            for (_, end), (start, _) in pairwise(spans):
                assert start >= end - 1e-9, f"{drawn.fault.id}: {lane} overlaps on rank {rank}"
        assert timeline.seconds(rank, "kernel") <= timeline.wall_s * (1 + 1e-9)
        assert timeline.busy_s(rank) <= timeline.wall_s


def check_links(drawn: Incident) -> None:
    """No copy and no kernel is faster than what it runs over."""
    machine, held = drawn.job.machine, drawn.conditions
    if not machine.is_jetson:
        link = timing.link_bytes_per_s(drawn.job, held)
        for copy in drawn.timeline.of(0, "copy in"):
            assert copy.bytes / copy.seconds <= link
    for kernel in drawn.timeline.of(0, "kernel"):
        assert kernel.bytes / kernel.seconds <= machine.memory_bytes_per_s


def check_sensors(drawn: Incident) -> None:
    """Busy share is sm%, clocks fall only with a reason, power stays under its limit."""
    machine, held = drawn.job.machine, drawn.conditions
    for sensor in all_ranks(drawn):
        mean = sensor.mean
        assert abs(mean.sm_percent - 100 * drawn.timeline.busy_share(sensor.rank)) <= 0.51
        assert mean.power_w <= machine.tdp_w * held.power_limit_share
        is_slow = mean.sm_mhz < machine.sm_mhz - CLOCK_STEP_MHZ
        assert is_slow == bool(mean.power_violation_percent or mean.thermal_violation)
        if mean.thermal_violation:
            assert mean.temperature_c >= machine.board.limit_c
            assert mean.power_w < 0.9 * machine.tdp_w
        else:
            assert mean.temperature_c < machine.board.limit_c
        assert mean.used_mib <= machine.board.framebuffer_mib


def check_dmon(drawn: Incident) -> None:
    if not has(drawn, "dmon"):
        return
    for row in parsers.dmon(text(drawn, "dmon")):
        reading = all_ranks(drawn)[int(row["gpu"])].mean
        assert row["pclk"] == reading.sm_mhz
        assert row["fb"] == reading.used_mib


def check_occupancy(drawn: Incident) -> None:
    """The smallest block limit decides, in every kernel that `ncu` shows."""
    for kernel in parsers.ncu(text(drawn, "ncu")):
        blocks = min(
            v
            for name, v in kernel.items()
            if name.startswith("Block Limit") and not name.endswith("unit")
        )
        warps = blocks * -(-kernel["block"] // 32)
        assert kernel["Theoretical Active Warps per SM"] == warps
        assert kernel["Achieved Occupancy"] <= kernel["Theoretical Occupancy"]


def check_bus_bandwidth(drawn: Incident) -> None:
    """busbw = algbw × 2(n−1)/n, up to the rounding of the table."""
    if not has(drawn, "nccl-tests"):
        return
    factor = 2 * (drawn.job.machine.gpus - 1) / drawn.job.machine.gpus
    for row in parsers.nccl_tests(text(drawn, "nccl-tests")):
        assert row["busbw"] == pytest.approx(row["algbw"] * factor, abs=0.02)


def check_rates(drawn: Incident) -> None:
    """The same steps per second in every log, told in words, and in what the steps took."""
    log = text(drawn, "server-log" if has(drawn, "server-log") else "training-log")
    found = re.search(r"([\d.]+(?:e[+-]\d+)?) steps/s", log)
    steps = re.search(r"(\d+) steps in ([\d.]+) s", log)
    assert found
    assert steps
    assert float(found[1]) == pytest.approx(1 / drawn.timeline.step_s, rel=1e-3)
    assert int(steps[1]) / float(steps[2]) == pytest.approx(float(found[1]), rel=0.02)


def check_nsys(drawn: Incident) -> None:
    """Every row adds up, and the steps hold each kernel as often as the job launches it."""
    rows = parsers.nsys(text(drawn, "nsys-kernels"), "cuda_gpu_kern_sum")
    for row in rows:
        total, count = parsers.number(row["Total Time (ns)"]), parsers.number(row["Instances"])
        assert parsers.number(row["Avg (ns)"]) == pytest.approx(total / count, rel=1e-3, abs=0.1)
        assert parsers.number(row["Min (ns)"]) <= parsers.number(row["Max (ns)"])
    assert sum(parsers.number(row["Time (%)"]) for row in rows) == pytest.approx(100, abs=1)


CHECKS = (
    check_lanes,
    check_links,
    check_sensors,
    check_dmon,
    check_occupancy,
    check_bus_bandwidth,
    check_rates,
    check_nsys,
)


def check_all(seeds: range) -> None:
    for seed in seeds:
        drawn = incident(seed, level=LEVELS[seed % 3])
        for check in CHECKS:
            check(drawn)
        assert drawn.speedup >= 1.12


def test_everything_agrees_in_fifty_seeds() -> None:
    check_all(FEW)


@pytest.mark.slow
def test_everything_agrees_in_a_thousand_seeds() -> None:
    check_all(MANY)


def test_a_seed_gives_the_same_texts_to_the_byte() -> None:
    first, second = incident(11), incident(11)
    for found in sheets(first):
        assert found.text(first) == found.text(second)


def test_a_straggler_is_short_in_the_collective_and_the_others_long() -> None:
    drawn = incident(4, fault_id="straggler", hardware="8xh100", workload_id="training")
    together = [drawn.timeline.seconds(rank, "collective") for rank in range(8)]
    late = drawn.conditions.shared_rank
    assert late is not None
    assert together[late] == min(together)
    assert min(t for rank, t in enumerate(together) if rank != late) > 1.5 * together[late]


def test_a_power_cap_is_cool_and_a_hot_gpu_is_under_its_cap() -> None:
    capped = incident(4, fault_id="power-cap", hardware="8xh100", workload_id="training")
    row = parsers.dmon(text(capped, "dmon"))[0]
    assert row["pviol"] == 100
    assert row["gtemp"] < 70
    limit = capped.job.machine.tdp_w * capped.conditions.power_limit_share
    assert row["pwr"] == pytest.approx(limit, rel=0.02)


def test_decode_moves_its_bytes_at_most_of_the_peak_with_idle_tensor_cores() -> None:
    drawn = incident(4, fault_id="bandwidth-bound-decode", hardware="h100")
    kernel = parsers.ncu(text(drawn, "ncu"))[0]
    assert 80 <= kernel["DRAM Throughput"] <= 92
    assert kernel["Compute (SM) Throughput"] <= 13


def test_the_gain_is_the_fault_taken_away() -> None:
    drawn = incident(4, fault_id="checkpoint-stall", hardware="8xh100", workload_id="training")
    lost = drawn.timeline.seconds(0, "checkpoint")
    without = drawn.timeline.wall_s - lost
    assert drawn.speedup == pytest.approx(drawn.timeline.wall_s / without, rel=0.01)
