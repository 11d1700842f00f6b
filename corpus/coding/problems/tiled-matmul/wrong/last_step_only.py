"""Fails at fitting."""

import numpy as np


def tiled_matmul(a, b, tile_m, tile_n, tile_k):
    (m, depth), n = a.shape, b.shape[1]
    product = np.zeros((m, n))
    loaded = stored = 0
    for i in range(0, m, tile_m):
        for j in range(0, n, tile_n):
            into = product[i : i + tile_m, j : j + tile_n]
            for p in range(0, depth, tile_k):
                left = a[i : i + tile_m, p : p + tile_k]
                right = b[p : p + tile_k, j : j + tile_n]
                into[:] = left @ right
                loaded += left.size + right.size
            stored += into.size
    return product, loaded, stored
