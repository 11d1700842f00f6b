"""Fails at edges."""

import numpy as np


def tiled_matmul(a, b, tile_m, tile_n, tile_k):
    product, loaded, stored = np.zeros((a.shape[0], b.shape[1])), 0, 0
    ranges = [range(max(1, n // t)) for n, t in zip((*a.shape, b.shape[1]), (tile_m, tile_k, tile_n))]
    for i in ranges[0]:
        for j in ranges[2]:
            into = product[i * tile_m : (i + 1) * tile_m, j * tile_n : (j + 1) * tile_n]
            for p in ranges[1]:
                x = a[i * tile_m : (i + 1) * tile_m, p * tile_k : (p + 1) * tile_k]
                y = b[p * tile_k : (p + 1) * tile_k, j * tile_n : (j + 1) * tile_n]
                into += x @ y
                loaded += x.size + y.size
            stored += into.size
    return product, loaded, stored
