"""Cases of a critical path: chains, diamonds, cycles, pairs said twice, a very long chain."""

from interviewer.coding.cases import Case

BASIC = "A kernel begins when the last of its needs has ended, not the first."


def examples():
    yield Case("diamond", BASIC, ([2, 5, 1, 3], [(0, 1), (0, 2), (1, 3), (2, 3)]))


def drawn(rng, n, m):
    shuffled = [int(i) for i in rng.permutation(n)]
    pairs = []
    for _ in range(m):
        a, b = sorted(int(i) for i in rng.choice(n, 2, replace=False))
        pairs.append((shuffled[a], shuffled[b]))
    return [int(t) for t in rng.integers(1, 50, n)], pairs


def cases(rng):
    t = int(rng.integers(2, 6))
    yield Case("diamond", BASIC, ([2, 5 + t, t, 3], [(0, 1), (0, 2), (1, 3), (2, 3)]))
    yield Case(
        "apart",
        "Kernels without needs run beside each other: the longest decides.",
        ([4, 9 + t, 2], []),
    )
    yield Case("twice", "A pair that stands there twice is one need.", ([3, t, 5], [(0, 1), (0, 1), (1, 2)]))
    yield Case(
        "late-order",
        "Kernels aren't numbered in the order in which they can run: sort by their needs.",
        ([4, 3, t], [(2, 1), (1, 0), (2, 0)]),
    )
    yield Case(
        "cycle",
        "In a cycle nobody can begin: fewer kernels come out of the order than there are.",
        ([1, 2, 3, 4], [(0, 1), (1, 2), (2, 1), (2, 3)]),
    )
    yield Case("no-kernels", "Without kernels the total is 0 and there is no slack to list.", ([], []))
    yield Case("random", "Slack is total − longest way to its end − longest way after it.", drawn(rng, 60, 150))
    yield Case(
        "long-chain",
        "A chain of 5,000 kernels is deeper than Python recurses: use a queue.",
        ([1] * 5_000, [(i + 1, i) for i in range(4_999)]),
    )
