"""Fails at fitting."""

import numpy as np


def scan(x, block):
    sums = np.zeros_like(x)
    for i in range(0, x.size, block):
        np.cumsum(x[i : i + block - 1], out=sums[i + 1 : i + block])
    starts = np.arange(0, x.size, block)
    block_sums = np.add.reduceat(x, starts) if x.size else np.zeros(0, dtype=x.dtype)
    passes, left = 0, x.size
    while left:
        passes += 1
        left = 0 if left <= block else -(-left // block)
    return sums, block_sums, passes
