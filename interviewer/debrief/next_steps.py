"""The three things to do next: where most was lost, each with a passage that teaches it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interviewer.content import Content
from interviewer.debrief.citing import cited
from interviewer.debrief.model import NextStep, ValueDebrief
from interviewer.guide.passages import Passage
from interviewer.questions import Question
from interviewer.scoring.standing import Standing
from interviewer.sentences import lower_first

MOST_STEPS = 3
FULL_SCORE = 5.0
# Below this a value is worth a step of its own.
GOOD_VALUE_SCORE = 3.5


@dataclass(frozen=True)
class Lesson:
    """Something worth doing: `loss` in points of a score, `area` the round or value it is from."""

    loss: float
    area: str
    action: str
    why: str
    passages: tuple[str, ...]


def next_steps(
    standings: Sequence[Standing], values: Sequence[ValueDebrief], content: Content
) -> tuple[NextStep, ...]:
    """From areas as different as possible, no passage twice; three unless too little was asked."""
    lessons = (*map(lesson, standings), *value_lessons(values))
    steps: list[NextStep] = []
    used: set[str] = set()
    for one in spread(lessons):
        passage_id = next((p for p in one.passages if p not in used), "")
        if passage_id in content.passage_ids and len(steps) < MOST_STEPS:
            used.add(passage_id)
            steps.append(step(one, content.passage(passage_id)))
    return tuple(steps)


def spread(lessons: Sequence[Lesson]) -> list[Lesson]:
    """The costliest lesson of each area first, the costliest areas first; then the others."""
    costliest_first = sorted(lessons, key=lambda one: -one.loss)
    best = {one.area: one for one in reversed(costliest_first)}
    return sorted(costliest_first, key=lambda one: one is not best[one.area])


def lesson(standing: Standing) -> Lesson:
    """What one question teaches; one without a gradable answer lost everything."""
    action, why = advice(standing)
    loss = FULL_SCORE - (standing.score or 0.0)
    return Lesson(loss, standing.exchange.round, action, why, standing.question.passages)


def advice(standing: Standing) -> tuple[str, str]:
    question = standing.question
    if standing.held:
        wrong = standing.held[0]
        return (
            f"Put one idea right before the next “{question.title}”.",
            f"You held that {lower_first(wrong.claim)} {wrong.correction}",
        )
    if standing.missing:
        point = standing.missing[0]
        return (
            f"Answer “{question.title}” again, and this time: {lower_first(point.point)}",
            point.why,
        )
    return climb(question, standing)


def climb(question: Question, standing: Standing) -> tuple[str, str]:
    """For an answer that had everything: the first step of the ladder that was not taken."""
    for number, rung in enumerate(question.deeper):
        if standing.verdict(f"rung:{number}") != "met":
            return f"Go one level below “{question.title}”: {rung.ask}", rung.point
    return (
        f"Tell “{question.title}” once more in half the time.",
        "You had the points and the ladder; what is left to gain is to say the heaviest one first.",
    )


def value_lessons(values: Sequence[ValueDebrief]) -> Iterator[Lesson]:
    for value in values:
        if value.score is not None and value.score < GOOD_VALUE_SCORE:
            yield Lesson(
                loss=FULL_SCORE - value.score,
                area=value.id,
                action=f"Prepare a story that shows {lower_first(value.name)}.",
                why=f"Looked for: {lower_first(value.looked_for)}",
                passages=(f"value-{value.id}",),
            )


def step(one: Lesson, passage: Passage) -> NextStep:
    about = f"{one.action} {one.why}"
    return NextStep(action=one.action, why=one.why, passage=cited(passage, about))
