"""Fails at very-negative."""

import numpy as np


def stream_attention(q, blocks):
    top, total, out = 0.0, 0.0, 0
    for k, v in blocks:
        if len(k):
            s = k @ q
            new = max(top, s.max())
            e = np.exp(s - new)
            total, out, top = total * np.exp(top - new) + e.sum(), out * np.exp(top - new) + e @ v, new
    return out / max(total, 1e-300), float(top), float(total)
