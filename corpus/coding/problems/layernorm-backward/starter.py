import numpy as np


def layernorm(x, gain, bias, grad, eps):
    """x and grad (rows, d), gain and bias (d,); gives (y, dx, dgain, dbias)."""
