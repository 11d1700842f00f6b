"""Progress read from transcripts, and the drill that follows from it."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from interviewer.content import Content
from interviewer.engines.offline import OfflineEngine
from interviewer.progress.choosing import drill
from interviewer.progress.history import Progress, progress
from interviewer.session import Store, begin
from interviewer.transcript.events import Asked
from tests.conftest import TEA, advanced, answered

CONTENT = Content(TEA)
NOTHING: Mapping[str, tuple[str, ...]] = {}


def practised(store: Store, answer: str, drilled: Mapping[str, tuple[str, ...]] = NOTHING) -> None:
    """A session of everything, or of a drill's questions by round."""
    only = tuple(id_ for ids in drilled.values() for id_ in ids)
    rounds = tuple(drilled)
    session = begin(store, CONTENT, OfflineEngine(), track="tea", seed=3, rounds=rounds, only=only)

    async def play() -> None:
        async with session:
            await advanced(session)
            while session.open_question:
                await answered(session, answer)

    asyncio.run(play())


def found(store: Store, days: float = 0.0) -> Progress:
    now = datetime.now(UTC) + timedelta(days=days)
    return progress(store.records(), CONTENT, "tea", now)


def test_nothing_practised_is_nothing_due(store: Store) -> None:
    assert found(store).sessions == 0
    assert found(store).topics == ()


def test_scores_come_in_the_order_of_the_sessions(store: Store) -> None:
    practised(store, "I let the water cool to seventy five degrees.")
    practised(store, "I use boiling water, tea is tea.")
    for series in found(store).rounds:
        assert [point.at for point in series.points] == sorted(point.at for point in series.points)
    assert found(store).sessions == 2


def test_a_topic_answered_badly_is_due_the_next_day(store: Store) -> None:
    practised(store, "I use boiling water, tea is tea.")
    assert not found(store).due
    assert found(store, days=1.1).due


def test_a_drill_asks_the_weakest_due_topic_first(store: Store) -> None:
    practised(store, "I let the water cool to seventy five degrees.")
    due = found(store, days=2)
    chosen = drill(due, CONTENT, 1, ())
    ids = [id_ for questions in chosen.values() for id_ in questions]
    asked = [q for r in CONTENT.track("tea").rounds for q in CONTENT.bank("tea", r) if q.id in ids]
    assert due.due[0].topic in asked[0].topics


@pytest.mark.parametrize("minutes", [1, 10, 60])
def test_a_drill_asks_at_least_one_question_and_no_other(store: Store, minutes: float) -> None:
    chosen = drill(found(store), CONTENT, minutes, ())
    assert chosen
    practised(store, "I don't know", chosen)
    (record,) = store.records()
    asked = {one.bank for one in record.of(Asked)}
    assert asked
    assert asked <= {id_ for ids in chosen.values() for id_ in ids}


def test_of_equal_questions_the_one_asked_longest_ago_comes_first(store: Store) -> None:
    none = found(store)
    first = first_of(drill(none, CONTENT, 1, ()))
    assert first_of(drill(none, CONTENT, 1, (first,))) != first


def first_of(chosen: Mapping[str, tuple[str, ...]]) -> str:
    return next(iter(chosen.values()))[0]
