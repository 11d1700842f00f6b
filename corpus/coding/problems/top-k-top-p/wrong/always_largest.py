"""Fails at whole."""

import numpy as np


def sample(logits, k, p, temperature, u):
    return int(np.argmax(logits))
