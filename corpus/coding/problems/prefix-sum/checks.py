"""Cases of a scan: blocks that fit, a short last block, many levels, one element, none."""

import numpy as np

from interviewer.coding.cases import Case

BASIC = "An exclusive sum leaves its own element out: sums[0] is 0."


def drawn(rng, n, block):
    return rng.integers(-9, 10, n), block


def examples():
    yield Case("two-blocks", BASIC, (np.array([3, 1, 4, 1]), 2))


def cases(rng):
    yield Case("fitting", BASIC, drawn(rng, 16, 4))
    yield Case("short-last-block", "The last block may be shorter; it has a sum too.", drawn(rng, 13, 4))
    yield Case(
        "levels",
        "The block sums are scanned in blocks as well: count levels until one block holds them.",
        drawn(rng, 300, 4),
    )
    yield Case("one-block", "Elements that fit in one block take one pass.", drawn(rng, 5, 8))
    large = rng.integers(2**40, 2**41, 64)
    yield Case("large-sums", "Sums outgrow 32 bits: keep int64 from end to end.", (large, 16))
    nothing = (np.zeros(0, dtype=np.int64), 4)
    yield Case("empty", "Nothing to scan: there are no sums, no block sums and no pass.", nothing)
