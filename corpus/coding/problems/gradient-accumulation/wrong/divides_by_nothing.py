"""Fails at nothing-counts."""

import numpy as np


def accumulate(weights, batches, clip):
    total, count, gradient = 0.0, 0, np.zeros_like(weights)
    for x, y, mask in batches:
        error = np.where(mask, x @ weights - y, 0.0)
        total += float(error @ error) / 2
        gradient += error @ x
        count += int(mask.sum())
    with np.errstate(all="ignore"):
        gradient /= np.float64(count)
        total = np.float64(total)
    norm = float(np.linalg.norm(gradient))
    return total / count, gradient * min(1.0, clip / norm) if norm else gradient, norm
