import numpy as np


def convolve(x, w, stride, padding):
    """x (b, c, h, w), w (o, c, kh, kw); gives (y (b, o, oh, ow), columns (b·oh·ow, c·kh·kw))."""
