"""Whole numbers from measured ones, forgiving the last bits of a float.

0.1 × 30 is a little above 3; no fourth worker follows from that.
"""

import math

SLACK = 1e-12


def ceiling(amount: float) -> int:
    """The least whole number that is not below the amount, rounding errors apart."""
    return math.ceil(amount * (1 - SLACK))


def floor(amount: float) -> int:
    """The largest whole number that is not above the amount, rounding errors apart."""
    return math.floor(amount * (1 + SLACK))
