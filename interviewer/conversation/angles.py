"""Further angles on a question: open questions of the passages that teach its subject."""

from collections.abc import Sequence

from interviewer.guide.passages import Passage
from interviewer.listening.clauses import content_stems
from interviewer.listening.giving_away import given_away
from interviewer.listening.matching import Heeded
from interviewer.questions import Question
from interviewer.transcript.exchanges import Exchange

# A probe of which more than this was asked before, in words with meaning, asks it again.
SAME_QUESTION = 0.5


def angles(question: Question, passages: Sequence[Passage], exchange: Exchange) -> tuple[str, ...]:
    """Names of probes that ask for something new and give no point away, the best first.

    Best is what takes up the candidate's own words, from the passage that is closest to the
    question; whatever decides, the same exchange gives the same order.
    """
    asked = [content_stems(turn.asked.text) for turn in exchange.turns]
    answers = (turn.answered.text for turn in exchange.turns if turn.answered)
    said = Heeded("\n".join(answers))
    fresh = [
        (name, any(said.mentions(words) for words in probe.about))
        for passage in by_nearness(passages, question)
        for name, probe in passage.named_probes()
        if not is_asked(content_stems(probe.ask), asked) and not given_away(probe.ask, question)
    ]
    return tuple(name for name, _ in sorted(fresh, key=lambda each: not each[1]))


def by_nearness(passages: Sequence[Passage], question: Question) -> list[Passage]:
    """Those that share most topics with the question first, else in its own order."""
    wanted = set(question.topics)
    return sorted(passages, key=lambda passage: -len(wanted & set(passage.topics)))


def is_asked(wanted: frozenset[str], asked: Sequence[frozenset[str]]) -> bool:
    return any(len(wanted & words) > SAME_QUESTION * len(wanted) for words in asked)
