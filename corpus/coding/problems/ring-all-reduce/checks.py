"""Cases of a ring: sizes that divide and that don't, one rank, two ranks, tiny buffers."""

import numpy as np

from interviewer.coding.cases import Case

BASIC = "n − 1 steps add a chunk each, then n − 1 steps hand the finished chunks round."


def drawn(rng, ranks, size):
    return ([rng.standard_normal(size) for _ in range(ranks)],)


def examples():
    yield Case("two-ranks", BASIC, ([np.array([1.0, 2.0]), np.array([10.0, 20.0])],))


def cases(rng):
    yield Case("four-ranks", BASIC, drawn(rng, 4, 12))
    yield Case("two-ranks", "Two ranks take one step each way.", drawn(rng, 2, 6))
    yield Case(
        "uneven",
        "Chunks differ by one element where n does not divide the size, and so do the counts.",
        drawn(rng, 5, 13),
    )
    yield Case(
        "one-rank",
        "One rank has nobody to send to: no step, and its own buffer is the sum.",
        drawn(rng, 1, 5),
    )
    yield Case(
        "fewer-elements-than-ranks",
        "Some chunks are empty: they are sent all the same, and count nothing.",
        drawn(rng, 6, 4),
    )
