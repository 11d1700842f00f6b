"""Cases of sampling: many numbers u for each, so that a guess of the largest does not pass."""

import numpy as np

from interviewer.coding.cases import Case

BASIC = "Order by falling probability, cut at k, cut at p, renormalise, walk the running sum."


def spread(rng, v):
    return rng.permutation(np.linspace(0, 4, v))


def examples():
    logits = np.log(np.array([0.1, 0.5, 0.15, 0.25]))
    yield Case("four-tokens", BASIC, (logits, 3, 0.8, 1.0, 0.7))


def cases(rng):
    for u in (0.35, 0.8, 0.97):
        yield Case("whole", BASIC, (spread(rng, 12) + 5, 0, 1.0, 1.0, u))
    for u in (0.5, 0.9, 0.99):
        yield Case(
            "top-k",
            "With top-k the k largest are renormalised: u runs over them alone.",
            (spread(rng, 16), 3, 1.0, 1.0, u),
        )
    given = rng.permutation(6)
    logits = np.log(np.array([0.4, 0.3, 0.15, 0.1, 0.03, 0.02]))[given]
    for u in (0.45, 0.7, 0.85):
        yield Case(
            "top-p",
            "The token that crosses p stays, so that at least p of the mass is kept.",
            (logits, 0, 0.75, 1.0, u),
        )
    for u in (0.6, 0.93):
        yield Case(
            "k-then-p",
            "p counts after top-k's renormalisation: over fewer tokens the same p is crossed sooner.",
            (np.log(np.array([0.3, 0.22, 0.18, 0.12, 0.1, 0.08])) + rng.random(), 3, 0.7, 1.0, u),
        )
    for u in (0.55, 0.9):
        yield Case(
            "temperature",
            "The temperature divides the logits: a low one sharpens, a high one flattens.",
            (spread(rng, 10), 0, 1.0, 3.0, u),
        )
    yield Case(
        "greedy",
        "Temperature 0 is greedy: the largest logit whatever u is, and no division by 0.",
        (spread(rng, 9), 0, 0.9, 0, 0.99),
    )
    yield Case(
        "large-logits",
        "exp overflows beyond 709: subtract the largest logit first.",
        (spread(rng, 8) + 2000, 0, 1.0, 1.0, 0.9),
    )
    logits = np.array([0.0, 1.0, 1.0, -np.inf, 1.0])
    yield Case(
        "ties",
        "Equal logits go by index, the lower first: a stable sort of −logits, not a reversed one.",
        (logits, 2, 1.0, 1.0, 0.3),
    )
