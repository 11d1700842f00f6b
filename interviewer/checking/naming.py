"""The part, system, link or model that a claim is about, and its facts as inputs."""

import re
from functools import cache

from interviewer.checking.facts import Entity, Fact, facts
from interviewer.checking.names import Mention
from interviewer.checking.slots import Bound, Ground

MOST_VARIANTS = 4
SCALES = {
    "GB/s": 1e9, "TB/s": 1e12, "Gb/s": 1e9, "GB": 1e9, "TB": 1e12, "MB": 2.0**20, "KB": 1024.0,
    "B": 1.0, "bit": 1.0, "TFLOPS": 1e12, "PFLOPS": 1e15, "TOPS": 1e12, "POPS": 1e15,
    "GFLOP": 1e9, "GMAC": 1e9, "MHz": 1e6, "mm²": 1.0, "kW": 1e3, "W": 1.0, "billion": 1e9,
    "tokens": 1.0, "GT/s": 1e9, "": 1.0,
}  # fmt: skip
# Everyday short names that the data lists under several releases of one architecture.
GENERIC = re.compile(r"\b(?:an?|the|that|this|each|per|same|one|dense|our)\s+$", re.IGNORECASE)


def si(fact: Fact, value: float | None = None) -> float:
    """The value of a numeric fact in base units; KB and MB on a chip are binary."""
    number = fact.value if value is None else value
    assert isinstance(number, int | float)
    return float(number) * SCALES[fact.unit]


def mentions_near(ground: Ground, *kinds: str) -> list[tuple[int, Mention]]:
    """Mentions of `kinds` with their tiers: those before the claim first, nearest first."""
    key = f"near {kinds}"
    found: dict[str, list[tuple[int, Mention]]] = ground.__dict__.setdefault("named", {})
    if key not in found:
        found[key] = list(near(ground, kinds))
    return found[key]


def near(ground: Ground, kinds: tuple[str, ...]) -> list[tuple[int, Mention]]:
    at, seen = ground.claimed.start, set[int]()
    ordered: list[tuple[int, Mention]] = []
    for tier, span in enumerate(ground.tiers):
        here = [m for m in ground.scene.mentions if m.kind in kinds and span.holds(m.start)]
        here = [m for m in here if not is_aside(ground, m)]
        here.sort(key=lambda m: (not is_on(ground, m), m.start > at, abs(m.start - at)))
        ordered += [(tier, m) for m in here if m.start not in seen]
        seen.update(m.start for m in here)
    return ordered


ON = re.compile(
    r"[^.,;:()]{0,8}\bon (?:an?|one|the|each|every|single) (?:single )?$", re.IGNORECASE
)


def is_on(ground: Ground, mention: Mention) -> bool:
    """Whether the number is said to be so on it: "55 on one B200"."""
    between = ground.scene.document[ground.claimed.end : mention.start]
    return mention.start > ground.claimed.start and bool(ON.fullmatch(between))


def is_aside(ground: Ground, mention: Mention) -> bool:
    """Whether it is named in brackets before which, or after which, the number stands."""
    at, document = ground.claimed.start, ground.scene.document
    if mention.start > at:
        return False
    between = document[mention.end : at]
    opened = document.rfind("(", max(mention.start - 80, 0), mention.start)
    closed = document.rfind(")", max(mention.start - 80, 0), mention.start)
    return opened > closed and ")" in between


def named(ground: Ground, *kinds: str) -> tuple[tuple[Entity, ...], Mention | None, int]:
    """The things that the nearest mention can stand for, narrowed by a fuller name elsewhere."""
    for tier, mention in mentions_near(ground, *kinds):
        entities = tuple(facts().all[name] for name in mention.candidates)
        return narrowed(ground, entities, kinds), mention, tier
    return (), None, 9


def narrowed(
    ground: Ground, entities: tuple[Entity, ...], kinds: tuple[str, ...]
) -> tuple[Entity, ...]:
    """ "The H100", after "H100 SXM" was said, is that one."""
    if len(entities) < 2:
        return entities
    ids = {entity.id for entity in entities}
    for _, mention in mentions_near(ground, *kinds):
        fuller = ids.intersection(mention.candidates)
        if fuller and len(fuller) < len(ids) and set(mention.candidates) <= ids:
            return tuple(entity for entity in entities if entity.id in fuller)
    return entities


def fact_bounds(ground: Ground, kind: str, property_id: str) -> tuple[Bound, ...]:
    """A numeric fact of the thing named nearest, of each of its variants, and its whole range."""
    entities, mention, tier = named(ground, kind)
    if mention is None:
        return ()
    bounds: dict[float, Bound] = {}
    for entity in entities:
        if fact := entity.facts.get(property_id):
            for value in values(fact):
                note = entity.name if len(entities) > 1 else ""
                bounds.setdefault(value, Bound(value, -1, note, tier, verified=fact.verified))
    return tuple(bounds.values())[: MOST_VARIANTS * 2]


@cache
def values(fact: Fact) -> tuple[float, ...]:
    """The value of a fact, then the ends of its accepted range, in base units."""
    if not isinstance(fact.value, int | float):
        return ()
    ends = fact.accepted or ()
    return tuple(dict.fromkeys([si(fact), *(si(fact, end) for end in ends)]))
