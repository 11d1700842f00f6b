"""Two numbers of one kind that are compared: "from 31 to 25 ms"."""

import re
from collections.abc import Callable
from itertools import pairwise

from interviewer.checking.readings import Reading
from interviewer.checking.slots import Bound, Ground, around

# Two numbers of one kind that are compared: "from 31 to 25 ms".
BETWEEN = re.compile(
    r"^[^.;]{0,40}?(?:→|->|\bto\b|\bdown to\b|\bversus\b|\bvs\.?|\bagainst\b|\bafter\b|\bnow\b"
    r"|\bthen\b"
    r"|\bwhere\b|\bbecomes?\b|\binto\b|\bbefore and\b"
    r"|\binstead of\b|\bthan\b|\bover\b|/)[^.;]{0,40}$",
    re.IGNORECASE,
)


# Beyond so many numbers in a sentence only those near the claim are compared.
MOST_COMPARED = 24
FARTHEST_COMPARED = 80
COMPARED = frozenset(
    {
        "time",
        "bytes",
        "token_rate",
        "byte_rate",
        "flop_rate",
        "rate",
        "count",
        "ratio",
        "bits",
        "power",
        "energy",
        "money",
        "hourly_price",
        "token_price",
    }
)


Said = tuple[float, int]


def change(ground: Ground) -> tuple[Said, Said] | None:
    """The two compared numbers nearest the claim in its sentence, in their order."""
    span = ground.tiers[1]
    at = ground.claimed.start
    here = [r for r in ground.scene.within(span) if r is not ground.claimed]
    if len(here) > MOST_COMPARED:
        here = [r for r in here if abs(r.start - at) < FARTHEST_COMPARED]
    for first, second in pairwise(here):
        dimension = next((u.dimension for u in second.units), "")
        low, high = first.amount(dimension), second.amount(dimension)
        gap = ground.scene.document[first.end : second.start]
        usable = ground.usable(first) and ground.usable(second)
        bare = dimension in ("count", "ratio") and not is_from_to(ground, first, gap)
        if dimension in COMPARED and low and high and usable and not bare and BETWEEN.match(gap):
            return (low, first.start), (high, second.start)
    return None


def is_from_to(ground: Ground, first: Reading, gap: str) -> bool:
    before = around(ground.scene, first)[0]
    return bool(re.search(r"\bfrom\s+\D{0,12}$", before, re.IGNORECASE)) and bool(
        re.search(r"\bto\b|→|->", gap)
    )


def of_change(pick: Callable[[Said, Said], Said]) -> Callable[[Ground], tuple[Bound, ...]]:
    """One of the two numbers compared, each with its place."""

    def found(ground: Ground) -> tuple[Bound, ...]:
        pair = change(ground)
        return () if pair is None else (Bound(*pick(*pair)),)

    return found
