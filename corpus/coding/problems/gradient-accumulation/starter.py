import numpy as np


def accumulate(weights, batches, clip):
    """weights (d,), batches [(x (n, d), y (n,), mask (n,)), …]; gives (loss, gradient, norm)."""
