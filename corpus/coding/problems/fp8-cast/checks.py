"""Cases of the cast: normal and subnormal numbers, halves, the ends; NaN and infinity."""

import numpy as np

from interviewer.coding.cases import Case

BASIC = "Neighbours between 2^e and 2^(e+1) are 2^(e − 3) apart: round to a multiple of that."


def case(name, teaches, x):
    return Case(name, teaches, (np.asarray(x, dtype=np.float32),), tolerance=0)


def examples():
    yield case("around-one", BASIC, [1.0, 1.05, 1.07, -3.3, 300.0])


def cases(rng):
    yield case("normal", BASIC, rng.uniform(1, 100, (4, 8)) * rng.choice([-1, 1], (4, 8)))
    yield case(
        "small",
        "Exponents are negative too: the gap shrinks with the number down to 2^−9.",
        2.0 ** rng.uniform(-5.9, 0, 24),
    )
    yield case(
        "subnormal",
        "Below 2^−6 the gap stays 2^−9: these numbers have no leading one.",
        rng.uniform(-(2**-6), 2**-6, 24),
    )
    yield case(
        "beyond",
        "The cast saturates at ±448, where the next number would have been 480; 464 is half way.",
        [447, 449, 460, 464, 470, 1e6, -1e9, np.inf, -np.inf, 3],
    )
    yield case(
        "halves",
        "Half way between two numbers the even mantissa wins: 1.0625 becomes 1, 1.1875 1.25.",
        [1.0625, 1.1875, -1.3125, 17, 19, 21, 2**-10, 3 * 2**-10],
    )
    yield case("nan", "NaN stays NaN: a clip or a comparison may swallow it.", [np.nan, 1, 2, -5])
    powers = np.float32(2.0) ** np.arange(-6, 9, dtype=np.float32)
    yield case(
        "just-below-powers",
        "Just below a power of two the exponent is still the lower one, and the value rounds up.",
        np.nextafter(powers, np.float32(0)),
    )
