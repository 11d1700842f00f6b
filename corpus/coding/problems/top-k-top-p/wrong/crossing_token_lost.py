"""Fails at top-p."""

import numpy as np


def sample(logits, k, p, temperature, u):
    if temperature == 0:
        return int(np.argmax(logits))
    order = np.argsort(-logits, kind="stable")
    if k:
        order = order[:k]
    scaled = logits[order] / temperature
    weights = np.exp(scaled - scaled[0])
    weights /= weights.sum()
    before = np.cumsum(weights) - weights
    kept = max(1, int((before + weights <= p).sum()))
    running = np.cumsum(weights[:kept] / weights[:kept].sum())
    return int(order[min(kept - 1, int((running <= u).sum()))])
