import numpy as np


def attention(q, k, v, mask):
    """q (h, q, d), k (h, k, d), v (h, k, w), mask (q, k) of bool; gives (h, q, w)."""
