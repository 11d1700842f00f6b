"""Cases of the cache, as scripts of calls: uses that renew, replacements, several leaving."""

from interviewer.coding.cases import Case

BASIC = "The prefix that was used longest ago leaves first."


def script(name, teaches, capacity, *calls):
    return Case(name, teaches, (capacity,), calls=(*calls, ("used", ())))


def put(key, tokens):
    return "put", (key, tokens)


def get(key):
    return "get", (key,)


def examples():
    yield script("one-leaves", BASIC, 10, put("a", 6), put("b", 4), put("c", 5), get("a"))


def cases(rng):
    n = int(rng.integers(2, 5))
    yield script("one-leaves", BASIC, 10 + n, *(put(k, 5) for k in "abcd"), get("a"), get("d"))
    yield script(
        "get-renews",
        "A get makes its prefix the most recently used: it must move in the order.",
        12, put("a", 4), put("b", 4), put("c", 4), get("a"), put("d", 4), get("a"), get("b"),
    )
    yield script(
        "put-renews",
        "Replacing a prefix makes it the most recently used as well.",
        12, put("a", 4), put("b", 4), put("c", 4), put("a", 4), put("d", 4), get("a"), get("b"),
    )
    yield script(
        "replaced",
        "A replaced prefix gives its old tokens back: only the new ones count.",
        12, put("a", 6), put("b", 3), put("a", 8), ("used", ()), put("a", 2), ("used", ()), put("c", n),
    )
    yield script(
        "several-leave",
        "A large prefix may push several out: go on until all fit.",
        20, *(put(k, n) for k in "abcde"), put("f", 20 - n), get("e"), get("a"),
    )
    yield script(
        "too-large",
        "What can't fit must not push the others out: look before you evict.",
        10, put("a", 4), put("b", 5), put("c", 11), put("a", 99), get("a"), get("b"), get("c"),
    )
    yield script("missing", "An unknown prefix gives −1 and is not stored by asking.", 9, get("x"), put("y", 9), get("x"), get("y"))
