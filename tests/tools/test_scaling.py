"""Speed-up, concurrency, pipelines, links and failures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools import (
    amdahl_speedup,
    availability,
    bytes_in_flight,
    checkpoint_interval_seconds,
    cluster_mtbf,
    data_parallel_bytes,
    gustafson_speedup,
    infiniband_bytes_per_s,
    mean_time_between_failures,
    network_bytes_per_s,
    nvlink_bytes_per_s,
    partial_speedup,
    pcie_bytes_per_s,
    pipeline_bubble,
    speedup_ratio,
    training_goodput,
    transfer_seconds,
)
from tools.links import PcieGeneration

shares = st.floats(0, 1)
workers = st.integers(1, 100_000)


@given(serial=shares, count=workers)
def test_amdahl_never_beats_gustafson_nor_the_workers(serial: float, count: int) -> None:
    fixed = amdahl_speedup(serial_fraction=serial, workers=count).value
    scaled = gustafson_speedup(serial_fraction=serial, workers=count).value
    assert 1 - 1e-9 <= fixed <= scaled * (1 + 1e-9)
    assert scaled <= count * (1 + 1e-9)


def test_removing_all_of_the_time_is_refused() -> None:
    with pytest.raises(ValueError, match="share_of_time must be below 1"):
        partial_speedup(share_of_time=1)
    assert partial_speedup(share_of_time=1, speedup_of_share=2).value == 2


def test_a_fifth_less_time_is_1_25_times_as_fast() -> None:
    assert speedup_ratio(seconds_before=10, seconds_after=8).value == 1.25


def test_an_h100_keeps_two_megabytes_in_flight() -> None:
    found = bytes_in_flight(hbm_bytes_per_s=3.35e12, latency_s=600e-9, sms=132)
    assert found.value == pytest.approx(2.01e6)


@given(stages=st.integers(1, 64), batches=st.integers(1, 512), chunks=st.integers(1, 8))
def test_both_bubble_conventions_describe_one_schedule(
    stages: int, batches: int, chunks: int
) -> None:
    found = pipeline_bubble(stages=stages, micro_batches=batches, chunks_per_stage=chunks)
    ideal, total = found.parts["of_ideal"], found.parts["of_total"]
    assert total == pytest.approx(ideal / (1 + ideal))
    assert found.value == ideal


def test_a_single_stage_has_no_bubble() -> None:
    assert pipeline_bubble(stages=1, micro_batches=4, bubble_of="total").value == 0


def test_full_sharding_moves_half_as_much_again() -> None:
    replicas = {"params": 7e9, "data_parallel": 8}
    plain, full = (data_parallel_bytes(**replicas, zero_stage=s) for s in ("0", "3"))
    assert full.value == pytest.approx(1.5 * plain.value)


@pytest.mark.parametrize(
    ("generation", "gigabytes"),
    [("3", 15.75), ("4", 31.5), ("5", 63.0), ("6", 121.0)],
)
def test_sixteen_pcie_lanes_carry_their_published_rate(
    generation: PcieGeneration, gigabytes: float
) -> None:
    found = pcie_bytes_per_s(pcie_generation=generation, lanes=16)
    assert found.value / 1e9 == pytest.approx(gigabytes, rel=1e-3)
    both = pcie_bytes_per_s(pcie_generation=generation, lanes=16, both_directions=True)
    assert both.value == 2 * found.value


def test_h100s_900_gigabytes_are_both_directions() -> None:
    one = nvlink_bytes_per_s(nvlink_generation="4", links=18)
    both = nvlink_bytes_per_s(nvlink_generation="4", links=18, both_directions=True)
    assert (one.value, both.value) == (450e9, 900e9)


def test_infiniband_and_plain_ports_agree() -> None:
    ndr = infiniband_bytes_per_s(infiniband_generation="NDR", ports=8)
    assert ndr.value == network_bytes_per_s(link_bits_per_s=400e9, ports=8).value == 400e9


def test_latency_and_wire_time_add_up() -> None:
    found = transfer_seconds(bytes_moved=1e9, link_bytes_per_s_one_way=1e9, latency_s=0.5)
    assert found.value == 1.5


@given(devices=st.integers(1, 100_000))
def test_a_cluster_fails_as_often_as_its_devices_together(devices: int) -> None:
    one = cluster_mtbf(device_mtbf_s=1e8, devices=devices)
    back = mean_time_between_failures(observed_s=one.value, failures=1, devices=devices)
    assert back.parts["per_device_seconds"] == pytest.approx(1e8)


@given(checkpoint=st.floats(1, 100), mtbf=st.floats(1e4, 1e6), factor=st.floats(0.2, 5))
def test_youngs_interval_wastes_least(checkpoint: float, mtbf: float, factor: float) -> None:
    best = checkpoint_interval_seconds(checkpoint_s=checkpoint, mtbf_s=mtbf).value

    def goodput(interval: float) -> float:
        return training_goodput(checkpoint_s=checkpoint, interval_s=interval, mtbf_s=mtbf).value

    assert goodput(best) >= goodput(best * factor) - 1e-12


def test_a_run_that_cannot_advance_is_refused() -> None:
    with pytest.raises(ValueError, match=r"mtbf_s must leave time to train"):
        training_goodput(checkpoint_s=60, interval_s=60, mtbf_s=60)


def test_99_percent_availability_is_3_65_days_down_a_year() -> None:
    found = availability(up_s=99, down_s=1)
    assert found.parts["down_seconds_per_year"] == pytest.approx(3.65 * 86_400)
