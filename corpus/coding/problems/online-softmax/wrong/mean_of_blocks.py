"""Fails at maximum-falls."""

import numpy as np


def stream_attention(q, blocks):
    outs, tops, total = [], [], 0.0
    for k, v in blocks:
        if len(k):
            s = k @ q
            e = np.exp(s - s.max())
            outs.append(e @ v / e.sum())
            tops.append(s.max())
            total += e.sum()
    return np.mean(outs, axis=0), float(max(tops)), float(total)
