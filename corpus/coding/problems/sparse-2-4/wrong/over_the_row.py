"""Fails at plain."""

import numpy as np


def prune(w, x):
    half = w.shape[1] // 2
    kept = np.sort(np.argsort(-np.abs(w), axis=1, kind="stable")[:, :half], axis=1)
    pruned = np.zeros_like(w)
    values = np.take_along_axis(w, kept, axis=1)
    np.put_along_axis(pruned, kept, values, axis=1)
    return values, (kept % 4).astype(np.uint8), pruned @ x
