import numpy as np


def scan(x, block):
    """x (n,) int64; gives (sums (n,), block_sums, passes)."""
