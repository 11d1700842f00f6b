"""Fails at maximum-rises."""

import numpy as np


def stream_attention(q, blocks):
    top, total, out = -np.inf, 0.0, 0
    for k, v in blocks:
        if len(k):
            s = k @ q
            new = max(top, s.max())
            e = np.exp(s - new)
            total, out, top = total * np.exp(top - new) + e.sum(), out + e @ v, new
    return out / total, float(top), float(total)
