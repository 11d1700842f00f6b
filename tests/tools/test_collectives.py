"""Collectives: an all-reduce is a reduce-scatter and an all-gather."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools import (
    all_gather_seconds,
    broadcast_seconds,
    bus_bandwidth,
    hierarchical_all_reduce_seconds,
    in_network_all_reduce_seconds,
    reduce_scatter_seconds,
    ring_all_reduce_seconds,
    tree_all_reduce_seconds,
)

many_ranks = st.integers(1, 1024)
sizes = st.floats(1, 1e12)
LINK = {"link_bytes_per_s_one_way": 450e9, "hop_latency_s": 3e-6}


@given(ranks=many_ranks, size=sizes)
def test_all_reduce_is_reduce_scatter_plus_all_gather(ranks: int, size: float) -> None:
    buffer = {"buffer_bytes": size, "ranks": ranks}
    both = (
        reduce_scatter_seconds(**buffer, **LINK).value + all_gather_seconds(**buffer, **LINK).value
    )
    assert ring_all_reduce_seconds(**buffer, **LINK).value == pytest.approx(both)


@given(ranks=many_ranks, size=sizes)
def test_a_buffer_per_rank_is_the_full_one_split(ranks: int, size: float) -> None:
    full = all_gather_seconds(buffer_bytes=size * ranks, ranks=ranks, **LINK)
    split = all_gather_seconds(buffer_bytes=size, ranks=ranks, buffer_is="per_rank", **LINK)
    assert split.value == pytest.approx(full.value)


@given(ranks=many_ranks, size=sizes)
def test_bus_bandwidth_without_latency_is_the_link(ranks: int, size: float) -> None:
    result = ring_all_reduce_seconds(
        buffer_bytes=size, ranks=ranks + 1, link_bytes_per_s_one_way=450e9
    )
    assert result.parts["bus_bytes_per_s"] == pytest.approx(450e9)
    measured = bus_bandwidth(
        collective="all_reduce", ranks=ranks + 1, buffer_bytes=size, seconds=result.value
    )
    assert measured.value == pytest.approx(450e9)


def test_one_rank_has_nothing_to_send() -> None:
    alone = {"buffer_bytes": 1e9, "ranks": 1, **LINK}
    for collective in (
        ring_all_reduce_seconds,
        tree_all_reduce_seconds,
        in_network_all_reduce_seconds,
        broadcast_seconds,
    ):
        assert collective(**alone).value == 0


def test_a_tree_beats_a_ring_for_small_buffers_only() -> None:
    small = {"buffer_bytes": 1e3, "ranks": 512, **LINK}
    large = {"buffer_bytes": 1e12, "ranks": 512, **LINK}
    assert tree_all_reduce_seconds(**small).value < ring_all_reduce_seconds(**small).value
    assert tree_all_reduce_seconds(**large).value > ring_all_reduce_seconds(**large).value


def test_one_node_needs_no_network() -> None:
    inside = ring_all_reduce_seconds(buffer_bytes=1e9, ranks=8, link_bytes_per_s_one_way=450e9)
    whole = hierarchical_all_reduce_seconds(
        buffer_bytes=1e9,
        ranks_per_node=8,
        nodes=1,
        link_bytes_per_s_one_way=450e9,
        network_bytes_per_s_one_way=50e9,
    )
    assert whole.value == pytest.approx(inside.value)


@pytest.mark.parametrize(
    ("collective", "factor"),
    [
        ("all_reduce", 1.75),
        ("all_gather", 0.875),
        ("reduce_scatter", 0.875),
        ("all_to_all", 0.875),
        ("broadcast", 1),
        ("reduce", 1),
    ],
)
def test_bus_factors_on_eight_ranks(collective: str, factor: float) -> None:
    inputs = {"ranks": 8, "buffer_bytes": 1e9, "seconds": 1}
    result = bus_bandwidth(collective=collective, **inputs)
    assert result.parts["bus_factor"] == factor
