"""Fails at no-mask."""

import numpy as np


def attention(q, k, v, mask):
    s = np.where(mask, q @ k.transpose(0, 2, 1) / np.sqrt(float(q.shape[-1])), -np.inf)
    s = s.astype(float)
    top = s.max(-1, keepdims=True)
    e = np.exp(s - np.where(np.isfinite(top), top, 0.0))
    t = e.sum(-1, keepdims=True)
    return e @ v / np.where(t == 0, 1, t)
