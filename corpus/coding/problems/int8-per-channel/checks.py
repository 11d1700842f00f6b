"""Cases of INT8: channels of very different size, zeros, halves; errors within half a step."""

import numpy as np

from interviewer.coding.cases import Case

BASIC = "Each row has its own scale: its largest magnitude / 127."


def within_half_a_step(w):
    def holds(value):
        codes, scales = value
        error = np.abs(codes.astype(float) * scales[:, None] - w) / scales[:, None]
        return "" if error.max() <= 0.501 else f"an error of {error.max():.3g} scales; most is 0.5"

    return holds


def case(name, teaches, w):
    w = w.astype(np.float32)
    return Case(name, teaches, (w,), tolerance=1e-6, holds=within_half_a_step(w))


def examples():
    yield case("two-channels", BASIC, np.array([[1, -2, 0.5], [100, 50, -25.4]]))


def cases(rng):
    yield case("plain", BASIC, rng.standard_normal((4, 16)))
    yield case(
        "sizes-apart",
        "One scale for all wastes the codes of small channels: take the maximum along each row.",
        rng.standard_normal((5, 12)) * 10.0 ** np.arange(-4, 1)[:, None],
    )
    w = rng.standard_normal((3, 6))
    w[1] = 0
    yield case("zero-channel", "0/0 is NaN: a channel of zeros gets scale 1.", w)
    w = -np.abs(rng.standard_normal((3, 8))) - 0.1
    yield case("all-negative", "The largest magnitude may be that of a negative weight.", w)
    halves = np.array([[127, 0.5, 1.5, 2.5, -0.5, -1.5, -3.5, 4.5]])
    yield case("halves", "Halves go to the even code, as the hardware rounds: np.rint does.", halves)
