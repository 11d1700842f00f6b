import numpy as np


def pack(w, group):
    """w (n,) float32; gives (packed uint8 (n/2,), scales float32, zeros uint8 (n/group,))."""
