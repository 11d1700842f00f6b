"""Chooses the questions of a session: by level, spread over topics, none twice."""

import random
from collections.abc import Iterable, Sequence

from interviewer.engines.engine import Brief
from interviewer.questions import Question
from interviewer.rounds import Round
from interviewer.transcript.events import PlannedRound


def plan(brief: Brief) -> tuple[PlannedRound, ...]:
    """The same brief always gives the same plan."""
    planned: list[PlannedRound] = []
    topics: set[str] = set()
    for round_, bank in zip(brief.rounds, brief.banks, strict=True):
        chosen = choose(round_, bank, brief, topics)
        topics.update(topic for question in chosen for topic in question.topics)
        planned.append(PlannedRound(round=round_.id, questions=tuple(q.id for q in chosen)))
    return tuple(planned)


def choose(
    round_: Round, bank: Sequence[Question], brief: Brief, topics: Iterable[str]
) -> list[Question]:
    """Technical questions first, then the values questions that every round has."""
    chance = random.Random(f"{brief.seed} {brief.track} {round_.id}")
    suited = [q for q in bank if brief.level in q.levels] or list(bank)
    shuffled = chance.sample(suited, len(suited))
    fresh_first = sorted(shuffled, key=lambda q: q.id in brief.avoid)
    stories = [q for q in fresh_first if q.kind == "behavioural"]
    others = [q for q in fresh_first if q.kind != "behavioural"]
    wanted = min(round_.questions, len(suited))
    values = spread(stories, min(round_.values_questions, wanted), set(topics))
    subjects = spread(others, wanted - len(values), set(topics))
    spare = [q for q in stories if q not in values]
    return [*subjects, *spread(spare, wanted - len(subjects) - len(values), set(topics)), *values]


def spread(candidates: Sequence[Question], count: int, covered: set[str]) -> list[Question]:
    """Up to `count` of them, each time the first with the most topics not covered yet."""
    left = list(candidates)
    chosen: list[Question] = []
    while left and len(chosen) < count:
        best = max(left, key=lambda question: len(set(question.topics) - covered) > 0)
        left.remove(best)
        chosen.append(best)
        covered |= set(best.topics)
    return chosen
