"""The three things to do next: where most was lost, each with a passage that teaches it."""

from collections.abc import Sequence

from interviewer.content import Content
from interviewer.debrief.model import NextStep, PassageRef
from interviewer.guide.passages import Passage
from interviewer.scoring.standing import Standing
from interviewer.sentences import lower_first

MOST_STEPS = 3
FULL_SCORE = 5.0


def next_steps(standings: Sequence[Standing], content: Content) -> tuple[NextStep, ...]:
    """No passage twice; fewer than three steps only if fewer questions were asked."""
    steps: list[NextStep] = []
    used: set[str] = set()
    for standing in sorted(standings, key=loss, reverse=True):
        passage_id = next((p for p in standing.question.passages if p not in used), None)
        if passage_id and len(steps) < MOST_STEPS:
            used.add(passage_id)
            steps.append(step(standing, content.passage(passage_id)))
    return tuple(steps)


def loss(standing: Standing) -> float:
    """How much was lost on a question; one without a gradable answer lost everything."""
    return FULL_SCORE - (standing.score or 0.0)


def step(standing: Standing, passage: Passage) -> NextStep:
    title = standing.question.title
    if standing.held:
        wrong = standing.held[0]
        return NextStep(
            action=f"Put one idea right before the next “{title}”.",
            why=f"You held that {lower_first(wrong.claim)} {wrong.correction}",
            passage=reference(passage),
        )
    if standing.missing:
        point = standing.missing[0]
        return NextStep(
            action=f"Answer “{title}” again, and this time: {lower_first(point.point)}",
            why=point.why,
            passage=reference(passage),
        )
    return NextStep(
        action=f"Tell “{title}” once more in half the time.",
        why="You had the points; what is left to gain is to say the heaviest one first.",
        passage=reference(passage),
    )


def reference(passage: Passage) -> PassageRef:
    sources = tuple(f"{source.title} ({source.date})" for source in passage.sources)
    return PassageRef(id=passage.id, title=passage.title, sources=sources, text=passage.text)
