"""Fails at zero-group."""

import numpy as np


def pack(w, group):
    rows = w.reshape(-1, group)
    low = np.minimum(rows.min(axis=1), 0)
    high = np.maximum(rows.max(axis=1), 0)
    scales = ((high - low) / np.float32(15)).astype(np.float32)
    zeros = 0 * scales + np.rint(-low / scales)
    codes = np.rint(rows / scales[:, None]) + zeros[:, None]
    codes = codes.clip(0, 15).astype(np.uint8).ravel()
    return codes[::2] | codes[1::2] << 4, scales, zeros.astype(np.uint8)
