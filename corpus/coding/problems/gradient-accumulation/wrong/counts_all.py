"""Fails at masked."""

import numpy as np


def accumulate(weights, batches, clip):
    total, count, gradient = 0.0, 0, np.zeros_like(weights)
    for x, y, mask in batches:
        error = np.where(mask, x @ weights - y, 0.0)
        total += float(error @ error) / 2
        gradient += error @ x
        count += len(mask)
    if not count:
        return 0.0, gradient, 0.0
    gradient /= count
    norm = float(np.linalg.norm(gradient))
    return total / count, gradient * min(1.0, clip / norm) if norm else gradient, norm
