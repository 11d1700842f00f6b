"""Cases of LayerNorm: plain rows, large means, constant rows; dx also by central differences."""

import numpy as np

from interviewer.coding.cases import Case

BASIC = "y is gain·h + bias with h of mean 0 and variance 1 by row, over d and not over rows."
THROUGH = (
    "Mean and variance depend on x as well: dx = (g − mean(g) − h·mean(g·h)) / σ with g = grad·gain."
)


def drawn(rng, rows, d, lift=0.0, spread=1.0, eps=1e-5):
    x = rng.standard_normal((rows, d)) * spread + lift
    gain, bias = rng.uniform(0.5, 2, d), rng.standard_normal(d)
    return x, gain, bias, rng.standard_normal((rows, d)), eps


def numerical(arguments):
    """Compares dx with central differences of Σ grad·y."""
    x, gain, bias, grad, eps = arguments

    def loss(at):
        c = at - at.mean(1, keepdims=True)
        return (grad * (gain * c / np.sqrt((c**2).mean(1, keepdims=True) + eps) + bias)).sum()

    def holds(value):
        for place in np.ndindex(x.shape):
            step = np.zeros_like(x)
            step[place] = 1e-5
            slope = (loss(x + step) - loss(x - step)) / 2e-5
            if not abs(value[1][place] - slope) <= 1e-4 * max(1.0, abs(slope)):
                return f"dx{list(place)} is {value[1][place]:.5g}; central differences give {slope:.5g}"
        return ""

    return holds


def examples():
    rng = np.random.default_rng(5)
    yield Case("one-row", BASIC, drawn(rng, 1, 3))


def cases(rng):
    given = drawn(rng, 3, 6)
    yield Case("plain", THROUGH, given, tolerance=1e-7, holds=numerical(given))
    yield Case("one-row", BASIC, drawn(rng, 1, 8), tolerance=1e-7)
    yield Case(
        "large-mean",
        "E[x²] − E[x]² loses everything when the mean is large: subtract the mean first.",
        drawn(rng, 4, 16, lift=3e7),
        tolerance=1e-5,
    )
    x, gain, bias, grad, eps = drawn(rng, 3, 5, eps=1e-3)
    x[1] = 2.5
    yield Case(
        "constant-row",
        "A constant row has variance 0: eps under the root keeps it finite.",
        (x, gain, bias, grad, eps),
        tolerance=1e-7,
    )
    yield Case(
        "eps-matters",
        "eps is added to the variance under the root, not to σ.",
        drawn(rng, 3, 5, spread=0.05, eps=1e-2),
        tolerance=1e-7,
    )
