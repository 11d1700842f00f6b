"""Fails at unequal."""

import numpy as np


def accumulate(weights, batches, clip):
    losses, gradient, used = [], np.zeros_like(weights), 0
    for x, y, mask in batches:
        if mask.any():
            e = (x @ weights - y)[mask]
            losses.append(float(e @ e) / 2 / len(e))
            gradient += e @ x[mask] / len(e)
            used += 1
    if not used:
        return 0.0, gradient, 0.0
    gradient /= used
    norm = float(np.linalg.norm(gradient))
    return float(np.mean(losses)), gradient * min(1.0, clip / norm), norm
