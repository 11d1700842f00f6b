"""Whether an interview went as its scenario expects: a sentence for each thing that did not."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from evals.playing import Played
from evals.scenario import AskExpected, Band
from interviewer.transcript.events import Answered, Asked, Claim, RoundScored
from interviewer.transcript.exchanges import Exchange, Turn, exchanges

N = TypeVar("N", bound=str)


def misses(played: Played) -> Iterator[str]:
    for check in CHECKS:
        yield from check(played)


def claims(played: Played) -> Iterator[str]:
    """Each number expected is judged so, and none besides is called wrong."""
    found = [claim for turn in turns(played) for claim in turn.claims]
    expected = played.scenario.expect.claims
    for wanted in expected:
        claim = next((c for c in found if wanted.span in c.text or c.text in wanted.span), None)
        got = claim.verdict if claim else "nothing"
        if not is_same(got, wanted.verdict):
            yield f"“{wanted.span}” should be {wanted.verdict}, is {got}"
        elif wanted.slip and claim and wanted.slip not in [slip.id for slip in claim.slips[:2]]:
            slips = ", ".join(slip.id for slip in claim.slips) or "no slip"
            yield f"“{wanted.span}” should name {wanted.slip}, names {slips}"
    yield from accusations(found, [wanted.span for wanted in expected])


def accusations(found: list[Claim], listed: list[str]) -> Iterator[str]:
    for claim in found:
        is_listed = any(claim.text in span or span in claim.text for span in listed)
        if claim.verdict == "wrong" and not is_listed:
            yield f"“{claim.text}” is called wrong ({claim.quantity}, {claim.expected})"


def is_same(got: str, wanted: str) -> bool:
    return got == wanted or (got.startswith("right") and wanted.startswith("right"))


def asked(played: Played) -> Iterator[str]:
    for wanted in played.scenario.expect.asked:
        if not any(is_asked(wanted, exchange) for exchange in exchanges(played.record)):
            yield f"should ask: {described(wanted)}; asked {sequence(played, wanted)}"


def absent(played: Played) -> Iterator[str]:
    for unwanted in played.scenario.expect.absent:
        if any(is_asked(unwanted, exchange) for exchange in exchanges(played.record)):
            yield f"should not ask: {described(unwanted)}; asked {sequence(played, unwanted)}"


def is_asked(wanted: AskExpected, exchange: Exchange) -> bool:
    """Whether the follow-up came, after at most `within` answers to that question."""
    if wanted.question not in (None, exchange.bank):
        return False
    followed = exchange.turns[1 : 1 + wanted.within] if wanted.within else exchange.turns[1:]
    return any(is_aimed(wanted, turn.asked) for turn in followed)


def is_aimed(wanted: AskExpected, asked: Asked) -> bool:
    return wanted.reason == asked.target.reason and wanted.id in (None, asked.target.id)


def described(wanted: AskExpected) -> str:
    words = [wanted.reason, wanted.id, wanted.question and f"in {wanted.question}"]
    within = f"within {wanted.within}" if wanted.within else None
    return " ".join(word for word in (*words, within) if word)


def sequence(played: Played, wanted: AskExpected) -> str:
    shown = [
        " ".join(filter(None, (turn.asked.target.reason, turn.asked.target.id)))
        for exchange in exchanges(played.record)
        if wanted.question in (None, exchange.bank)
        for turn in exchange.turns
    ]
    return ", ".join(shown)


def scores(played: Played) -> Iterator[str]:
    expect, scored = played.scenario.expect, played.record.of(RoundScored)
    questions = {q.bank: q.score for one in scored for q in one.questions}
    rounds = {one.round: one.score for one in scored}
    values = {value.id: value.score for value in played.debrief.values}
    yield from outside("question", expect.questions, questions)
    yield from outside("round", expect.rounds, rounds)
    yield from outside("value", expect.values, values)
    for id_ in expect.not_graded:
        if (questions | rounds).get(id_) is not None:
            yield f"{id_} should not be graded, is {(questions | rounds)[id_]}"


def outside(what: str, bands: Mapping[N, Band], found: Mapping[N, float | None]) -> Iterator[str]:
    for id_, (low, high) in bands.items():
        score = found.get(id_)
        if score is None or not low <= score <= high:
            yield f"{what} {id_} should be {low} to {high}, is {score}"


def votes(played: Played) -> Iterator[str]:
    found = {one.round: one.vote for one in played.record.of(RoundScored)}
    for round_, allowed in played.scenario.expect.votes.items():
        if found.get(round_) not in allowed:
            yield f"{round_} should vote {' or '.join(allowed)}, votes {found.get(round_)}"
    outcomes = played.scenario.expect.outcome
    if outcomes and played.debrief.outcome not in outcomes:
        yield f"outcome should be {' or '.join(outcomes)}, is {played.debrief.outcome}"


def sayings(played: Played) -> Iterator[str]:
    """Words that the interviewer must say, such as the candidate's own."""
    said = " ".join(one.text for one in played.record.of(Asked))
    yield from (f"nobody says {w!r}" for w in played.scenario.expect.says if w not in said)


def script(played: Played) -> Iterator[str]:
    """A line that nothing asked for, or an expectation on words that were not said."""
    for text in played.unsaid:
        yield f"was never asked for: {text[:60]!r}"
    said = " ".join(answer.text for answer in played.record.of(Answered))
    for wanted in played.scenario.expect.claims:
        if wanted.span not in said:
            yield f"expects “{wanted.span}”, which was not said"


def turns(played: Played) -> Iterator[Turn]:
    for exchange in exchanges(played.record):
        yield from exchange.turns


CHECKS: tuple[Callable[[Played], Iterator[str]], ...] = (
    claims,
    asked,
    absent,
    scores,
    votes,
    sayings,
    script,
)
