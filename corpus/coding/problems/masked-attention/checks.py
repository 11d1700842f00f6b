"""Cases of masked attention: shapes that differ, masks of each kind, large logits."""

import numpy as np

from interviewer.coding.cases import Case

BASIC = "Scores are q·k/√d, softmax goes over the keys, and the weights then sum the rows of v."


def drawn(rng, heads, queries, keys, d, width, scale=1.0):
    shapes = ((heads, queries, d), (heads, keys, d), (heads, keys, width))
    q, k, v = (rng.standard_normal(shape, dtype=np.float32) for shape in shapes)
    return q * np.float32(scale), k, v


def examples():
    rng = np.random.default_rng(1)
    q, k, v = drawn(rng, 1, 2, 2, 4, 3)
    yield Case("two-by-two", BASIC, (q, k, v, np.ones((2, 2), bool)), tolerance=1e-4)


def cases(rng):
    q, k, v = drawn(rng, 2, 5, 7, 8, 6)
    yield Case("no-mask", BASIC, (q, k, v, np.ones((5, 7), bool)), tolerance=1e-4)
    q, k, v = drawn(rng, 3, 6, 6, 16, 16)
    causal = np.tril(np.ones((6, 6), bool))
    yield Case(
        "causal",
        "A masked key must weigh nothing at all: set its score to −inf before the softmax, since "
        "zeroing afterwards leaves rows that don't sum to one.",
        (q, k, v, causal),
        tolerance=1e-4,
    )
    q, k, v = drawn(rng, 2, 4, 6, 8, 8, scale=300.0)
    yield Case(
        "large-logits",
        "exp overflows beyond 88 in float32: subtract each row's maximum first.",
        (q, k, v, np.ones((4, 6), bool)),
        tolerance=1e-3,
    )
    q, k, v = drawn(rng, 2, 4, 6, 8, 5)
    mask = rng.random((4, 6)) < 0.6
    mask[0] = True
    mask[2] = False
    yield Case(
        "row-without-keys",
        "A query that may look at nothing gets zeros; 0/0 gives NaN, which spreads through a model.",
        (q, k, v, mask),
        tolerance=1e-4,
    )
    q, k, v = drawn(rng, 2, 4, 6, 64, 8)
    q, k = np.abs(q), -np.abs(k)
    mask = np.tril(np.ones((4, 6), bool), 2)
    yield Case(
        "negative-scores",
        "A masked score of 0 beats negative ones: masked means −inf, not 0.",
        (q, k, v, mask),
        tolerance=1e-4,
    )
