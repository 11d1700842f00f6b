"""Fails at plain."""

import numpy as np


def layernorm(x, gain, bias, grad, eps):
    centred = x - x.mean(axis=1, keepdims=True)
    sigma = np.sqrt((centred**2).mean(axis=1, keepdims=True) + eps)
    h = centred / sigma
    g = grad * gain
    dx = (g - h * (g * h).mean(axis=1, keepdims=True)) / sigma
    return gain * h + bias, dx, (grad * h).sum(axis=0), grad.sum(axis=0)
