"""Links: published rates, one way and both."""

import pytest

from tools import (
    infiniband_bytes_per_s,
    network_bytes_per_s,
    nvlink_bytes_per_s,
    pcie_bytes_per_s,
    transfer_seconds,
)
from tools.links import PcieGeneration


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
