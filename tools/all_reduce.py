"""All-reduce: ring, tree, in the network, and across nodes."""

from math import ceil, log2

from tools.calculator import calculator
from tools.collectives import ONE_WAY, Schedule
from tools.figures import figure, many, percent
from tools.result import Result

EXAMPLE = {"buffer_bytes": 1e9, "ranks": 8, "link_bytes_per_s_one_way": 450e9}


@calculator(
    "ring-all-reduce",
    topic="collectives",
    unit="s",
    formula="2 × (n-1)/n × S / B + 2(n-1) × latency",
    sources=("nccl-tests",),
    example=EXAMPLE,
    expected=3.8889e-3,
)
def ring_all_reduce_seconds(
    *,
    buffer_bytes: float,
    ranks: int,
    link_bytes_per_s_one_way: float,
    hop_latency_s: float = 0,
) -> Result:
    """Time of a ring all-reduce: a reduce-scatter, then an all-gather.

    2(n-1)/n · S/B + 2(n-1)·latency, S the buffer that every rank holds. nccl-tests.
    """
    factor = 2 * (ranks - 1) / ranks
    ring = Schedule(factor, f"2 × {ranks - 1}/{ranks}", 2 * (ranks - 1), factor, "ring")
    return ring.run(buffer_bytes, link_bytes_per_s_one_way, hop_latency_s)


@calculator(
    "tree-all-reduce",
    topic="collectives",
    unit="s",
    formula="2 × S / B + 2 × ⌈log2 n⌉ × latency",
    sources=("nccl-trees", "nccl-tests"),
    example={**EXAMPLE, "hop_latency_s": 5e-6},
    expected=2e9 / 450e9 + 30e-6,
)
def tree_all_reduce_seconds(
    *,
    buffer_bytes: float,
    ranks: int,
    link_bytes_per_s_one_way: float,
    hop_latency_s: float = 0,
) -> Result:
    """Time of a pipelined double-tree all-reduce: reduce up, broadcast down.

    2·S/B + 2⌈log₂ n⌉·latency: a little more traffic than a ring, far fewer steps, so it wins for
    small buffers and many ranks. One rank: no time. NCCL 2.4.
    """
    factor = 2 if ranks > 1 else 0
    bus_factor = 2 * (ranks - 1) / ranks
    assumption = "two complementary binary trees, fully pipelined"
    tree = Schedule(factor, str(factor), 2 * ceil(log2(ranks)), bus_factor, assumption)
    return tree.run(buffer_bytes, link_bytes_per_s_one_way, hop_latency_s)


@calculator(
    "in-network-all-reduce",
    topic="collectives",
    unit="s",
    formula="S / B + 2 × latency",
    sources=("nvidia-sharp", "nccl-tests"),
    example=EXAMPLE,
    expected=1e9 / 450e9,
)
def in_network_all_reduce_seconds(
    *,
    buffer_bytes: float,
    ranks: int,
    link_bytes_per_s_one_way: float,
    hop_latency_s: float = 0,
) -> Result:
    """Time of an all-reduce summed in the switches (NVLink SHARP, InfiniBand SHARP).

    S/B + 2·latency: each rank sends its buffer once and receives the sum once, whatever n; nearly
    half of a ring's traffic. The bus bandwidth reported can therefore exceed the link's.
    """
    factor = 1 if ranks > 1 else 0
    bus_factor = 2 * (ranks - 1) / ranks
    assumption = "reduction and multicast in the switch"
    switch = Schedule(factor, str(factor), 2 * factor, bus_factor, assumption)
    return switch.run(buffer_bytes, link_bytes_per_s_one_way, hop_latency_s)


@calculator(
    "hierarchical-all-reduce",
    topic="collectives",
    unit="s",
    formula="2(g-1)/g × S / B_node + 2(m-1)/m × S/g / B_net",
    sources=("nccl-tests", "stas00"),
    example={
        "buffer_bytes": 1e9,
        "ranks_per_node": 8,
        "nodes": 16,
        "link_bytes_per_s_one_way": 450e9,
        "network_bytes_per_s_one_way": 50e9,
    },
    expected=2 * 7 / 8 / 450 + 2 * 15 / 16 / 8 / 50,
)
def hierarchical_all_reduce_seconds(
    *,
    buffer_bytes: float,
    ranks_per_node: int,
    nodes: int,
    link_bytes_per_s_one_way: float,
    network_bytes_per_s_one_way: float,
) -> Result:
    """Time of an all-reduce inside nodes, across them, and inside again.

    2(g-1)/g · S/B_node + 2(m-1)/m · (S/g)/B_net, with one network port per GPU of B_net.
    """
    inside = 2 * (ranks_per_node - 1) / ranks_per_node * buffer_bytes / link_bytes_per_s_one_way
    shard = buffer_bytes / ranks_per_node
    across = 2 * (nodes - 1) / nodes * shard / network_bytes_per_s_one_way
    total = inside + across
    return Result(
        value=total,
        assumptions=(ONE_WAY, "phases do not overlap", "one network port per GPU"),
        steps=(
            f"inside a node 2 × {ranks_per_node - 1}/{ranks_per_node} ×"
            f" {figure(buffer_bytes, 'B')} = {figure(inside, 's')}",
            f"across {many(nodes, 'node')} each GPU reduces {figure(shard, 'B')}:"
            f" {figure(across, 's')}",
            f"together {figure(total, 's')}, {percent(across / total if total else 0)} of it"
            " on the network",
        ),
        parts={"inside_seconds": inside, "across_seconds": across},
    )
