import numpy as np


def sample(logits, k, p, temperature, u):
    """logits (v,), k ≥ 0, 0 < p ≤ 1, temperature ≥ 0, 0 ≤ u < 1; gives a token, an int."""
