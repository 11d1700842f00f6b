import numpy as np


def tiled_matmul(a, b, tile_m, tile_n, tile_k):
    """a (m, k), b (k, n); gives (product (m, n), elements loaded, elements stored)."""
