"""Fails at uneven."""

import numpy as np


def all_reduce(buffers):
    n, size = len(buffers), buffers[0].size
    return [sum(buffers) for _ in buffers], [2 * (n - 1) * (size // n) for _ in buffers]
