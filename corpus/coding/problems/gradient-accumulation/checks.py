"""Cases of accumulation: equal and unequal micro-batches, masks, clipping, nothing that counts."""

import numpy as np

from interviewer.coding.cases import Case

BASIC = "Over micro-batches of equal size the mean of all tokens is what one large batch gives."


def drawn(rng, sizes, share=1.0, d=5, clip=1e9):
    weights = rng.standard_normal(d)
    batches = [
        (rng.standard_normal((n, d)), rng.standard_normal(n), rng.random(n) < share) for n in sizes
    ]
    return weights, batches, clip


def examples():
    x = np.array([[1.0, 0.0], [0.0, 1.0]])
    y, all_count = np.array([0.0, 1.0]), np.array([True, True])
    yield Case("one-batch", BASIC, (np.array([1.0, 3.0]), [(x, y, all_count)], 10.0))


def cases(rng):
    yield Case("equal", BASIC, drawn(rng, (4, 4, 4)))
    yield Case(
        "unequal",
        "A mean of means gives the tokens of short micro-batches too much weight: add sums and "
        "counts.",
        drawn(rng, (2, 9, 5)),
    )
    weights, batches, clip = drawn(rng, (6, 6), share=0.5)
    for _, _, mask in batches:
        mask[0], mask[1] = True, False
    yield Case("masked", "Only tokens that count are in the sum, and in the count.", (weights, batches, clip))
    weights, batches, clip = drawn(rng, (3, 5, 4))
    batches[1][2][:] = False
    yield Case(
        "empty-batch",
        "A micro-batch in which nothing counts adds nothing; its own mean would be 0/0.",
        (weights, batches, clip),
    )
    yield Case(
        "clipped",
        "Clip the whole gradient by its norm, once: direction and the returned norm stay.",
        drawn(rng, (4, 4), clip=0.05),
    )
    weights, batches, clip = drawn(rng, (3, 2))
    for _, _, mask in batches:
        mask[:] = False
    yield Case("nothing-counts", "No token at all: the loss is 0.0, and nothing may be divided.", (weights, batches, clip))
