"""Spaced repetition: good answers push a topic away, failed ones bring it back."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from interviewer.progress.schedule import LEAST_EASE, Attempt, remembered

START = datetime(2026, 1, 1, tzinfo=UTC)


def after(*scores: float) -> float:
    """Days until the topic is due after these scores, a day apart."""
    tried = [Attempt(START + timedelta(days=n), score) for n, score in enumerate(scores)]
    return remembered(tried).days


def test_the_first_good_answers_wait_a_day_and_six() -> None:
    assert after(5) == 1
    assert after(5, 5) == 6


def test_each_later_one_waits_longer() -> None:
    assert after(5, 5, 5) > 6
    assert after(5, 5, 5, 5) > after(5, 5, 5)


def test_a_failed_answer_begins_anew() -> None:
    assert after(5, 5, 5, 1.5) == 1


def test_attempts_may_come_in_any_order() -> None:
    late, early = Attempt(START + timedelta(days=9), 5), Attempt(START, 1)
    assert remembered([late, early]) == remembered([early, late])
    assert remembered([late, early]).last == late


@given(st.lists(st.floats(1, 5), min_size=1, max_size=40))
def test_a_topic_is_always_due_some_day_after_its_last_attempt(scores: list[float]) -> None:
    memory = remembered(Attempt(START + timedelta(days=n), s) for n, s in enumerate(scores))
    assert memory.due > memory.last.at
    assert memory.ease >= LEAST_EASE


@given(st.lists(st.floats(3, 5), min_size=3, max_size=12))
def test_a_better_answer_never_comes_back_sooner(scores: list[float]) -> None:
    better = [min(5.0, score + 0.5) for score in scores]
    assert after(*better) >= after(*scores)
