"""Cases of a convolution: one by one, rectangles, padding, stride, batches."""

import numpy as np

from interviewer.coding.cases import Case

BASIC = "Each output is the sum over channels and kernel of input × weight, without a flip."


def drawn(rng, x, w, stride, padding):
    return rng.standard_normal(x), rng.standard_normal(w), stride, padding


def examples():
    x = np.arange(9.0).reshape(1, 1, 3, 3)
    yield Case("two-by-two", BASIC, (x, np.array([[[[1.0, 2.0], [3.0, 4.0]]]]), 1, 0))


def cases(rng):
    yield Case("one-channel", BASIC, drawn(rng, (1, 1, 5, 5), (1, 1, 3, 3), 1, 0))
    yield Case(
        "channels",
        "Within a row of the matrix channels come first, then kernel rows and columns, as in w.",
        drawn(rng, (1, 3, 4, 4), (2, 3, 2, 2), 1, 0),
    )
    yield Case(
        "batch",
        "The product has out_channels last: bring them before the positions, batch by batch.",
        drawn(rng, (3, 2, 4, 4), (4, 2, 3, 3), 1, 0),
    )
    yield Case(
        "rectangular",
        "Height and width differ, in the input and in the kernel: rows first everywhere.",
        drawn(rng, (2, 2, 6, 9), (3, 2, 3, 2), 1, 0),
    )
    yield Case(
        "padded",
        "Zeros go round all four sides, and the output grows by 2·padding.",
        drawn(rng, (2, 2, 4, 5), (3, 2, 3, 3), 1, 1),
    )
    yield Case(
        "strided",
        "With a stride that doesn't divide, the last windows that would stick out fall away.",
        drawn(rng, (1, 2, 8, 7), (2, 2, 3, 3), 2, 1),
    )
