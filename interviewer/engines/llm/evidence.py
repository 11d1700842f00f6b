"""Whether a quote that a model gives for a criterion is evidence for it."""

import re
from dataclasses import dataclass
from functools import cached_property

from interviewer.engines.llm.quoting import folded, located
from interviewer.listening.clauses import WORD, clauses, content_stems
from interviewer.listening.matching import MET, Heeded, pattern
from interviewer.rubric import Signals
from interviewer.scoring.criteria import is_claim

FEWEST_WORDS = 3
MOST_WORDS = 45
# One stretch of words may well show two things, hardly four of one kind.
MOST_CRITERIA_A_QUOTE = 3
TO_A_GRADER = re.compile(
    r"""
      \b(ignore|disregard|forget|override|bypass)\b.{0,40}\b(instruction|prompt|rubric|guideline
        |criteri|rule|above|previous)
    | \b(grader|evaluator|examiner|judge|assistant|model|system|interviewer)\b\s*[:,>\]]
    | \b(verdicts?|criteri(on|a)|scores?|grades?|marks?)\b["']?\s*(is|are|=|:|should|must|to\s+be)
    | \b(give|award|assign|grant|mark|grade|rate|score|set)\b.{0,40}\b(full|maximum|highest|top
        |perfect|all|every|met|five|5)\b
    | \b(all|every|each)\b.{0,20}\b(criteri(on|a)|key\s+points?|points?)\b.{0,20}\b(met|full|true)
    | ["'](criterion|verdict|quote|shown|not_met)["']
    | \b(key|wrong|rung|red|green|value|round):\s?[a-z0-9]+
    | \b(criterion|point|requirement)s?\b.{0,30}\b(met|fulfilled|satisfied|covered)\b
    | \bsystem\s+(prompt|message|override)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True)
class Evidence:
    """What quotes are held against: the answer, and what stood before it."""

    answer: str
    asked: str

    @cached_property
    def given(self) -> str:
        return folded(self.asked)[0]

    def quoted(self, quote: str) -> str | None:
        """The candidate's words, exactly as they stand in the answer."""
        return located(quote, self.answer)

    def fault(self, quote: str, criterion: str, signals: Signals) -> str | None:
        """What is off with a quote, as a model is told it; None for evidence."""
        words = self.quoted(quote)
        if words is None:
            return "the quote doesn't stand in the answer letter by letter"
        count = len(WORD.findall(words))
        if count < min(FEWEST_WORDS, len(WORD.findall(self.answer))):
            return f"the quote has {count} words; give the 3 to 30 that show it"
        if count > MOST_WORDS:
            return f"the quote has {count} words; give only the 3 to 30 that show it"
        if folded(words)[0] in self.given:
            return "the quote repeats the question"
        if TO_A_GRADER.search(words):
            return "the quote speaks to a grader and shows nothing"
        return self.off_the_point(words, criterion, signals)

    def off_the_point(self, words: str, criterion: str, signals: Signals) -> str | None:
        """A denial is no evidence, nor are words that share none with the criterion."""
        heeded = Heeded(self.around(words), self.asked)
        heard = heeded.heard(signals)
        if heard.is_denied or (is_claim(criterion) and heeded.claimed(signals).is_denied):
            return "the quote denies what the criterion says"
        # A fault is held against nobody on a model's word alone: matching must hear it too.
        if is_claim(criterion) and heard.strength < MET:
            return "the quote doesn't clearly claim the fault as the candidate's own view"
        known = pattern(signals.cue_groups, signals.phrasings).vocabulary
        known |= content_stems(str(getattr(signals, "point", "")))
        if not (content_stems(words) - heeded.given) & known:
            return "the quote has nothing to do with the criterion"
        return None

    def around(self, words: str) -> str:
        """The clauses that a quote is taken from: a "not" may stand just before it."""
        start = self.answer.index(words)
        end = start + len(words)
        held = [c for c in clauses(self.answer) if c.start < end and start < c.end]
        return self.answer[min(c.start for c in held) : max(c.end for c in held)] if held else words
