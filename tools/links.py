"""Links: PCIe, NVLink, InfiniBand and Ethernet rates, and transfer times."""

from typing import Literal

from tools.calculator import calculator
from tools.figures import figure, many, percent, plain
from tools.result import Result

PcieGeneration = Literal["1", "2", "3", "4", "5", "6"]
NvlinkGeneration = Literal["1", "2", "3", "4", "5"]
InfinibandGeneration = Literal["SDR", "DDR", "QDR", "FDR", "EDR", "HDR", "NDR", "XDR"]

# Transfers per second and lane, and the share left by the line code: 8b/10b, 128b/130b, and for
# generation 6 the 242 of 256 bytes of a FLIT that are not CRC and error correction.
PCIE: dict[PcieGeneration, tuple[float, float, str]] = {
    "1": (2.5e9, 8 / 10, "8b/10b"),
    "2": (5e9, 8 / 10, "8b/10b"),
    "3": (8e9, 128 / 130, "128b/130b"),
    "4": (16e9, 128 / 130, "128b/130b"),
    "5": (32e9, 128 / 130, "128b/130b"),
    "6": (64e9, 242 / 256, "FLIT 242/256"),
}
NVLINK_BYTES_PER_S_ONE_WAY: dict[NvlinkGeneration, float] = {
    "1": 20e9,
    "2": 25e9,
    "3": 25e9,
    "4": 25e9,
    "5": 50e9,
}
INFINIBAND_BITS_PER_S_PER_LANE: dict[InfinibandGeneration, float] = {
    "SDR": 2e9,
    "DDR": 4e9,
    "QDR": 8e9,
    "FDR": 13.64e9,
    "EDR": 25e9,
    "HDR": 50e9,
    "NDR": 100e9,
    "XDR": 200e9,
}


def _ways(both_directions: bool) -> tuple[int, str]:
    return (2, "both directions") if both_directions else (1, "one way")


@calculator(
    "pcie-bandwidth",
    topic="links",
    unit="B/s",
    formula="GT/s × lanes × line code / 8",
    sources=("pci-sig", "stas00"),
    example={"pcie_generation": "4", "lanes": 16},
    expected=31.508e9,
)
def pcie_bytes_per_s(
    *, pcie_generation: PcieGeneration, lanes: int, both_directions: bool = False
) -> Result:
    """PCIe bandwidth from generation and lanes, line code taken off.

    GT/s · lanes · code / 8; 128/130 for generations 3 to 5, FLIT for 6 (`raw_bytes_per_s` is
    before the code: 128 GB/s for 6.0 ×16). Packet headers cost 5 to 15% more. PCI-SIG.
    """
    transfers, code, code_name = PCIE[pcie_generation]
    ways, text = _ways(both_directions)
    raw = transfers * lanes / 8 * ways
    return Result(
        value=raw * code,
        assumptions=(text, "packet headers not taken off"),
        steps=(
            f"{plain(transfers / 1e9)} GT/s × {many(lanes, 'lane')} / 8 bits × {ways}"
            f" = {figure(raw, 'B/s')}",
            f"× {code_name} = {figure(raw * code, 'B/s')} {text}",
        ),
        parts={"raw_bytes_per_s": raw, "line_code": code},
    )


@calculator(
    "nvlink-bandwidth",
    topic="links",
    unit="B/s",
    formula="links × rate per link",
    sources=("stas00",),
    example={"nvlink_generation": "4", "links": 18},
    expected=450e9,
)
def nvlink_bytes_per_s(
    *, nvlink_generation: NvlinkGeneration, links: int, both_directions: bool = False
) -> Result:
    """NVLink bandwidth of a GPU from generation and number of links.

    links · rate: 25 GB/s one way per link for generations 2 to 4, 50 for 5. Datasheets quote both
    directions: 900 GB/s on H100 is 450 each way. stas00.
    """
    rate = NVLINK_BYTES_PER_S_ONE_WAY[nvlink_generation]
    ways, text = _ways(both_directions)
    total = links * rate * ways
    return Result(
        value=total,
        assumptions=(text, "all links to one switch or peer"),
        steps=(
            f"{many(links, 'link')} × {figure(rate, 'B/s')} × {ways}"
            f" = {figure(total, 'B/s')} {text}",
        ),
        parts={"one_way_bytes_per_s": links * rate, "both_ways_bytes_per_s": 2 * links * rate},
    )


@calculator(
    "infiniband-bandwidth",
    topic="links",
    unit="B/s",
    formula="lane rate × lanes × ports / 8",
    sources=("ibta", "stas00"),
    example={"infiniband_generation": "NDR"},
    expected=50e9,
)
def infiniband_bytes_per_s(
    *, infiniband_generation: InfinibandGeneration, lanes: int = 4, ports: int = 1
) -> Result:
    """InfiniBand data rate one way from generation, lanes and ports.

    lane rate · lanes · ports / 8: NDR ×4 is 400 Gb/s = 50 GB/s. Rates are after the line code.
    InfiniBand roadmap.
    """
    bits = INFINIBAND_BITS_PER_S_PER_LANE[infiniband_generation] * lanes * ports
    return Result(
        value=bits / 8,
        assumptions=("one way", "after the line code"),
        steps=(
            f"{infiniband_generation} {many(lanes, 'lane')} × {many(ports, 'port')}"
            f" = {figure(bits, 'bit/s')}",
            f"/ 8 = {figure(bits / 8, 'B/s')} one way",
        ),
        parts={"bits_per_s": bits},
    )


@calculator(
    "network-bandwidth",
    topic="links",
    unit="B/s",
    formula="bit/s × ports × efficiency / 8",
    sources=("stas00",),
    example={"link_bits_per_s": 400e9, "ports": 8},
    expected=400e9,
)
def network_bytes_per_s(*, link_bits_per_s: float, ports: int = 1, efficiency: float = 1) -> Result:
    """Bytes per second of Ethernet or InfiniBand ports, quoted in bits.

    Gb/s · ports · efficiency / 8: eight 400 Gb/s ports are 400 GB/s.
    """
    total = link_bits_per_s * ports * efficiency / 8
    return Result(
        value=total,
        assumptions=("one way",),
        steps=(
            f"{ports} × {figure(link_bits_per_s, 'bit/s')} × {percent(efficiency)} / 8 bits"
            f" = {figure(total, 'B/s')}",
        ),
        parts={"per_port_bytes_per_s": total / ports},
    )


@calculator(
    "aggregate-bandwidth",
    topic="links",
    unit="B/s",
    formula="rate × links",
    sources=("stas00",),
    example={"link_bytes_per_s_one_way": 64e9, "links": 7},
    expected=448e9,
)
def aggregate_bytes_per_s(
    *, link_bytes_per_s_one_way: float, links: int, both_directions: bool = False
) -> Result:
    """Bandwidth of several equal links, to one peer or to several.

    rate · links, twice that for both directions. In a full mesh (MI300X: 7 × 64 GB/s) one pair of
    peers still has a single link's rate. stas00.
    """
    ways, text = _ways(both_directions)
    total = link_bytes_per_s_one_way * links * ways
    return Result(
        value=total,
        assumptions=(text,),
        steps=(
            f"{links} × {figure(link_bytes_per_s_one_way, 'B/s')} × {ways}"
            f" = {figure(total, 'B/s')} {text}",
        ),
        parts={"per_link_bytes_per_s": link_bytes_per_s_one_way * ways},
    )


@calculator(
    "transfer-time",
    topic="links",
    unit="s",
    formula="bytes / (B × efficiency) + latency",
    sources=("derived",),
    example={"bytes_moved": 140e9, "link_bytes_per_s_one_way": 63e9, "efficiency": 0.9},
    expected=2.469,
)
def transfer_seconds(
    *,
    bytes_moved: float,
    link_bytes_per_s_one_way: float,
    efficiency: float = 1,
    latency_s: float = 0,
) -> Result:
    """Time to move bytes over a link.

    bytes/(B·efficiency) + latency. `latency_bound_below_bytes` is the size at which both halves
    are equal.
    """
    rate = link_bytes_per_s_one_way * efficiency
    wire = bytes_moved / rate
    return Result(
        value=wire + latency_s,
        assumptions=("one way, nothing else on the link",),
        steps=(
            f"{figure(bytes_moved, 'B')} over {figure(link_bytes_per_s_one_way, 'B/s')}"
            f" × {percent(efficiency)} = {figure(wire, 's')}",
            f"+ {figure(latency_s, 's')} latency = {figure(wire + latency_s, 's')}",
        ),
        parts={"wire_seconds": wire, "latency_bound_below_bytes": rate * latency_s},
    )
