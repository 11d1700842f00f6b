"""Cases of a tiled product: tiles that fit, tiles that don't, tiles larger than the matrix."""

import numpy as np

from interviewer.coding.cases import Case

BASIC = "Each tile of the result loads a strip of a and one of b, tile_k columns at a time."
EDGES = "At the edges count what the slices hold: a tile there is smaller than tile_m × tile_k."


def drawn(rng, m, k, n, *tiles):
    return rng.standard_normal((m, k)), rng.standard_normal((k, n)), *tiles


def examples():
    rng = np.random.default_rng(4)
    yield Case("two-tiles", BASIC, drawn(rng, 2, 2, 4, 2, 2, 2))


def cases(rng):
    yield Case("fitting", BASIC, drawn(rng, 8, 12, 4, 4, 2, 3))
    yield Case(
        "one-step-in-k",
        "With tile_k = k each tile of the result takes one product.",
        drawn(rng, 6, 5, 4, 2, 2, 5),
    )
    yield Case("edges", EDGES, drawn(rng, 7, 10, 9, 3, 4, 4))
    yield Case(
        "larger-than-the-matrix",
        "A tile larger than the matrix is the whole matrix: every element is loaded once.",
        drawn(rng, 3, 4, 2, 8, 8, 8),
    )
    yield Case(
        "vector",
        "A row times a matrix loads b once and the row once per tile of columns.",
        drawn(rng, 1, 9, 10, 4, 5, 2),
    )
