"""Cases of a scheduler: slots run out, memory runs out, idle gaps, requests that never fit."""

from interviewer.coding.cases import Case

BASIC = "A slot that ends at step t is free from step t + 1 on."


def drawn(rng, n, gap=2, longest=8):
    arrival, made = 0, []
    for _ in range(n):
        arrival += int(rng.integers(0, gap + 1))
        made.append((arrival, int(rng.integers(1, 12)), int(rng.integers(1, longest))))
    return made


def examples():
    yield Case("two-in-one-slot", BASIC, ([(0, 3, 2), (0, 1, 1)], 1, 100))


def cases(rng):
    yield Case("no-limits", "With room for all, each starts when it arrives.", (drawn(rng, 6), 9, 999))
    yield Case("one-slot", BASIC, ([(0, 2, 3), (0, 2, 4), (1, 1, 1), (20, 2, 2)], 1, 999))
    yield Case(
        "slots-refill",
        "A slot is refilled as soon as its request ends, not when the whole batch has.",
        ([(0, 1, 9), (0, 1, 2), (0, 1, 3), (0, 1, 2), (1, 1, 2)], 2, 999),
    )
    yield Case(
        "memory",
        "Memory counts prompt and output of all that run, and comes back when they end.",
        ([(0, 2, 10), (0, 2, 12), (0, 4, 8), (2, 6, 6), (3, 8, 8)], 8, 20),
    )
    yield Case(
        "head-blocks",
        "The first that doesn't fit blocks those behind it, so that large requests don't starve.",
        ([(0, 8, 6), (0, 9, 5), (0, 1, 1), (0, 1, 2)], 8, 20),
    )
    yield Case(
        "never-fits",
        "A request larger than the whole memory is refused and doesn't block the queue.",
        ([(0, 4, 4), (0, 30, 1), (0, 3, 3), (1, 15, 15), (2, 1, 1)], 3, 20),
    )
    yield Case(
        "many",
        "Admission, slots and memory all at once: go step by step and free before you admit.",
        (drawn(rng, 40), 4, 40),
    )
