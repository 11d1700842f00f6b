"""Collectives other than all-reduce: time, bytes on the wire, algorithm and bus bandwidth.

`link_bytes_per_s_one_way` is what one rank can send: NVLink 4 is 450 GB/s, not the 900 GB/s of
both directions. `hop_latency_s` is paid once per step of the algorithm.
"""

from typing import Literal, NamedTuple

from tools.calculator import calculator
from tools.figures import figure, many, plain
from tools.result import Result

Buffer = Literal["full", "per_rank"]
Collective = Literal[
    "all_reduce", "all_gather", "reduce_scatter", "all_to_all", "broadcast", "reduce"
]

EXAMPLE = {"buffer_bytes": 1e9, "ranks": 8, "link_bytes_per_s_one_way": 450e9}
ONE_WAY = "bandwidth is one way, per rank"


class Schedule(NamedTuple):
    """What an algorithm makes each rank do: send `factor` buffers in `steps` steps."""

    factor: float
    said: str
    steps: int
    bus_factor: float
    assumption: str

    def run(self, buffer_bytes: float, link: float, hop_latency_s: float) -> Result:
        sent = self.factor * buffer_bytes
        wire, latency = sent / link, self.steps * hop_latency_s
        total = wire + latency
        algorithm_bandwidth = buffer_bytes / total if total else 0.0
        return Result(
            value=total,
            assumptions=(ONE_WAY, self.assumption),
            steps=(
                f"{self.said} × {figure(buffer_bytes, 'B')} = {figure(sent, 'B')}"
                " sent by each rank",
                f"over {figure(link, 'B/s')} one way = {figure(wire, 's')}",
                f"+ {self.steps} steps × {figure(hop_latency_s, 's')} = {figure(total, 's')}",
            ),
            parts={
                "sent_bytes_per_rank": sent,
                "bus_factor": self.bus_factor,
                "latency_seconds": latency,
                "algorithm_bytes_per_s": algorithm_bandwidth,
                "bus_bytes_per_s": algorithm_bandwidth * self.bus_factor,
            },
        )


def _ring_pass(buffer_bytes: float, ranks: int, link: float, latency: float, of: Buffer) -> Result:
    """One trip round the ring: n-1 of the buffer's n parts pass through every rank."""
    full = buffer_bytes * (ranks if of == "per_rank" else 1)
    factor = (ranks - 1) / ranks
    assumption = f"buffer given is {of.replace('_', ' ')}"
    return Schedule(factor, f"{ranks - 1}/{ranks}", ranks - 1, factor, assumption).run(
        full, link, latency
    )


@calculator(
    "all-gather",
    topic="collectives",
    unit="s",
    formula="(n-1)/n × S / B + (n-1) × latency",
    sources=("nccl-tests",),
    example=EXAMPLE,
    expected=1.9444e-3,
)
def all_gather_seconds(
    *,
    buffer_bytes: float,
    ranks: int,
    link_bytes_per_s_one_way: float,
    hop_latency_s: float = 0,
    buffer_is: Buffer = "full",
) -> Result:
    """Time of a ring all-gather.

    (n-1)/n · S/B + (n-1)·latency, S the gathered buffer; `per_rank` means that buffer_bytes is
    one rank's share, S/n. nccl-tests.
    """
    return _ring_pass(buffer_bytes, ranks, link_bytes_per_s_one_way, hop_latency_s, buffer_is)


@calculator(
    "reduce-scatter",
    topic="collectives",
    unit="s",
    formula="(n-1)/n × S / B + (n-1) × latency",
    sources=("nccl-tests",),
    example=EXAMPLE,
    expected=1.9444e-3,
)
def reduce_scatter_seconds(
    *,
    buffer_bytes: float,
    ranks: int,
    link_bytes_per_s_one_way: float,
    hop_latency_s: float = 0,
    buffer_is: Buffer = "full",
) -> Result:
    """Time of a ring reduce-scatter.

    (n-1)/n · S/B + (n-1)·latency, S the buffer each rank starts with; `per_rank` means that
    buffer_bytes is the share each ends with, S/n. nccl-tests.
    """
    return _ring_pass(buffer_bytes, ranks, link_bytes_per_s_one_way, hop_latency_s, buffer_is)


@calculator(
    "all-to-all",
    topic="collectives",
    unit="s",
    formula="(n-1)/n × S / B + (n-1) × latency",
    sources=("nccl-tests",),
    example=EXAMPLE,
    expected=1.9444e-3,
)
def all_to_all_seconds(
    *,
    buffer_bytes: float,
    ranks: int,
    link_bytes_per_s_one_way: float,
    hop_latency_s: float = 0,
    buffer_is: Buffer = "full",
) -> Result:
    """Time of an all-to-all over a switched network.

    (n-1)/n · S/B + (n-1)·latency, S what one rank holds for all ranks, its own part included;
    `per_rank` means that buffer_bytes is the part for one peer, S/n. nccl-tests.
    """
    return _ring_pass(buffer_bytes, ranks, link_bytes_per_s_one_way, hop_latency_s, buffer_is)


@calculator(
    "broadcast",
    topic="collectives",
    unit="s",
    formula="S / B + (n-1) × latency",
    sources=("nccl-tests",),
    example=EXAMPLE,
    expected=1 / 450,
)
def broadcast_seconds(
    *,
    buffer_bytes: float,
    ranks: int,
    link_bytes_per_s_one_way: float,
    hop_latency_s: float = 0,
) -> Result:
    """Time of a pipelined broadcast (or reduce) from one rank to all.

    S/B + (n-1)·latency: chunks stream along a chain, so n does not multiply the traffic.
    nccl-tests.
    """
    factor = 1 if ranks > 1 else 0
    chain = Schedule(factor, str(factor), ranks - 1, 1, "pipelined chain of chunks")
    return chain.run(buffer_bytes, link_bytes_per_s_one_way, hop_latency_s)


@calculator(
    "bus-bandwidth",
    topic="collectives",
    unit="B/s",
    formula="S / time × bus factor",
    sources=("nccl-tests",),
    example={"collective": "all_reduce", "ranks": 8, "buffer_bytes": 1e9, "seconds": 4e-3},
    expected=437.5e9,
)
def bus_bandwidth(
    *, collective: Collective, ranks: int, buffer_bytes: float, seconds: float
) -> Result:
    """Bus bandwidth of a measured collective, comparable with the link's one-way rate.

    algbw · factor, algbw = S/time; factor 2(n-1)/n for all-reduce, (n-1)/n for all-gather,
    reduce-scatter and all-to-all, 1 for broadcast and reduce. S is the full buffer. nccl-tests.
    """
    factor = _bus_factor(collective, ranks)
    algorithm = buffer_bytes / seconds
    return Result(
        value=algorithm * factor,
        assumptions=("S is the full buffer", "no in-network reduction"),
        steps=(
            f"algorithm bandwidth {figure(buffer_bytes, 'B')} in {figure(seconds, 's')}"
            f" = {figure(algorithm, 'B/s')}",
            f"× {plain(factor)} for {collective.replace('_', '-')} on {many(ranks, 'rank')}"
            f" = {figure(algorithm * factor, 'B/s')}",
        ),
        parts={"algorithm_bytes_per_s": algorithm, "bus_factor": factor},
    )


def _bus_factor(collective: Collective, ranks: int) -> float:
    if collective == "all_reduce":
        return 2 * (ranks - 1) / ranks
    if collective in ("broadcast", "reduce"):
        return 1
    return (ranks - 1) / ranks
