"""Fails at fitting."""

import numpy as np


def scan(x, block):
    sums = np.zeros(x.size, dtype=np.int32)
    np.cumsum(x[:-1], out=sums[1:], dtype=np.int32, casting="unsafe")
    starts = np.arange(0, x.size, block)
    block_sums = np.add.reduceat(x, starts) if x.size else np.zeros(0, dtype=x.dtype)
    passes, left = 0, x.size
    while left:
        passes += 1
        left = 0 if left <= block else -(-left // block)
    return sums, block_sums, passes
