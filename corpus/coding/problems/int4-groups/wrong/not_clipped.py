"""Fails at beyond-the-last-code."""

import numpy as np


def pack(w, group):
    rows = w.reshape(-1, group)
    low = np.minimum(rows.min(axis=1), 0)
    high = np.maximum(rows.max(axis=1), 0)
    scales = ((high - low) / np.float32(15)).astype(np.float32)
    scales[scales == 0] = 1
    zeros = np.rint(-low / scales)
    codes = np.rint(rows / scales[:, None]) + zeros[:, None]
    codes = codes.astype(np.uint8).ravel()
    return codes[::2] | codes[1::2] << 4, scales, zeros.astype(np.uint8)
