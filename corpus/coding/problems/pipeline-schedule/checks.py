"""Cases of 1F1B: many micro-batches, fewer than stages, one stage, uneven passes."""

from interviewer.coding.cases import Case

BASIC = "The makespan is (m + p − 1)·(forward + backward) when every pass takes as long everywhere."


def examples():
    yield Case("two-stages", BASIC, (2, 2, 1, 2))


def cases(rng):
    yield Case("plain", BASIC, (4, 8 + int(rng.integers(4)), 1, 1))
    yield Case(
        "backward-longer",
        "A backward waits for the next stage's backward: with unlike times the waits move.",
        (4, 6 + int(rng.integers(4)), 2, 5),
    )
    yield Case(
        "fewer-than-stages",
        "With fewer micro-batches than stages the warm-up is cut: a stage never holds more than "
        "there are.",
        (6, 3, 1, 2),
    )
    yield Case("one-stage", "One stage has no bubble: forward and backward by turns.", (1, 5, 3, 4))
    yield Case("one-batch", "One micro-batch goes down and up with every other stage idle.", (5, 1, 2, 3))
