"""Chooses the questions of a session: by level, spread over topics and values, none twice."""

import random
from collections.abc import Callable, Iterable, Sequence, Set

from interviewer.engines.engine import Brief
from interviewer.questions import Question
from interviewer.rounds import Round
from interviewer.transcript.events import PlannedRound

Marks = Callable[[Question], Iterable[str]]


def plan(brief: Brief) -> tuple[PlannedRound, ...]:
    """The same brief always gives the same plan."""
    planned: list[PlannedRound] = []
    covered: set[str] = set()
    for round_, bank in zip(brief.rounds, brief.banks, strict=True):
        chosen = named(bank, brief) or choose(round_, bank, brief, covered)
        planned.append(PlannedRound(round=round_.id, questions=tuple(q.id for q in chosen)))
    return tuple(planned)


def named(bank: Sequence[Question], brief: Brief) -> list[Question]:
    """Those that the brief names, in the bank's order."""
    return [question for question in bank if question.id in brief.only]


def choose(
    round_: Round, bank: Sequence[Question], brief: Brief, covered: set[str]
) -> list[Question]:
    """Subjects first, then the values questions that every round has.

    Topics and values that the loop has had are `covered`; what is chosen is added to them.
    """
    chance = random.Random(f"{brief.seed} {brief.track} {round_.id}")
    suited = [q for q in bank if brief.level in q.levels] or list(bank)
    shuffled = chance.sample(suited, len(suited))
    stories = [q for q in shuffled if q.kind == "behavioural"]
    others = [q for q in shuffled if q.kind != "behavioural"]
    wanted = min(round_.questions, len(suited))
    values = spread(stories, min(round_.values_questions, wanted), covered, by_value, brief.avoid)
    subjects = spread(others, wanted - len(values), covered, by_topic, brief.avoid)
    spare = [q for q in stories if q not in values]
    missing = wanted - len(subjects) - len(values)
    return [*subjects, *spread(spare, missing, covered, by_value, brief.avoid), *values]


def by_topic(question: Question) -> Iterable[str]:
    return question.topics


def by_value(question: Question) -> Iterable[str]:
    return question.values


def spread(
    candidates: Sequence[Question], count: int, covered: set[str], marks: Marks, avoid: Set[str]
) -> list[Question]:
    """Up to `count` of them: not asked before if possible, then with a mark not covered yet."""
    left = list(candidates)
    chosen: list[Question] = []
    while left and len(chosen) < count:
        best = max(left, key=lambda q: (q.id not in avoid, not covered.issuperset(marks(q))))
        left.remove(best)
        chosen.append(best)
        covered.update(marks(best))
    return chosen
