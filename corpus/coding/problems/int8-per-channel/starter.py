import numpy as np


def quantise(w):
    """w (channels, n) float32; gives (codes int8 (channels, n), scales float32 (channels,))."""
