"""One interviewer's score and vote on a round, from that round's evidence only."""

from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.levels import Level, reaches
from interviewer.rubric import VALUES, Criterion, RoundRubric, Value, ValuesRubric
from interviewer.scoring.standing import CREDIT, Standing
from interviewer.sentences import lower_first
from interviewer.transcript.events import CriterionScore, QuestionScore, Vote

# What the answers hold counts most; how they are given and the values shown colour it.
QUESTIONS_SHARE = 0.7
CRITERIA_SHARE = 0.15
VALUES_SHARE = 0.15
# A behaviour shown in half of the exchanges is a habit.
HABIT_SHARE = 0.5
VOTES: tuple[tuple[float, Vote], ...] = (
    (4.2, "strong_yes"),
    (3.2, "yes"),
    (2.0, "no"),
    (1.0, "strong_no"),
)
MOST_QUOTES = 3


@dataclass(frozen=True)
class RoundResult:
    """Scores 1.0 to 5.0; None is "not graded", never a default."""

    score: float | None
    vote: Vote | None
    questions: tuple[QuestionScore, ...]
    criteria: tuple[CriterionScore, ...]
    values: dict[Value, CriterionScore]
    reason: str


def score_round(
    standings: Sequence[Standing], rubric: RoundRubric, values: ValuesRubric, level: Level
) -> RoundResult:
    graded = [standing for standing in standings if standing.score is not None]
    questions = tuple(question_score(standing) for standing in standings)
    habits = [c for c in rubric.criteria if reaches(level, c.from_level)]
    criteria = tuple(habit_score(criterion, graded) for criterion in habits)
    by_value = {value: value_score(value, values, graded) for value in VALUES}
    if not graded:
        nothing = "Nothing was said in this round that could be graded."
        return RoundResult(None, None, questions, criteria, by_value, nothing)
    # A question that got no answer at all weighs as much as a bad answer to it.
    answered = [q.score if q.score is not None else 1.0 for q in questions]
    by_criterion = {c.id: c for c in habits}
    score = blend(
        (QUESTIONS_SHARE, mean(answered)),
        (CRITERIA_SHARE, weighted(criteria, {i: c.weight for i, c in by_criterion.items()})),
        (VALUES_SHARE, mean([v.score for v in by_value.values() if v.score is not None])),
    )
    return RoundResult(score, vote(score), questions, criteria, by_value, note(standings))


def question_score(standing: Standing) -> QuestionScore:
    points = standing.question.key_points
    return QuestionScore(
        bank=standing.question.id,
        score=standing.score,
        shown=tuple(p.id for p in points if standing.verdict(f"key:{p.id}") != "not_met"),
        missing=tuple(point.id for point in standing.missing),
        misconceptions=tuple(wrong.id for wrong in standing.held),
    )


def habit_score(criterion: Criterion, graded: Sequence[Standing]) -> CriterionScore:
    """A behaviour of the round: how large a share of the exchanges shows it."""
    key = f"round:{criterion.id}"
    if not graded:
        return CriterionScore(criterion=criterion.id, score=None)
    share = sum(CREDIT[standing.verdict(key)] for standing in graded) / len(graded)
    return CriterionScore(
        criterion=criterion.id,
        score=from_share(share / HABIT_SHARE),
        quotes=quotes([key], graded),
    )


def value_score(value: Value, rubric: ValuesRubric, graded: Sequence[Standing]) -> CriterionScore:
    """A value: the stories that were asked for it, and its criteria shown anywhere in the round.

    None when no story was asked for it and nothing shows it: a technical question leaves room
    for a value, but its silence says nothing.
    """
    criteria = [c for c in rubric.criteria if c.value == value]
    keys = [f"value:{c.id}" for c in criteria]
    best = [max((CREDIT[s.verdict(key)] for s in graded), default=0.0) for key in keys]
    stories = [s for s in graded if asks_for(value, s)]
    if not stories and not any(best):
        return CriterionScore(criterion=value, score=None)
    shown = sum(c.weight * b for c, b in zip(criteria, best, strict=True))
    habit = from_share(shown / sum(c.weight for c in criteria) / HABIT_SHARE)
    told = [s.score for s in stories if s.score is not None]
    found = quotes(keys, graded)
    if not found:
        found = quotes([f"key:{p.id}" for s in stories for p in s.question.key_points], stories)
    return CriterionScore(
        criterion=value, score=round((sum(told) + habit) / (len(told) + 1), 2), quotes=found
    )


def asks_for(value: Value, standing: Standing) -> bool:
    return standing.question.kind == "behavioural" and value in standing.question.values


def quotes(keys: Sequence[str], graded: Sequence[Standing]) -> tuple[str, ...]:
    """The candidate's words behind some criteria, each once."""
    found = (s.quote(key) for key in keys for s in graded if s.verdict(key) != "not_met")
    return tuple(dict.fromkeys(quote for quote in found if quote))[:MOST_QUOTES]


def from_share(share: float) -> float:
    return round(1 + 4 * min(1.0, share), 2)


def mean(scores: Sequence[float]) -> float | None:
    return sum(scores) / len(scores) if scores else None


def weighted(scores: Sequence[CriterionScore], weights: dict[str, float]) -> float | None:
    rated = [(s.score, weights[s.criterion]) for s in scores if s.score is not None]
    total = sum(weight for _, weight in rated)
    return sum(score * weight for score, weight in rated) / total if total else None


def blend(*parts: tuple[float, float | None]) -> float:
    """The weighted mean of the parts that could be scored, to two places."""
    scored = [(share, score) for share, score in parts if score is not None]
    return round(sum(a * b for a, b in scored) / sum(share for share, _ in scored), 2)


def vote(score: float) -> Vote:
    return next(name for bound, name in VOTES if score >= bound)


def note(standings: Sequence[Standing]) -> str:
    """The interviewer's note to the committee, in one or two sentences."""
    expected = sum(len(s.expected) for s in standings)
    shown = expected - sum(len(s.missing) for s in standings)
    made = f"{shown} of the {expected} points I listened for were made"
    held = [wrong.claim for standing in standings for wrong in standing.held]
    lacking = [p for s in standings for p in s.missing[:1]]
    if lacking:
        heaviest = max(lacking, key=lambda point: point.weight)
        made += f"; what I missed most: {lower_first(heaviest.point)}"
    made = made.rstrip(".") + "."
    return f"{made} A wrong idea stood to the end: {lower_first(held[0])}" if held else made
