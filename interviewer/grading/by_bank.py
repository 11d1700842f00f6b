"""Grades an answer to a question of the bank: by the same judgement as in an interview."""

from collections.abc import Iterator

from interviewer.content import Content
from interviewer.engines.engine import Engine, Listened
from interviewer.errors import ReplyUnusable
from interviewer.grading.asked import Place
from interviewer.grading.contradiction import contradicts
from interviewer.grading.records import CriterionGrade, Feedback, Flag
from interviewer.grading.verdict import Found, share_of
from interviewer.levels import Level
from interviewer.questions import KeyPoint
from interviewer.rubric import Value
from interviewer.scoring.criteria import of_question, of_rubrics
from interviewer.scoring.rounds import value_score
from interviewer.scoring.standing import CREDIT, Standing
from interviewer.transcript.events import Answered, Asked, Checked, Claim, Judged, Target
from interviewer.transcript.exchanges import Exchange, Turn

QUESTION = "q1"
MOST_FEEDBACK = 4
SAID = {"met": "Said", "partly": "Half said", "not_met": "Not said"}


async def found(content: Content, engine: Engine, place: Place, answer: str, level: Level) -> Found:
    """One answer judged as a whole interview's exchange of a single turn.

    Raises ReplyUnusable if the engine's model gave no usable verdict on any point.
    """
    standing = await judged(content, engine, place, answer, level)
    if standing.exchange.is_graded and not standing.expected:
        raise ReplyUnusable("the model gave no verdict that its words prove; grade it again")
    criteria = tuple(graded(standing, point) for point in standing.expected)
    return Found(
        share=share_of(standing.score) if standing.score is not None else 0.0,
        criteria=criteria,
        values=dict(values(content, standing)),
        claims=standing.exchange.last.claims,
        flags=tuple(flags(standing, answer)),
        feedback=tuple(feedback(standing))[:MOST_FEEDBACK],
    )


async def judged(
    content: Content, engine: Engine, place: Place, answer: str, level: Level
) -> Standing:
    question = place.question
    asked = Asked(
        question=QUESTION,
        round=place.round,
        bank=question.id,
        kind="opening",
        target=Target(reason="opening"),
        text=question.text,
    )
    answered = Answered(to=QUESTION, text=answer, seconds=0.0)
    open_ = Exchange(place.round, question.id, (Turn(asked, answered, None, None),))
    heard = Listened(question, open_, answer)
    rubric = content.rubric(content.round(place.track, place.round).rubric)
    criteria = [*of_question(question), *of_rubrics(content.values, rubric)]
    claims = await engine.claims(heard)
    hearing = await engine.judge(heard, criteria)
    turn = Turn(
        asked,
        answered,
        Checked(to=QUESTION, claims=claims),
        Judged(to=QUESTION, **hearing._asdict()),
    )
    return Standing(question, Exchange(place.round, question.id, (turn,)), level)


def graded(standing: Standing, point: KeyPoint) -> CriterionGrade:
    verdict = standing.verdict(f"key:{point.id}")
    why = f" {point.why}" if verdict == "not_met" else ""
    return CriterionGrade(
        id=point.id,
        verdict=verdict,
        points=point.weight * CREDIT[verdict],
        weight=point.weight,
        evidence=standing.quote(f"key:{point.id}"),
        reason=f"{SAID[verdict]}: {point.point}{why}",
    )


def values(content: Content, standing: Standing) -> Iterator[tuple[Value, float]]:
    """The values that the question asks for, as far as anything shows them."""
    for value in standing.question.values:
        score = value_score(value, content.values, [standing]).score
        if score is not None:
            yield value, score


def flags(standing: Standing, answer: str) -> Iterator[Flag]:
    last = standing.exchange.last
    if last.judged and last.judged.reply == "off_topic":
        yield "off_topic"
    if contradicts(answer, standing.question, standing.held, last.claims):
        yield "contradiction"


def feedback(standing: Standing) -> Iterator[Feedback]:
    """What helps most, first: wrong ideas, wrong numbers, then what is missing."""
    passage = standing.question.passages[0]
    for wrong in standing.held:
        quote = standing.quote(f"wrong:{wrong.id}")
        yield Feedback(text=wrong.correction, quote=quote, passage_id=passage)
    for claim in standing.exchange.last.claims:
        if claim.verdict == "wrong":
            yield Feedback(text=recomputed(claim), quote=claim.text)
    for point in standing.missing:
        yield Feedback(text=f"Missing: {point.point} {point.why}", passage_id=passage)


def recomputed(claim: Claim) -> str:
    expected = "" if claim.expected is None else f" comes to {claim.expected:.4g} {claim.unit}"
    steps = f" ({'; '.join(claim.steps)})" if claim.steps else ""
    return f"{claim.quantity[:1].upper()}{claim.quantity[1:]}{expected}{steps}."
