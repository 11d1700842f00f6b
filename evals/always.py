"""What must hold of every interview, whoever the candidate is."""

import re
from collections.abc import Callable, Iterator

from evals.playing import Played
from interviewer.conversation.moves import MOST_RESTATEMENTS, OVERRUN, RESTATED
from interviewer.listening.matching import Heeded
from interviewer.questions import Question
from interviewer.scoring.standing import Standing
from interviewer.transcript.events import Answered, RoundScored
from interviewer.transcript.exchanges import Exchange, exchanges

# So many words in a row are no accident.
RUN_WORDS = 8
WORD = re.compile(r"[\w'’]+")


def faults(played: Played) -> Iterator[str]:
    """A sentence for everything that must never be, and was."""
    for check in CHECKS:
        yield from check(played)


def given_away(played: Played) -> Iterator[str]:
    """No key point may be said to a candidate before they have made it, nor the model answer."""
    for exchange in exchanges(played.record):
        question = question_of(played, exchange)
        for number, turn in enumerate(exchange.turns):
            earned = {j.criterion for t in exchange.turns[:number] for j in t.judgements}
            for told in leaked(turn.asked.text, question, earned, said_so_far(exchange, number)):
                yield f"{turn.asked.question} gives away {told}: {turn.asked.text!r}"


def leaked(utterance: str, question: Question, earned: set[str], said: str) -> Iterator[str]:
    """What an utterance tells beyond the question's own words and the candidate's."""
    heeded = Heeded(utterance, f"{question.text} {question.restated} {said}")
    for point in question.key_points:
        if f"key:{point.id}" not in earned and heeded.heard(point).verdict == "met":
            yield f"key point {point.id}"
    own = runs(f"{question.text} {question.restated} {said} {asks(question)}")
    if any(run not in own for run in runs(utterance) & model_runs(question)):
        yield "words of the model answer"


def asks(question: Question) -> str:
    probes = [probe for point in question.key_points for probe in point.probes]
    return " ".join([*probes, *(rung.ask for rung in question.deeper)])


def said_so_far(exchange: Exchange, number: int) -> str:
    return " ".join(t.answered.text for t in exchange.turns[:number] if t.answered)


def model_runs(question: Question) -> frozenset[tuple[str, ...]]:
    answers = question.model_answer
    return runs(answers.entry) | runs(answers.senior) | runs(answers.staff)


def runs(text: str) -> frozenset[tuple[str, ...]]:
    """Every stretch of RUN_WORDS words."""
    words = [word.lower() for word in WORD.findall(text)]
    return frozenset(tuple(words[n : n + RUN_WORDS]) for n in range(len(words) - RUN_WORDS + 1))


def advanced_on_nothing(played: Played) -> Iterator[str]:
    """A reply that is none gets the question again, twice, before it is left open."""
    for exchange in exchanges(played.record):
        streak = 0
        for turn in exchange.turns:
            is_none = turn.judged is not None and turn.judged.reply in RESTATED
            streak = streak + 1 if is_none else 0
        is_last = exchange.last.judged is not None and exchange.last.judged.reply in RESTATED
        if is_last and streak <= MOST_RESTATEMENTS and not is_out_of_time(played, exchange):
            yield f"{exchange.bank}: left after {streak} replies that were none"


def is_out_of_time(played: Played, exchange: Exchange) -> bool:
    return remaining_seconds(played, exchange.round) <= 0


def remaining_seconds(played: Played, round_id: str) -> float:
    used = sum(exchange.seconds for exchange in exchanges(played.record, round_id))
    return played.content.round(played.scenario.track, round_id).minutes * 60 - used


def credited_nothing(played: Played) -> Iterator[str]:
    """A reply that is none earns nothing."""
    for exchange in exchanges(played.record):
        for turn in exchange.turns:
            if turn.judged and turn.judged.reply in RESTATED and turn.judgements:
                yield f"{turn.asked.question}: a reply that was {turn.judged.reply} is credited"


def quotes_that_are_none(played: Played) -> Iterator[str]:
    """Every quote stands letter by letter in the answer it is of."""
    for exchange in exchanges(played.record):
        for turn in exchange.turns:
            text = turn.answered.text if turn.answered else ""
            for judgement in turn.judgements:
                if judgement.quote is None or judgement.quote not in text:
                    yield f"{turn.asked.question}: {judgement.quote!r} is not in the answer"
            for claim in turn.claims:
                if text[claim.start : claim.end] != claim.text:
                    yield f"{turn.asked.question}: claim {claim.text!r} is not in its place"


def debrief_without_proof(played: Played) -> Iterator[str]:
    said = " ".join(answer.text for answer in played.record.of(Answered))
    quotes = [
        shown.quote for r in played.debrief.rounds for q in r.questions for shown in q.shown
    ] + [quote for value in played.debrief.values for quote in value.quotes]
    for quote in quotes:
        if quote and quote not in said:
            yield f"the debrief quotes {quote!r}, which nobody said"


def time_not_kept(played: Played) -> Iterator[str]:
    """A question is left once it has had half as long again as planned, or the round is over."""
    for exchange in exchanges(played.record):
        question = question_of(played, exchange)
        before_last = sum(turn.seconds for turn in exchange.turns[:-1])
        *_, last = exchange.turns
        is_restated = last.asked.kind == "clarify"
        if before_last > OVERRUN * question.minutes * 60 and not is_restated:
            yield f"{exchange.bank}: asked on after {before_last / 60:.0f} minutes"


def votes_without_reason(played: Played) -> Iterator[str]:
    for scored in played.record.of(RoundScored):
        if not scored.reason or (scored.vote is None) != (scored.score is None):
            yield f"{scored.round}: vote {scored.vote} on {scored.score} without a reason"


def asked_for_what_was_said(played: Played) -> Iterator[str]:
    """A probe for a missing point must not ask for one that was made."""
    for exchange in exchanges(played.record):
        question = question_of(played, exchange)
        for number, turn in enumerate(exchange.turns):
            target = turn.asked.target
            before = Exchange(exchange.round, exchange.bank, exchange.turns[:number])
            if target.reason == "missing" and number:
                standing = Standing(question, before, played.scenario.level)
                if standing.verdict(f"key:{target.id}") == "met":
                    yield f"{turn.asked.question}: asks for {target.id}, which was said"


def question_of(played: Played, exchange: Exchange) -> Question:
    return played.content.question(played.scenario.track, exchange.round, exchange.bank)


CHECKS: tuple[Callable[[Played], Iterator[str]], ...] = (
    given_away,
    advanced_on_nothing,
    credited_nothing,
    quotes_that_are_none,
    debrief_without_proof,
    time_not_kept,
    votes_without_reason,
    asked_for_what_was_said,
)
