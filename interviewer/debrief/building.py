"""Builds the debrief from a transcript and the content it was held with."""

from collections.abc import Sequence

from interviewer.content import Content
from interviewer.debrief.citing import cited
from interviewer.debrief.delivery import delivery_debrief
from interviewer.debrief.margin import turn_debrief
from interviewer.debrief.model import (
    CriterionDebrief,
    Debrief,
    FromGuide,
    Misconceived,
    Missing,
    QuestionDebrief,
    RoundDebrief,
    Shown,
    ValueDebrief,
)
from interviewer.debrief.next_steps import next_steps
from interviewer.guide.passages import probed
from interviewer.questions import KeyPoint, Question
from interviewer.rounds import Round
from interviewer.rubric import Anchors, RoundRubric, ValueDefinition
from interviewer.scoring.rounds import mean
from interviewer.scoring.standing import Standing
from interviewer.transcript.events import CriterionScore, Deliberated, RoundScored, Sketched
from interviewer.transcript.exchanges import Exchange, exchanges
from interviewer.transcript.record import Record

MOST_QUOTES = 3


def build_debrief(record: Record, content: Content) -> Debrief:
    """Of a finished session, or of what there is of an unfinished one."""
    header = record.header
    track = content.track(header.track)
    decided = record.find("deliberated", Deliberated)
    scored = record.of(RoundScored)
    values = tuple(value_debrief(value, scored) for value in content.values.values)
    return Debrief(
        session=header.session,
        track=header.track,
        role=track.title,
        level=header.level,
        began=header.at,
        engine=header.engine,
        content=header.content,
        is_over=decided is not None,
        outcome=decided.outcome if decided else None,
        committee_chair=track.committee_chair,
        reasons=decided.reasons if decided else (),
        dissents=decided.dissents if decided else (),
        rounds=tuple(round_debrief(record, content, one) for one in scored),
        values=values,
        next_steps=next_steps(standings(record, content), values, content),
        delivery=delivery_debrief(record),
    )


def standing(record: Record, content: Content, exchange: Exchange) -> Standing:
    header = record.header
    question = content.question(header.track, exchange.round, exchange.bank)
    return Standing(question, exchange, header.level)


def standings(record: Record, content: Content) -> list[Standing]:
    """Where the candidate stands on every question of the rounds that are over."""
    done = {scored.round for scored in record.of(RoundScored)}
    return [standing(record, content, e) for e in exchanges(record) if e.round in done]


def round_debrief(record: Record, content: Content, scored: RoundScored) -> RoundDebrief:
    round_: Round = content.round(record.header.track, scored.round)
    held = exchanges(record, scored.round)
    asked = {exchange.bank for exchange in held}
    planned = next(p for p in (record.plan.rounds if record.plan else ()) if p.round == round_.id)
    return RoundDebrief(
        id=round_.id,
        title=round_.title,
        interviewer=round_.persona.name,
        seat=round_.persona.seat,
        minutes=round_.minutes,
        seconds=sum(exchange.seconds for exchange in held),
        score=scored.score,
        vote=scored.vote,
        reason=scored.reason,
        rubric=scored.rubric,
        questions=tuple(
            question_debrief(record, standing(record, content, e), content) for e in held
        ),
        not_reached=tuple(
            content.question(record.header.track, round_.id, q).title
            for q in planned.questions
            if q not in asked
        ),
        criteria=criteria_debrief(content.rubric(round_.rubric), scored.criteria),
    )


def question_debrief(record: Record, standing: Standing, content: Content) -> QuestionDebrief:
    question, exchange = standing.question, standing.exchange
    turns = {turn.asked.question for turn in exchange.turns}
    return QuestionDebrief(
        id=question.id,
        title=question.title,
        text=question.text,
        score=standing.score,
        seconds=exchange.seconds,
        shown=shown(standing),
        missing=tuple(Missing(point=p.point, why=p.why) for p in standing.missing),
        misconceptions=misconceived(standing),
        good_habits=habits(question, standing, "green"),
        bad_habits=habits(question, standing, "red"),
        claims=tuple(claim for turn in exchange.turns for claim in turn.claims),
        from_guide=from_guide(standing, content),
        sketches=tuple(s.text for s in record.of(Sketched) if s.to in turns),
        model_answer=getattr(question.model_answer, standing.level),
        turns=tuple(turn_debrief(turn, question) for turn in exchange.turns),
        incident=question.incident if record.find("deliberated", Deliberated) else None,
    )


def shown(standing: Standing) -> tuple[Shown, ...]:
    made = [p for p in standing.question.key_points if standing.verdict(key(p)) != "not_met"]
    return tuple(
        Shown(
            point=point.point,
            verdict=standing.verdict(key(point)),
            was_prompted=standing.was_prompted(point),
            quote=standing.quote(key(point)),
        )
        for point in made
    )


def key(point: KeyPoint) -> str:
    return f"key:{point.id}"


def misconceived(standing: Standing) -> tuple[Misconceived, ...]:
    return tuple(
        Misconceived(
            claim=wrong.claim,
            correction=wrong.correction,
            quote=standing.quote(f"wrong:{wrong.id}"),
            was_corrected=wrong in standing.corrected,
        )
        for wrong in (*standing.held, *standing.corrected)
    )


def habits(question: Question, standing: Standing, colour: str) -> tuple[str, ...]:
    flags = question.green_flags if colour == "green" else question.red_flags
    return tuple(f.what for f in flags if standing.verdict(f"{colour}:{f.id}") == "met")


def from_guide(standing: Standing, content: Content) -> tuple[FromGuide, ...]:
    """What was asked from the guide; a passage that is gone since is left out."""
    known = [name for name in standing.question.passages if name in content.passage_ids]
    passages = [content.passage(name) for name in known]
    founded = [probed(passages, turn.asked.target.id) for turn in standing.exchange.turns]
    return tuple(
        FromGuide(asked=probe.ask, passage=cited(passage, probe.ask))
        for passage, probe in filter(None, founded)
    )


def criteria_debrief(
    rubric: RoundRubric, scores: Sequence[CriterionScore]
) -> tuple[CriterionDebrief, ...]:
    criteria = {criterion.id: criterion for criterion in rubric.criteria}
    return tuple(
        CriterionDebrief(
            point=criteria[one.criterion].point,
            score=one.score,
            anchor=anchor(criteria[one.criterion].anchors, one.score),
            quotes=one.quotes,
        )
        for one in scores
        if one.criterion in criteria
    )


def value_debrief(value: ValueDefinition, scored: Sequence[RoundScored]) -> ValueDebrief:
    """A value over all rounds that could show it."""
    found = [r.values[value.id] for r in scored if value.id in r.values]
    score = mean([one.score for one in found if one.score is not None])
    quotes = dict.fromkeys(quote for one in found for quote in one.quotes)
    return ValueDebrief(
        id=value.id,
        name=value.name,
        looked_for=value.looked_for,
        score=None if score is None else round(score, 2),
        anchor=anchor(value.anchors, score),
        quotes=tuple(quotes)[:MOST_QUOTES],
    )


def anchor(anchors: Anchors, score: float | None) -> str | None:
    """The anchor of the nearest whole score."""
    return None if score is None else anchors.at(max(1, min(5, int(score + 0.5))))
