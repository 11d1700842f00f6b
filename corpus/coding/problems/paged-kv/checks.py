"""Cases of a paged cache, as scripts of calls: growing, freeing, running out, forking."""

from interviewer.coding.cases import Case

BASIC = "A sequence takes a new block only when its last one is full."
COPY = "A shared block that is not full is copied when an owner appends, by the one that appends."


def script(name, teaches, blocks, size, *calls):
    return Case(name, teaches, (blocks, size), calls=tuple(calls))


def seen(*sequences):
    return (*(("table", (s,)) for s in sequences), ("free_blocks", ()))


def examples():
    yield script("grows", BASIC, 4, 2, ("append", ("a", 3)), ("append", ("a", 1)), *seen("a"))


def cases(rng):
    n = int(rng.integers(1, 4))
    yield script(
        "grows", BASIC, 10, 4,
        *(("append", ("a", 3)), ("append", ("b", 4)), ("append", ("a", 1)), ("append", ("b", n))),
        *seen("a", "b", "c"),
    )
    yield script(
        "frees",
        "A freed block is taken again, the lowest number first.",
        6, 2,
        *(("append", ("a", 4)), ("append", ("b", 2)), ("append", ("c", n + 1)), ("free", ("a",))),
        *(("append", ("d", 6)), ("append", ("d", 1)), *seen("a", "b", "c", "d")),
    )
    yield script(
        "runs-out",
        "An append that doesn't fit changes nothing: ask before you take, so that no block leaks.",
        4, 2,
        *(("append", ("a", 4)), ("append", ("b", 6)), *seen("a", "b"), ("append", ("a", 5))),
        *(*seen("a"), ("append", ("a", 4)), *seen("a"), ("append", ("c", 1)), *seen("c")),
    )
    yield script(
        "shares",
        "A fork shares blocks: it takes none, and frees none that another still owns.",
        6, 2,
        *(("append", ("a", 4)), ("fork", ("a", "b")), *seen("a", "b"), ("append", ("b", 1))),
        *(*seen("a", "b"), ("free", ("a",)), *seen("a", "b"), ("append", ("b", n)), *seen("b"), ("free", ("b",)), *seen("b")),
    )
    yield script(
        "copies", COPY, 8, 4,
        *(("append", ("a", 6)), ("fork", ("a", "b")), ("append", ("b", 1)), *seen("a", "b")),
        *(("append", ("a", 1)), ("append", ("a", 2)), *seen("a", "b"), ("free", ("a",)), *seen("b")),
    )
    yield script(
        "copy-needs-room",
        "The copy needs a block as well: without a free one the append must fail and change nothing.",
        2, 4,
        *(("append", ("a", 6)), ("fork", ("a", "b")), ("append", ("b", 1)), *seen("a", "b")),
        *(("free", ("a",)), ("append", ("b", 2)), *seen("b")),
    )
