"""Cases of a decode step: every grouping, an empty cache, rubbish beyond the length."""

import numpy as np

from interviewer.coding.cases import Case

BASIC = "The new token is in the cache, at index length, before the scores are made."


def drawn(rng, heads, groups, d, capacity, length):
    shapes = ((heads, d), (groups, d), (groups, d), (capacity, groups, d), (capacity, groups, d))
    q, k, v, keys, values = (rng.standard_normal(s, dtype=np.float32) for s in shapes)
    return q, k, v, keys, values, length


def examples():
    rng = np.random.default_rng(3)
    q, k, v, keys, values, length = drawn(rng, 2, 1, 2, 2, 1)
    keys[1:] = values[1:] = 0
    yield Case("one-in-cache", BASIC, (q, k, v, keys, values, length), tolerance=1e-4)


def cases(rng):
    yield Case("multi-head", BASIC, drawn(rng, 4, 4, 8, 6, 5), tolerance=1e-4)
    yield Case(
        "empty-cache",
        "With nothing cached the token attends to itself alone: the output is its own value.",
        drawn(rng, 2, 2, 4, 3, 0),
        tolerance=1e-4,
    )
    yield Case(
        "groups",
        "Query heads of a group are neighbours: head h reads KV head h // (heads // kv_heads), not "
        "h % kv_heads.",
        drawn(rng, 8, 2, 4, 8, 7),
        tolerance=1e-4,
    )
    yield Case(
        "one-kv-head",
        "Multi-query attention: all heads read the one KV head.",
        drawn(rng, 6, 1, 4, 9, 3),
        tolerance=1e-4,
    )
    q, k, v, keys, values, length = drawn(rng, 4, 2, 4, 12, 4)
    keys[5:], values[5:] = 50, 1e6
    yield Case(
        "rubbish-beyond",
        "Beyond the length lies old data: cut the cache, or mask it with −inf.",
        (q, k, v, keys, values, length),
        tolerance=1e-4,
    )
    q, k, v, keys, values, length = drawn(rng, 4, 2, 16, 6, 4)
    yield Case(
        "large-logits",
        "exp overflows beyond 88 in float32: subtract the maximum first.",
        (q * np.float32(200), k, v, keys, values, length),
        tolerance=1e-3,
    )
