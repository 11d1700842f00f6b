import numpy as np


def attention(q, k, v, mask):
    scores = q @ k.transpose(0, 2, 1) / np.float32(np.sqrt(q.shape[-1]))
    scores = np.where(mask, scores, np.float32(-np.inf))
    top = scores.max(axis=-1, keepdims=True)
    top = np.where(np.isfinite(top), top, np.float32(0))
    weights = np.exp(scores - top)
    total = weights.sum(axis=-1, keepdims=True)
    return weights @ v / np.where(total == 0, np.float32(1), total)
