"""Cases of a window: repeats, ties, all in one run, one slot, none, a long queue."""

from interviewer.coding.cases import Case

BASIC = "The run counts different adapters, not requests: repeats are free."


def drawn(rng, n, kinds):
    return [int(each) for each in rng.integers(0, kinds, n)]


def examples():
    yield Case("two-slots", BASIC, ([1, 2, 1, 3, 3, 2], 2))


def cases(rng):
    a, b, c, d = (int(each) for each in rng.choice(100, 4, replace=False))
    yield Case("repeats", BASIC, ([b, a, a, c, c, c, b, d], 2))
    yield Case(
        "comes-back",
        "An adapter leaves the window only when its last request has: count them.",
        ([a, a, b, c, b, c, d, d], 2),
    )
    yield Case("ties", "Of equally long runs the first one counts.", ([a, a, b, b, c, c, d, d], 1))
    yield Case("all", "If there are slots for all, the whole queue is the run.", ([a, b, c, a, d, b], 9))
    yield Case("no-slots", "Without slots no request can run, and the run is empty.", ([a, b], 0))
    yield Case("no-requests", "Without requests there is no run: the answer is (0, 0).", ([], 3))
    yield Case("random", "Both ends only ever move to the right.", (drawn(rng, 400, 12), 5))
    yield Case(
        "long-queue",
        "A set made anew for each position is quadratic: keep counts, and move both ends.",
        ([*([a, b] * 30_000), *drawn(rng, 2_000, 50)], 2),
    )
