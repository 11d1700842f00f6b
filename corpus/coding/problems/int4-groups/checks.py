"""Cases of INT4: signs mixed and alone, zero groups; weights come back within a step."""

import numpy as np

from interviewer.coding.cases import Case

BASIC = "The first code of a pair stands in the low four bits, the second in the high ones."


def comes_back(w, group):
    def holds(value):
        packed, scales, zeros = value
        codes = np.stack([packed & 15, packed >> 4], axis=1).reshape(-1, group).astype(float)
        again = (codes - zeros[:, None]) * scales[:, None]
        worst = (np.abs(again - w.reshape(-1, group)) / scales[:, None]).max()
        return "" if worst <= 1.01 else f"a weight comes back {worst:.3g} steps off; most is 1"

    return holds


def case(name, teaches, w, group):
    w = np.asarray(w, dtype=np.float32)
    return Case(name, teaches, (w, group), tolerance=1e-6, holds=comes_back(w, group))


def examples():
    yield case("one-group", BASIC, [0, 1, 2, 15], 4)


def cases(rng):
    yield case("one-group", BASIC, rng.uniform(0.2, 2, 8) * np.tile([1, -1], 4), 8)
    sizes = np.repeat([0.01, 1.0, 100.0, 5.0], 6)
    signs = np.tile([1, -1], 12)
    yield case(
        "groups-apart",
        "Every group has a scale and a zero of its own.",
        rng.uniform(0.2, 2, 24) * signs * sizes,
        6,
    )
    yield case(
        "all-positive",
        "0 is always inside the range: low is at most 0, so that zero has a code.",
        rng.uniform(4, 9, 16),
        8,
    )
    teaches = "high is at least 0, so that a group of negative weights still has a code for 0."
    yield case("all-negative", teaches, -rng.uniform(3, 8, 16), 8)
    w = rng.standard_normal(16)
    w[4:8] = 0
    yield case("zero-group", "A group of zeros has no range: its scale is 1, not 0.", w, 4)
    yield case(
        "beyond-the-last-code",
        "zero and code are rounded apart and may add up to 16, which wraps in four bits: clip.",
        np.tile([-7.5, 7.5, 3.0, 0.0], 2) * 2.0 ** rng.integers(-3, 4),
        4,
    )
