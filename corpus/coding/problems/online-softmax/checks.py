"""Cases of softmax over blocks: where the maximum rises, falls, is huge, or a block is empty."""

import numpy as np

from interviewer.coding.cases import Case

BASIC = "Over all blocks together the weights are exp(score − maximum) / total."


def drawn(rng, sizes, lifts, d=6, width=4):
    q = rng.standard_normal(d)
    toward = q / (q @ q)
    return q, [
        (rng.standard_normal((n, d)) + lift * toward, rng.standard_normal((n, width)))
        for n, lift in zip(sizes, lifts, strict=True)
    ]


def examples():
    rng = np.random.default_rng(2)
    yield Case("two-blocks", BASIC, drawn(rng, (2, 2), (0, 0), 2, 2))


def cases(rng):
    yield Case("one-block", BASIC, drawn(rng, (5,), (3,)))
    yield Case(
        "maximum-falls",
        "A later block with smaller scores must be weighed against the old maximum.",
        drawn(rng, (4, 5, 3), (9, 0, -4)),
    )
    yield Case(
        "maximum-rises",
        "When the maximum rises, what was summed so far, total and output, is multiplied by "
        "exp(old maximum − new maximum).",
        drawn(rng, (4, 5, 3), (2, 7, 13)),
    )
    yield Case(
        "huge-scores",
        "exp(700) is about the last that a float64 holds: scores appear only as differences.",
        drawn(rng, (3, 4), (3000, 3002)),
    )
    yield Case(
        "very-negative",
        "The first maximum is −inf, not 0: with all scores far below 0 the sum would vanish.",
        drawn(rng, (3, 4), (-3000, -3001)),
    )
    yield Case(
        "empty-block",
        "A block of no keys changes nothing; its maximum doesn't exist.",
        drawn(rng, (0, 3, 0, 2), (0, 1, 0, 3)),
    )
