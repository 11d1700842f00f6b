"""On the real tracks, whoever knows the trade and whoever does not get different outcomes."""

import asyncio

import pytest

from interviewer.content import Content
from interviewer.debrief.building import build_debrief
from interviewer.debrief.model import Debrief
from interviewer.engines.offline import OfflineEngine
from interviewer.session import Store, begin
from interviewer.transcript.events import Answered
from tests.session.candidates import Candidate, interviewed, prepared, superficial

CONTENT = Content()


def debrief(store: Store, candidate: Candidate, **options: object) -> Debrief:
    session = begin(store, CONTENT, OfflineEngine(), **options)  # type: ignore[arg-type]

    async def play() -> None:
        async with session:
            await interviewed(session, CONTENT, candidate)

    asyncio.run(play())
    return build_debrief(session.record, CONTENT)


@pytest.mark.parametrize("track", CONTENT.track_ids)
@pytest.mark.parametrize("level", ["entry", "senior", "staff"])
def test_the_prepared_candidate_advances(store: Store, track: str, level: str) -> None:
    told = debrief(store, prepared, track=track, level=level, seed=7)
    assert told.outcome == "advance"
    assert {one.vote for one in told.rounds} <= {"yes", "strong_yes"}
    assert all(one.score and one.score > 2.5 for one in told.values)


@pytest.mark.parametrize("track", CONTENT.track_ids)
@pytest.mark.parametrize("level", ["entry", "senior", "staff"])
def test_the_superficial_candidate_does_not(store: Store, track: str, level: str) -> None:
    told = debrief(store, superficial, track=track, level=level, seed=7)
    assert told.outcome == "no"
    assert {one.vote for one in told.rounds} <= {"no", "strong_no"}
    assert all(one.score is None or one.score < 2.5 for one in told.values)


def test_the_superficial_candidate_reads_what_was_missing_and_where_to_learn_it(
    store: Store,
) -> None:
    told = debrief(store, superficial, track="mle", level="senior", seed=7)
    assert all(one.questions[0].missing for one in told.rounds)
    first, second, third = told.next_steps
    assert len({first.passage.id, second.passage.id, third.passage.id}) == 3
    assert all(step.passage.excerpt for step in told.next_steps)


@pytest.mark.parametrize("candidate", [prepared, superficial])
def test_every_quote_stands_verbatim_in_an_answer(store: Store, candidate: Candidate) -> None:
    told = debrief(store, candidate, track="ai-pm", level="senior", seed=7)
    said = " ".join(answer.text for answer in store.record(told.session).of(Answered))
    quotes = [
        shown.quote for round_ in told.rounds for q in round_.questions for shown in q.shown
    ] + [quote for value in told.values for quote in value.quotes]
    assert all(quote in said for quote in quotes if quote)
