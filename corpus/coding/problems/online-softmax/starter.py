import numpy as np


def stream_attention(q, blocks):
    """q (d,), blocks [(k (n, d), v (n, w)), …]; gives (output (w,), maximum, total)."""
