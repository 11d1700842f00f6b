"""Fails at row-without-keys."""

import numpy as np


def attention(q, k, v, mask):
    s = np.where(mask, q @ k.transpose(0, 2, 1) / np.float32(np.sqrt(q.shape[-1])), np.float32(-1e9))
    e = np.exp(s - s.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True) @ v
