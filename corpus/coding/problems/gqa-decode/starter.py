import numpy as np


def decode_step(q, k, v, k_cache, v_cache, length):
    """q (h, d), k and v (g, d), caches (capacity, g, d); gives (output (h, d), caches after)."""
