"""Fails at normal."""

import numpy as np


def to_e4m3(x):
    _, exponent = np.frexp(x)
    gap = np.ldexp(np.float32(1), np.clip(exponent - 1, -6, 8) - 2).astype(np.float32)
    near = np.rint(np.clip(x, -448, 448) / gap) * gap
    return np.clip(near, -448, 448).astype(np.float32)
