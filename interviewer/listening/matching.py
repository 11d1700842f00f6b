"""Whether a statement was made in an answer, how fully, and in which words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from math import exp

from interviewer.listening.clauses import NEGATORS, Clause, clauses, content_stems, stems
from interviewer.listening.disowned import owned
from interviewer.listening.small_talk import is_small_talk
from interviewer.rubric import Signals
from interviewer.transcript.events import Verdict

Place = tuple[int, int]
MET = 0.65
PARTLY = 0.5
# Weights by logistic regression on evals/grading/development (AUC 0.92 across questions, against
# 0.88 for the older rule by cues or phrasing), threshold and limits by hand on the same answers.
# Sentence vectors beside them raised it by less than 0.01 and cost more than all the rest.
CUES_WEIGHT, PHRASING_WEIGHT, WORD_WEIGHT, THRESHOLD = 3.3, 3.3, 0.37, 3.5
MOST_WORDS = 6
# A single cue is an everyday word more often than several close together are.
LONE_CUE_SHARE = 0.8
# Half of a phrasing of two words is one word.
FEWEST_PHRASING_WORDS = 4
UNDENIED_SHARE = 0.75
WINDOW_CLAUSES = 3
# In a wider window the words of other points add up to a point that nobody made.
LONGEST_WINDOW_WORDS = 28
# An empty line or two; words to the grader leave a longer one.
LONGEST_GAP_CHARACTERS = 6
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
class Phrasing:
    content: frozenset[str]
    is_negative: bool


@dataclass(frozen=True)
class Pattern:
    """Signals made ready for matching; `vocabulary` holds every stem of theirs with meaning."""

    groups: tuple[tuple[Alternative, ...], ...]
    phrasings: tuple[Phrasing, ...]
    vocabulary: frozenset[str]


@lru_cache(maxsize=8_192)
def pattern(cues: tuple[tuple[str, ...], ...], phrasings: tuple[str, ...]) -> Pattern:
    said = [clause for text in phrasings for clause in clauses(text)]
    groups = tuple(tuple(alternative(text, said) for text in group) for group in cues)
    ready = tuple(phrasing(text) for text in phrasings if content_stems(text))
    texts = (*phrasings, *(text for group in cues for text in group))
    return Pattern(groups, ready, frozenset().union(*map(content_stems, texts)))


def alternative(text: str, said: Sequence[Clause] = ()) -> Alternative:
    """A cue; negative if it denies something, or if a phrasing denies it."""
    words = stems(text)
    run = "".join(words)
    is_denied = any(
        place in clause.negated for clause in said for place in clause.joined.get(run, ())
    )
    return Alternative(run, is_denied or bool(set(words) & NEGATORS))


def phrasing(text: str) -> Phrasing:
    return Phrasing(content_stems(text), bool(set(stems(text)) & NEGATORS))


@dataclass(frozen=True)
class Window:
    """A clause or a few neighbouring ones: the room in which a statement is made."""

    clauses: tuple[Clause, ...]
    answer: str

    @property
    def quote(self) -> str:
        return self.answer[self.clauses[0].start : self.clauses[-1].end]

    @property
    def is_whole(self) -> bool:
        """Whether nothing was left out or blanked between its clauses."""
        gaps = (self.answer[a.end : b.start] for a, b in pairwise(self.clauses))
        return all(len(gap) <= LONGEST_GAP_CHARACTERS and not gap.strip() for gap in gaps)

    @property
    def words(self) -> int:
        return sum(len(clause.stems) for clause in self.clauses)

    @cached_property
    def content(self) -> frozenset[str]:
        return frozenset().union(*(clause.content for clause in self.clauses))

    @cached_property
    def denies(self) -> bool:
        return any(clause.negated for clause in self.clauses)

    @cached_property
    def affirmed(self) -> frozenset[str]:
        return frozenset().union(*(clause.affirmed for clause in self.clauses))


class Heeded:
    """An answer made ready for any number of questions of the form "did they say …?"."""

    def __init__(self, answer: str, asked: str = "") -> None:
        """Words of what was `asked` are nothing that the candidate brought."""
        self.answer = answer
        self.given = content_stems(asked)
        self.clauses = [c for c in owned(clauses(answer)) if not is_small_talk(c)]
        self.windows = list(windows(self.clauses, answer))

    def heard(self, signals: Signals) -> Heard:
        """The strongest window for a statement; a denial counts only if nothing affirms it."""
        wanted = pattern(signals.cue_groups, signals.phrasings)
        return strongest(in_window(wanted, window, self.given) for window in self.windows)

    def states(self, signals: Signals) -> bool:
        """Whether every cue of a statement stands close together, undenied."""
        wanted = pattern(signals.cue_groups, signals.phrasings)
        heard = strongest(by_all_cues(wanted, window) for window in self.windows)
        return heard.verdict == "met"

    def stances(self, signals: Signals) -> Iterator[tuple[Clause, bool]]:
        """The clauses that hold every cue of a statement, and whether they deny it."""
        wanted = pattern(signals.cue_groups, signals.phrasings)
        for clause in self.clauses:
            heard = by_all_cues(wanted, Window((clause,), self.answer))
            if heard.quote and not clause.is_disowned:
                yield clause, heard.is_denied

    def mentions(self, words: str) -> bool:
        """Whether these words stand in the answer in this order, whatever their endings."""
        run = alternative(words).run
        return any(run in clause.joined for clause in self.clauses)

    def claimed(self, signals: Signals) -> Heard:
        """As `heard`, for wrong claims: by cues in one clause, and not if quoted to be refuted.

        The words of a wrong claim are mostly those of the right one, so a bag of them proves
        nothing; accusing a right answer is worse than missing a wrong one.
        """
        wanted = pattern(signals.cue_groups, signals.phrasings)
        single = self.windows[: len(self.clauses)]
        heard = strongest(by_all_cues(wanted, window) for window in single)
        if heard.quote and REFUTING & set(stems(heard.quote)):
            return NOTHING
        return heard


def windows(found: Sequence[Clause], answer: str) -> Iterator[Window]:
    """Every clause, then every few neighbouring ones that are short enough together."""
    for length in range(1, WINDOW_CLAUSES + 1):
        for start in range(len(found) - length + 1):
            window = Window(tuple(found[start : start + length]), answer)
            if length == 1 or (window.words <= LONGEST_WINDOW_WORDS and window.is_whole):
                yield window


def strongest(found: Iterable[Heard]) -> Heard:
    """The first of the best, so that the shortest quote wins."""
    return max(found, key=rank, default=NOTHING)


def rank(heard: Heard) -> tuple[bool, float]:
    return (not heard.is_denied, heard.strength)


def in_window(wanted: Pattern, window: Window, given: frozenset[str]) -> Heard:
    """How likely the statement was made here: by cues, the nearest phrasing, and its words."""
    hits = groups_in(wanted.groups, window.clauses)
    by_cues = hits.count(True) / len(hits) * (LONE_CUE_SHARE if len(hits) == 1 else 1.0)
    by_phrasing = max((recall(p, window, given) for p in wanted.phrasings), default=0.0)
    if not any(hit is not None for hit in hits) and not by_phrasing:
        return NOTHING
    words = len((wanted.vocabulary & window.affirmed) - given)
    return Heard(strength(by_cues, by_phrasing, words), window.quote, is_denied=False in hits)


def by_all_cues(wanted: Pattern, window: Window) -> Heard:
    hits = groups_in(wanted.groups, window.clauses)
    return Heard(1.0, window.quote, is_denied=False in hits) if None not in hits else NOTHING


def strength(by_cues: float, by_phrasing: float, words: int) -> float:
    """0 to 1, from the shares of cues and phrasing heard and the count of words that belong."""
    evidence = CUES_WEIGHT * by_cues + PHRASING_WEIGHT * by_phrasing
    return 1 / (1 + exp(THRESHOLD - evidence - WORD_WEIGHT * min(words, MOST_WORDS)))


def recall(phrasing: Phrasing, window: Window, given: frozenset[str]) -> float:
    """The share of a phrasing heard; less where it denies something and nobody does."""
    said = window.content if phrasing.is_negative else window.affirmed
    shared = len((phrasing.content & said) - given)
    share = shared / max(len(phrasing.content), FEWEST_PHRASING_WORDS)
    return share * UNDENIED_SHARE if phrasing.is_negative and not window.denies else share


def groups_in(groups: Sequence[Sequence[Alternative]], here: Sequence[Clause]) -> list[bool | None]:
    """For each group: True when an alternative is affirmed here, False when only denied, None when
    not heard. One word answers for one group only.
    """
    taken: set[Place] = set()
    return [group_in(group, here, taken) for group in groups]


def group_in(
    group: Sequence[Alternative], here: Sequence[Clause], taken: set[Place]
) -> bool | None:
    denied: Place | None = None
    for clause in here:
        for option in group:
            for place in clause.joined.get(option.run, ()):
                at = (clause.start, place)
                if at in taken:
                    continue
                if option.is_negative or place not in clause.negated:
                    taken.add(at)
                    return True
                denied = denied or at
    taken |= {denied} if denied else set()
    return False if denied else None


def share_heard(vocabulary: frozenset[str], heeded: Heeded) -> float:
    """The share of an answer's meaningful words that belong to a vocabulary."""
    said = frozenset().union(*(clause.content for clause in heeded.clauses))
    return len(said & vocabulary) / len(said) if said else 0.0
