"""What was said that a calculator could take: sizes, counts and rates, by the names of inputs.

A slot is filled from the nearest place that fills it: the clause of the claim, its sentence, the
sentences before, the question. What stands in one place with another candidate for the same slot
is kept as an alternative, since a right number must not be called wrong by a wrong guess.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from interviewer.checking.manner import Manner, manner
from interviewer.checking.readings import Reading
from interviewer.checking.scene import Scene, Span
from interviewer.checking.slot_words import WORDS, SlotWords

MOST_SENTENCES_BACK = 12
FARTHEST_CUE = 4
FROM_CONTEXT = 2 * FARTHEST_CUE + 2
MOST_INPUTS = 16
MOST_ALTERNATIVES = 4
Value = float | int | str | bool


# "An eighth of 100 GB/s" is no 100 GB/s.
SHARE_OF = re.compile(
    r"\b(?:half|third|quarter|fifth|sixth|eighth|tenth|fraction|share)s? of (?:the |its |an? )?$",
    re.IGNORECASE,
)

# "35 GB, ignoring scales" is about the rest.
LEFT_OUT = re.compile(
    r"\b(?:ignoring|excluding|not counting|without counting|leaving out|leaving aside|neglecting"
    r"|setting aside|before (?:any |the )?(?=scales|overhead|kv|activation|cache))"
    r"(?: any| the)? ?[\w-]+(?: (?:cache|states?|overhead|memory|factors?|points?))?"
    r"(?: (?:and|or) (?:the )?[\w-]+(?: (?:cache|states?|overhead|memory|factors?|points?))?)?"
    r"|\b[\w-]+(?: (?:cache|states?|overhead|memory|factors?|points?))? "
    r"(?:not (?:counted|included)|excluded|ignored|left out|aside|apart)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Bound:
    """A value for an input; `at` is where it was said (-1: nowhere), `note` what was taken for it.

    With an `assumed` or an unverified value a claim can turn out right, but never wrong.
    """

    value: Value
    at: int = -1
    note: str = ""
    tier: int = 0
    assumed: bool = False
    verified: bool = True


@dataclass
class Ground:
    """The surroundings of one claimed reading, nearest first."""

    scene: Scene
    claimed: Reading
    cache: dict[str, tuple[Bound, ...]] = field(default_factory=dict)

    @cached_property
    def tiers(self) -> list[Span]:
        """The clause, the rest of the sentence, then earlier sentences one by one."""
        clause = self.scene.clause(self.claimed)
        at = self.scene.sentence_at(self.claimed.start)
        sentences = self.scene.sentences
        back = sentences[max(at - MOST_SENTENCES_BACK, 0) : at]
        return [clause, sentences[at], *reversed(back)]

    @cached_property
    def reaches(self) -> list[tuple[int, int, int]]:
        """Where words for the claim may stand, with how far off that is: 0 in its clause."""
        leans, tiers = self.scene.leans_back(self.claimed), self.tiers
        near = tiers[: (FARTHEST_CUE if leans else 1) + 1]
        found = [(span.start, span.end, 2 * tier) for tier, span in enumerate(near)]
        if leans and self.scene.offset:
            found.append((0, self.scene.offset, FROM_CONTEXT))
        return found

    @cached_property
    def clause_text(self) -> str:
        return self.scene.text(self.tiers[0])

    @cached_property
    def unnamed_clause(self) -> str:
        """The clause with the names of parts left out: the PCIe of an H100 PCIe is no link."""
        clause, text = self.tiers[0], list(self.clause_text)
        for mention in self.scene.mentions:
            if clause.holds(mention.start) and mention.kind in ("gpu", "system"):
                first, last = mention.start - clause.start, mention.end - clause.start
                text[first:last] = " " * (min(last, len(text)) - first)
        return "".join(text)

    @cached_property
    def counted_clause(self) -> str:
        """The unnamed clause without what it says is not counted."""
        return LEFT_OUT.sub("", self.unnamed_clause)

    @cached_property
    def sentence_text(self) -> str:
        return self.scene.text(self.tiers[1])

    @cached_property
    def inputs(self) -> list[list[Reading]]:
        """The readings of each tier that may serve as inputs, nearest first."""
        found: list[list[Reading]] = []
        for tier in self.tiers:
            here = [r for r in self.scene.within(tier) if self.usable(r)]
            here.sort(key=lambda r: abs(r.start - self.claimed.start))
            found.append(here[:MOST_INPUTS])
        return found

    def usable(self, reading: Reading) -> bool:
        if reading.start == self.claimed.start:
            return False
        if SHARE_OF.search(around(self.scene, reading)[0]):
            return False
        return cached_manner(self.scene, reading) not in (Manner.negated, Manner.taken_back)

    def numbers(self, words: SlotWords) -> tuple[Bound, ...]:
        """Readings said to be what `words` describes, of the sentence, else the nearest before."""
        found: dict[int, Bound] = {}
        for tier, here in enumerate(self.inputs):
            for reading in here:
                if bound := self.fitting(reading, words, tier):
                    found.setdefault(bound.at, bound)
            if found and tier > 0:
                break
        return tuple(found.values())[:MOST_ALTERNATIVES]

    def fitting(self, reading: Reading, words: SlotWords, tier: int) -> Bound | None:
        for dimension in words.dimensions:
            unit = reading.unit(dimension)
            if unit is None or (unit.per and dimension not in ("time", "count", "tokens")):
                continue
            value = reading.value * unit.factor
            if not words.low <= value <= words.high or not self.is_said_of(reading, words):
                continue
            if words.whole and value != int(value):
                continue
            return Bound(int(value) if words.whole else value, reading.start, tier=tier)
        return None

    def is_said_of(self, reading: Reading, words: SlotWords) -> bool:
        before, after = around(self.scene, reading)
        if words.never and words.never.search(f"{before[-30:]} … {after[:30]}"):
            return False
        if words.before and words.before.search(before):
            return True
        if words.after and words.after.match(after):
            return True
        return words.any_place


def around(scene: Scene, reading: Reading) -> tuple[str, str]:
    """What stands before the number, and what after it, its unit included, in the sentence."""
    known = scene.surroundings
    if reading.start not in known:
        sentence = scene.sentence(reading.start)
        before = scene.document[max(sentence.start, reading.start - 50) : reading.start]
        after = scene.document[reading.body_end : min(sentence.end, reading.body_end + 60)]
        known[reading.start] = before, after
    return known[reading.start]


def cached_manner(scene: Scene, reading: Reading) -> Manner:
    """The manner of a reading, worked out once a scene."""
    known: dict[int, Manner] = scene.__dict__.setdefault("manners", {})
    if reading.start not in known:
        known[reading.start] = manner(scene, reading)
    return known[reading.start]


def said(ground: Ground, slot: str) -> tuple[Bound, ...]:
    """The numbers said for `slot`, if its words are known."""
    if slot not in WORDS:
        return ()
    if f"said {slot}" not in ground.cache:
        ground.cache[f"said {slot}"] = ground.numbers(WORDS[slot])
    return ground.cache[f"said {slot}"]


def kilo_alternatives(ground: Ground, bounds: tuple[Bound, ...]) -> Iterator[Bound]:
    """8k tokens may be 8,000 or 8,192."""
    for bound in bounds:
        yield bound
        reading = next((r for r in ground.scene.readings if r.start == bound.at), None)
        if reading and reading.kilo and isinstance(bound.value, int | float):
            thousands = round(bound.value / 1000)
            yield Bound(
                thousands * 1024, bound.at, f"{thousands}k as {thousands * 1024:,}", bound.tier
            )
