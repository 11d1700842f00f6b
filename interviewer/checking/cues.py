"""The words by which a number is known to be about something, as data, and how near they stand."""

import re
from functools import cached_property
from typing import Annotated

from pydantic import Field

from interviewer.checking.readings import Reading
from interviewer.checking.scene import Scene
from interviewer.checking.slots import Ground, around
from interviewer.loader import Written

# What a bare number may carry: a scale, or what parameters are called.
UNCOUNTED = re.compile(r"(?:[kKMBTG]|million|billion|trillion)? ?(?:parameters|weights)?")
# What follows a bare number that is a result; another noun would be what it counts.
FOLLOWED = re.compile(
    r"\s*(?:$|[.,;:)\]!?–—-]|x\b|(?:is|are|in|and|so|with|at|for|that|which|when|after|on|gives"
    r"|means"
    r"|would|because|by|it|to|or|of|per|tokens?|flops?|times|concurrent|if|as|then|before|here"
    r"|there"
    r"|than|each|outstanding|slots|requests?|from|right|roughly|ish|but|while|total|expected|across)\b)",
    re.IGNORECASE,
)
Text = Annotated[str, Field(min_length=1)]


class Cued(Written):
    """`cue` are expressions that must all be said, `avoid` what must not be in the clause.

    What is `never` said must not be in the whole sentence. `before` and `after` stand right at
    the number, `near` anywhere in its clause. Numbers that count something are
    of this kind only if `nouns` name it; `percent` tells 15% from 0.15x,
    `per` a joule from a joule a token.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    quantity: Text
    claims: tuple[Text, ...] = Field(min_length=1)
    cue: tuple[Text, ...] = ()
    near: Text | None = None
    avoid: Text | None = None
    never: Text | None = None
    before: Text | None = None
    after: Text | None = None
    rank: int = 0
    nouns: Text | None = None
    percent: bool | None = None
    per: bool | None = None

    @cached_property
    def cues(self) -> list[re.Pattern[str]]:
        return [re.compile(cue, re.IGNORECASE) for cue in self.cue]

    @cached_property
    def avoided(self) -> re.Pattern[str] | None:
        return compiled(self.avoid)

    @cached_property
    def ruled_out(self) -> re.Pattern[str] | None:
        return compiled(self.never)

    @cached_property
    def nearby(self) -> re.Pattern[str] | None:
        return compiled(self.near)

    @cached_property
    def right_before(self) -> re.Pattern[str] | None:
        return compiled(self.before and rf"(?:{self.before})\W*$")

    @cached_property
    def right_after(self) -> re.Pattern[str] | None:
        return compiled(self.after and rf"\W*(?:{self.after})")

    def distance(self, scene: Scene, reading: Reading, ground: Ground) -> int | None:
        """0 if the cue stands in the clause, 2 in the sentence, more before; None if unsaid."""
        if not self.fits_unit(scene, reading):
            return None
        farthest = 0
        for cue in self.cues:
            distance = cue_distance(cue, ground)
            if distance is None:
                return None
            farthest = max(farthest, distance)
        if not self.fits(scene, reading, ground):
            return None
        return farthest - bool(self.right_before) - bool(self.right_after)

    def fits(self, scene: Scene, reading: Reading, ground: Ground) -> bool:
        """Whether what must stand at the number does, and what must not doesn't."""
        before, after = around(scene, reading)
        if self.right_after and not self.right_after.match(after):
            return False
        if self.right_before and not self.right_before.search(before):
            return False
        if self.nearby and not self.nearby.search(ground.clause_text):
            return False
        if self.avoided and self.avoided.search(ground.counted_clause):
            return False
        return not (self.ruled_out and self.ruled_out.search(ground.sentence_text))

    def fits_unit(self, scene: Scene, reading: Reading) -> bool:
        """A count of something is only claimed where that something is asked for."""
        unit = reading.units[0]
        if self.percent is not None and self.percent != (unit.symbol == "%"):
            return False
        if self.per is not None and self.per != bool(unit.per):
            return False
        if unit.dimension != "count" or self.after:
            return True
        if UNCOUNTED.fullmatch(unit.symbol):
            return bool(unit.symbol) or bool(FOLLOWED.match(around(scene, reading)[1]))
        return bool(self.nouns and re.search(self.nouns, unit.symbol))


def compiled(expression: str | None) -> re.Pattern[str] | None:
    return re.compile(expression, re.IGNORECASE) if expression else None


def cue_distance(cue: re.Pattern[str], ground: Ground) -> int | None:
    """How far off a cue is said; earlier sentences count only if this one leans on them."""
    said, name = ground.scene.said, id(cue)
    for start, end, distance in ground.reaches:
        found = said.get((name, start, end))
        if found is None:
            found = bool(cue.search(ground.scene.document, start, end))
            said[name, start, end] = found
        if found:
            return distance
    return None
