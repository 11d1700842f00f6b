import numpy as np


def prune(w, x):
    """w (r, n) float32, x (n,); gives (values (r, n/2), places uint8 (r, n/2), y (r,))."""
