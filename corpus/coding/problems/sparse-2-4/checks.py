"""Cases of 2:4 pruning: signs, ties, zeros, groups that differ from their neighbours."""

import numpy as np

from interviewer.coding.cases import Case

BASIC = "Two of every four stay, by magnitude: groups don't lend places to each other."


def case(name, teaches, w, x):
    given = (np.asarray(w, dtype=np.float32), np.asarray(x, dtype=np.float32))
    return Case(name, teaches, given, tolerance=1e-4)


def examples():
    yield case("one-group", BASIC, [[1, -3, 0.5, 2]], [1, 1, 1, 1])


def cases(rng):
    x = rng.standard_normal(16)
    yield case("plain", BASIC, rng.permutation(np.arange(1, 65)).reshape(4, 16) / 16, x)
    yield case(
        "signs",
        "Magnitude decides: a large negative weight stays.",
        rng.permutation(np.arange(1, 65)).reshape(4, 16) * rng.choice([-1, 1], (4, 16)) / 16,
        x,
    )
    w = rng.permutation(np.arange(1, 33)).reshape(2, 16) * 1.0
    w[:, :4] *= 100
    yield case("uneven-groups", "Each group keeps two, however large another's weights are.", w, x)
    yield case(
        "ties",
        "Equal magnitudes keep the lower index: sort −|w| with a stable sort.",
        [[1, -1, 1, 1], [2, 3, -3, 3], [1, 2, 2, 2]],
        [1, 10, 100, 1000],
    )
    yield case("zeros", "A group of zeros keeps its first two: two values are stored always.", [[0, 0, 0, 0, 0, 5, 0, 0]], np.ones(8))
