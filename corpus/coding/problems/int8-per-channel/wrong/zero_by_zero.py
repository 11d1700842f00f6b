"""Fails at zero-channel."""

import numpy as np


def quantise(w):
    largest = np.abs(w).max(axis=1)
    scales = (largest / np.float32(127))
    return np.rint(w / scales[:, None]).clip(-127, 127).astype(np.int8), scales
