import numpy as np


def decode_step(q, k, v, k_cache, v_cache, length):
    k_cache, v_cache = k_cache.copy(), v_cache.copy()
    k_cache[length], v_cache[length] = k, v
    heads, d = q.shape
    grouped = q.reshape(k.shape[0], -1, d)
    keys = k_cache[: length + 1].transpose(1, 2, 0)
    values = v_cache[: length + 1].transpose(1, 0, 2)
    scores = grouped @ keys / np.float32(np.sqrt(d))
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights /= weights.sum(axis=-1, keepdims=True)
    return (weights @ values).reshape(heads, d), k_cache, v_cache
