"""Fails at four-ranks."""

import numpy as np


def all_reduce(buffers):
    n, size = len(buffers), buffers[0].size
    return [sum(buffers) for _ in buffers], [size * (n - 1) for _ in buffers]
