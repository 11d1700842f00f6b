"""A text with all that was said before it: sentences, clauses, and what is named in them.

The context and the answer are one document, so that "it" can mean what the question named.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from interviewer.checking.facts import facts
from interviewer.checking.formats import Format, formats_in
from interviewer.checking.names import Mention
from interviewer.checking.readings import Reading, readings
from interviewer.checking.spelling import spelt_together

LONGEST_TEXT = 40_000
# Speech without a full stop is cut here, so that no number is held against all others.
LONGEST_SENTENCE = 800
# How far before a number a part without numbers may begin and still belong to it.
LONGEST_LEAD = 70
SENTENCE_END = re.compile(
    r"(?<!\be\.g)(?<!\bi\.e)(?<!\bvs)(?<!\bca)[.!?…](?=[\"'”’)]*(?:\s|$))|\n+"
)
CLAUSE_END = re.compile(
    r"[;:—–]\s|,\s|\s(?=(?:but|so|while|whereas|because|which|since|therefore|hence|meaning|and"
    r"|versus|vs\.?|compared|then|against|plus)\s)|\s\(|\)\s|\s[=→]\s"
)
ANAPHOR = re.compile(
    r"\b(?:it|its|it's|that|that's|this|they|them|those|these|so|hence|therefore|thus|which|one"
    r"|each|same|instead|also|gives?|comes?|then|means|works out|total|there)\b|^\s*[=~≈]"
    # An ellipsis: "At 8,192 tokens 2.1 GB.", "With INT4 half.".
    r"|^\s*(?:at|in|on|for|by|over) (?:\d|an? \d|INT|FP\d|BF\d|MXFP|NVFP)",
    re.IGNORECASE,
)
# Numbers that belong to a name or a ratio of a scheme and say no quantity.
NAMES_WITH_NUMBERS = re.compile(
    r"\b(?:2:4|4:8|HBM\s?[23]e?|CUDA\s+\d+(?:\.\d+)?|sm_?\d+|L[0123]\b|GPT-?[234]\b|GDDR\d\w?"
    r"|LPDDR\d\w?|round\s+\d|question\s+\d|Q[1-4]\b(?!_)|Gen\s?\d|FlashAttention[- ]?\d"
    r"|Tensor ?RT[- ]?\d+|step\s+\d\b(?!\s?(?:ms|s)\b)|option\s+\d|chapter\s+\d+|part\s+\d"
    r"|(?:cc|compute capability)\s?(?:of\s+)?\d+\.\d|(?:level|L)\s?2 cache"
    r"|\d{1,2}:\d\d(?:\s?[ap]m)?|24/7|top[- ](?:k|\d+|one|two)|\d{4}-\d\d-\d\d"
    r"|(?:two|2)[ -](?:to|colon)[ -](?:four|4)(?= (?:spars|struct))"
    r"|(?:one|1)[- ](?:way|direction)\b|\d ?F ?\d ?B\b|(?:[268]|two|six|eight) ?N ?D\b"
    r"|figure\s+\d+|table\s+\d+|section\s+\d+|version\s+\d+(?:\.\d+)*)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Span:
    start: int
    end: int

    def holds(self, at: int) -> bool:
        return self.start <= at < self.end


@dataclass
class Scene:
    """`document` is the context, then the text; `offset` is where the text begins.

    `verbatim` is the same before letters were put together."""

    document: str
    offset: int
    verbatim: str = field(init=False)
    mentions: list[Mention] = field(init=False)
    formats: list[Format] = field(init=False)
    readings: list[Reading] = field(init=False)
    # What was looked up once: which words are said where, and what stands around a number.
    said: dict[tuple[int, int, int], bool] = field(default_factory=dict)
    surroundings: dict[int, tuple[str, str]] = field(default_factory=dict)
    hedges: dict[int, tuple[bool, int]] = field(default_factory=dict)
    elsewhere: dict[int, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.verbatim = self.document
        self.mentions = facts().mentions(self.document)
        self.document = spelt_together(self.document)
        self.formats = formats_in(self.document)
        spans = [(m.start, m.end) for m in self.mentions]
        spans += [(f.start, f.end) for f in self.formats]
        spans += [m.span() for m in NAMES_WITH_NUMBERS.finditer(self.document)]
        self.readings = readings(self.document, tuple(spans))

    @cached_property
    def sentences(self) -> list[Span]:
        return spans_between(self.document, SENTENCE_END, self.offset)

    @cached_property
    def starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def sentence_at(self, at: int) -> int:
        return max(bisect_right(self.starts, at) - 1, 0)

    def sentence(self, at: int) -> Span:
        return self.sentences[self.sentence_at(at)]

    @cached_property
    def places(self) -> list[int]:
        return [reading.start for reading in self.readings]

    def within(self, span: Span) -> list[Reading]:
        """The readings that begin in a span."""
        first, last = bisect_left(self.places, span.start), bisect_left(self.places, span.end)
        return self.readings[first:last]

    @cached_property
    def clause_ends(self) -> list[int]:
        """Where a clause ends: a boundary that lies in no quantity and no name."""
        taken = [(r.start, r.end) for r in self.readings]
        taken += [(m.start, m.end) for m in self.mentions]
        inside = set[int]()
        for start, end in taken:
            inside.update(range(start + 1, end))
        ends = [m.start() for m in CLAUSE_END.finditer(self.document)]
        return sorted({*(at for at in ends if at not in inside), *self.starts})

    def clause(self, reading: Reading) -> Span:
        """The part of the sentence around a reading, up to its neighbours' parts.

        A part without a quantity of its own belongs to the one that follows it, or at the end
        of a sentence to the one before.
        """
        sentence = self.sentence(reading.start)
        others = [r for r in self.within(sentence) if r is not reading]
        before = max((r.end for r in others if r.end <= reading.start), default=sentence.start)
        after = min((r.start for r in others if r.start >= reading.end), default=sentence.end)
        ends = self.clause_ends
        cuts = ends[bisect_right(ends, sentence.start) : bisect_left(ends, sentence.end)]
        start = max((at for at in cuts if at <= reading.start), default=sentence.start)
        near = max(before, reading.start - LONGEST_LEAD)
        first = min((at for at in cuts if near <= at <= reading.start), default=start)
        if before == sentence.start and reading.start - sentence.start <= LONGEST_LEAD:
            first = sentence.start
        end = min((at for at in cuts if at >= reading.end), default=sentence.end)
        last = min((at for at in cuts if reading.end <= at <= after), default=end)
        if after == sentence.end:
            last = sentence.end
        return Span(first, last)

    def text(self, span: Span) -> str:
        return self.document[span.start : span.end]

    def before(self, reading: Reading, reach: int = 48) -> str:
        """What stands before a reading in its sentence."""
        start = max(self.sentence(reading.start).start, reading.start - reach)
        return self.document[start : reading.start]

    def after(self, reading: Reading, reach: int = 48) -> str:
        end = min(self.sentence(reading.start).end, reading.end + reach)
        return self.document[reading.end : end]

    def leans_back(self, reading: Reading) -> bool:
        """Whether the sentence speaks of what an earlier one named: "It takes 31 GB."."""
        known: dict[int, bool] = self.__dict__.setdefault("leaning", {})
        at = self.sentence_at(reading.start)
        if at not in known:
            said = self.text(self.sentences[at])
            known[at] = len(said) < 60 or bool(ANAPHOR.search(said))
        return known[at]


def spans_between(text: str, ends: re.Pattern[str], hard_break: int) -> list[Span]:
    """Sentences; the context never shares one with the answer."""
    found = sorted({0, hard_break, *(m.end() for m in ends.finditer(text)), len(text)})
    cuts = [at for a, b in pairwise(found) for at in range(a, b, LONGEST_SENTENCE)]
    return [Span(a, b) for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True) if b > a] or [
        Span(0, len(text))
    ]


def scene_of(text: str, context: str = "") -> Scene:
    """The scene of `text`, the end of a long `context` before it."""
    before = context[-LONGEST_TEXT // 2 :].strip()
    head = f"{before}\n\n" if before else ""
    return Scene(head + text, len(head))
