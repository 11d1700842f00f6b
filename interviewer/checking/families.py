"""Parts named by their architecture or their die: "Hopper allows 227 KB", "the GH100"."""

import re
from functools import cache

from interviewer.checking.facts import Entity, facts
from interviewer.checking.names import Mention
from interviewer.checking.slots import Ground

# A die's or an architecture's name stands for its parts where these are alike.
NAMED_BY = {"limits": "architecture", "process": "die"}


@cache
def parts_by(kind: str) -> dict[str, Entity]:
    """The first part of each architecture, or with each die, by its name in lower case."""
    found: dict[str, Entity] = {}
    for entity in facts().gpus.values():
        name = getattr(entity.record, kind)
        if name:
            found.setdefault(name.lower(), entity)
    return found


@cache
def names_of(kind: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, parts_by(kind)))})\b", re.IGNORECASE)


def of_family(ground: Ground, kind: str) -> tuple[tuple[Entity, ...], Mention | None, int]:
    """A part of the architecture or with the die that is named: "Hopper", "GH100"."""
    for tier, span in enumerate(ground.tiers[:2]):
        if found := names_of(kind).search(ground.scene.document, span.start, span.end):
            entity = parts_by(kind)[found.group().lower()]
            mention = Mention(found.start(), found.end(), found.group(), "gpu", (entity.id,))
            return (entity,), mention, tier
    return (), None, 9
