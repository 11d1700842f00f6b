"""Whether a statement was made in an answer, how fully, and in which words."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from interviewer.listening.clauses import Clause, clauses, content_stems, stems
from interviewer.rubric import Signals
from interviewer.transcript.events import Verdict

MET = 0.75
PARTLY = 0.6
# A phrasing shares everyday words with much that is no match, so it must be heard more fully.
PHRASING_WEIGHT = 0.95
WINDOW_CLAUSES = 3
NEGATION_REACH_WORDS = 4
NEGATORS = frozenset(stems("not no never without neither nor cannot hardly nobody nothing"))
NOT_NEGATING_AFTER_NOT = frozenset(stems("only just merely simply sure least necessarily"))
REFUTING = frozenset(
    stems("myth wrong mistake mistaken misconception naive fallacy false incorrect trap")
)


@dataclass(frozen=True)
class Heard:
    """How strongly a statement was made, 0 to 1, and where: `quote` is verbatim."""

    strength: float
    quote: str | None
    is_denied: bool = False

    @property
    def verdict(self) -> Verdict:
        if self.is_denied or self.strength < PARTLY:
            return "not_met"
        return "met" if self.strength >= MET else "partly"


NOTHING = Heard(0.0, None)


@dataclass(frozen=True)
class Alternative:
    run: str
    is_negative: bool


@dataclass(frozen=True)
class Pattern:
    """Signals made ready for matching: cue groups as joined stems, phrasings as stem sets."""

    groups: tuple[tuple[Alternative, ...], ...]
    phrasings: tuple[frozenset[str], ...]
    is_negative: bool


@lru_cache(maxsize=8_192)
def pattern(cues: tuple[tuple[str, ...], ...], phrasings: tuple[str, ...]) -> Pattern:
    groups = tuple(tuple(alternative(text) for text in group) for group in cues)
    sets = tuple(s for s in map(content_stems, phrasings) if s)
    said = frozenset(word for text in phrasings for word in stems(text))
    return Pattern(groups, sets, bool(said & NEGATORS))


def alternative(text: str) -> Alternative:
    words = stems(text)
    return Alternative("".join(words), bool(set(words) & NEGATORS))


@dataclass(frozen=True)
class Window:
    """A clause or a few neighbouring ones: the room in which a statement is made."""

    clauses: tuple[Clause, ...]
    answer: str

    @property
    def quote(self) -> str:
        return self.answer[self.clauses[0].start : self.clauses[-1].end]

    @property
    def stems(self) -> frozenset[str]:
        return frozenset(word for clause in self.clauses for word in clause.stems)

    @property
    def content(self) -> frozenset[str]:
        return frozenset().union(*(clause.content for clause in self.clauses))


class Heeded:
    """An answer made ready for any number of questions of the form "did they say …?"."""

    def __init__(self, answer: str) -> None:
        self.answer = answer
        self.clauses = clauses(answer)
        self.windows = [
            Window(tuple(self.clauses[start : start + length]), answer)
            for length in range(1, WINDOW_CLAUSES + 1)
            for start in range(len(self.clauses) - length + 1)
        ]

    def heard(self, signals: Signals) -> Heard:
        """The strongest window for a statement; a denial counts only if nothing affirms it."""
        return strongest(pattern(signals.cue_groups, signals.phrasings), self.windows)

    def mentions(self, words: str) -> bool:
        """Whether these words stand in the answer in this order, whatever their endings."""
        run = alternative(words).run
        return any(run in clause.joined for clause in self.clauses)

    def claimed(self, signals: Signals) -> Heard:
        """As `heard`, for wrong claims: by cues in one clause, and not if quoted to be refuted.

        The words of a wrong claim are mostly those of the right one, so a bag of them proves
        nothing; accusing a right answer is worse than missing a wrong one.
        """
        heard = strongest(pattern(signals.cue_groups, ()), self.windows[: len(self.clauses)])
        if heard.quote and REFUTING & set(stems(heard.quote)):
            return NOTHING
        return heard


def strongest(wanted: Pattern, windows: Sequence[Window]) -> Heard:
    """The first of the best windows, so that the shortest quote wins."""
    best = NOTHING
    for window in windows:
        found = in_window(wanted, window)
        if rank(found) > rank(best):
            best = found
    return best


def rank(heard: Heard) -> tuple[bool, float]:
    return (not heard.is_denied, heard.strength)


def in_window(wanted: Pattern, window: Window) -> Heard:
    """The cues' share heard here, or the best phrasing's, whichever is stronger."""
    groups = [group_in(group, window.clauses) for group in wanted.groups]
    by_cues = sum(hit is not None for hit in groups) / len(groups)
    is_denied = not wanted.is_negative and any(hit is False for hit in groups)
    content = window.content
    by_phrasing = max((recall(p, content) for p in wanted.phrasings), default=0.0)
    strength = max(by_cues, PHRASING_WEIGHT * by_phrasing)
    return Heard(strength, window.quote, is_denied) if strength else NOTHING


def recall(phrasing: frozenset[str], content: frozenset[str]) -> float:
    return len(phrasing & content) / len(phrasing)


def group_in(group: Sequence[Alternative], here: Sequence[Clause]) -> bool | None:
    """True when an alternative is affirmed here, False when only denied, None when not heard."""
    found: bool | None = None
    for clause in here:
        for option in group:
            for place in clause.joined.get(option.run, ()):
                if option.is_negative or not is_negated(clause, place):
                    return True
                found = False
    return found


def is_negated(clause: Clause, place: int) -> bool:
    """Whether a negating word stands shortly before `place` (as in "not really memory-bound")."""
    before = clause.stems[max(0, place - NEGATION_REACH_WORDS) : place]
    return any(
        word in NEGATORS and not (NOT_NEGATING_AFTER_NOT & set(before[i + 1 : i + 2]))
        for i, word in enumerate(before)
    )


def share_heard(vocabulary: frozenset[str], heeded: Heeded) -> float:
    """The share of an answer's meaningful words that belong to a vocabulary."""
    said = frozenset().union(*(clause.content for clause in heeded.clauses))
    return len(said & vocabulary) / len(said) if said else 0.0
