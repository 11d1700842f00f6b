"""Fails at large-logits."""

import numpy as np


def attention(q, k, v, mask):
    s = np.where(mask, q @ k.transpose(0, 2, 1) / np.float32(np.sqrt(q.shape[-1])), np.float32(-np.inf))
    with np.errstate(all="ignore"):
        e = np.exp(s)
        t = e.sum(-1, keepdims=True)
        return e @ v / np.where(t == 0, np.float32(1), t)
