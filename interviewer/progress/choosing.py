"""The questions of a drill: due topics first, in questions that were not asked of late."""

from collections.abc import Iterator, Sequence

from interviewer.content import Content
from interviewer.progress.history import Progress, TopicProgress
from interviewer.questions import Question


def drill(
    progress: Progress, content: Content, minutes: float, asked: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """Question ids by round, about so many minutes of them, at least one.

    `asked` are the ids of questions that sessions asked, the oldest first. Without anything due,
    the weakest topics come next; without any history, the first question of each round.
    """
    chosen: dict[str, list[str]] = {}
    left = minutes
    for round_, question in ranked(progress, content, asked):
        if chosen and question.minutes > left:
            continue
        chosen.setdefault(round_, []).append(question.id)
        left -= question.minutes
        if left <= 0:
            break
    order = [name for name in content.track(progress.track).rounds if name in chosen]
    return {name: tuple(chosen[name]) for name in order}


def ranked(
    progress: Progress, content: Content, asked: Sequence[str]
) -> Iterator[tuple[str, Question]]:
    """Every question once: by its most urgent topic, then by how long ago it was asked."""
    urgency = {topic.topic: n for n, topic in enumerate(by_urgency(progress))}
    last = {id_: place for place, id_ in enumerate(asked, 1)}
    bank = [
        (round_, question)
        for round_ in content.track(progress.track).rounds
        for question in content.bank(progress.track, round_)
    ]
    yield from sorted(
        bank, key=lambda pair: (urgent(pair[1], urgency), last.get(pair[1].id, 0), pair[1].id)
    )


def by_urgency(progress: Progress) -> list[TopicProgress]:
    due = progress.due
    return [*due, *(topic for topic in progress.topics if topic not in due)]


def urgent(question: Question, urgency: dict[str, int]) -> int:
    """The place of its most urgent topic; after all others if it has none."""
    return min((urgency[t] for t in question.topics if t in urgency), default=len(urgency))
