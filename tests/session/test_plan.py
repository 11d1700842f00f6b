"""The plan of a loop: no question twice, every value asked for, no repeats from last time."""

import pytest

from interviewer.content import Content
from interviewer.engines.engine import Brief
from interviewer.engines.offline.planning import plan
from interviewer.questions import Question
from interviewer.rubric import VALUES

CONTENT = Content()


def brief(track: str, seed: int, avoid: frozenset[str] = frozenset()) -> Brief:
    rounds = tuple(CONTENT.round(track, id_) for id_ in CONTENT.track(track).rounds)
    banks = tuple(
        tuple(CONTENT.question(track, r.id, q) for q in CONTENT.question_ids(track, r.id))
        for r in rounds
    )
    return Brief(track=track, level="senior", seed=seed, rounds=rounds, banks=banks, avoid=avoid)


def planned(track: str, seed: int, avoid: frozenset[str] = frozenset()) -> list[Question]:
    return [
        CONTENT.question(track, one.round, id_)
        for one in plan(brief(track, seed, avoid))
        for id_ in one.questions
    ]


@pytest.mark.parametrize("track", CONTENT.track_ids)
@pytest.mark.parametrize("seed", range(10))
def test_a_loop_asks_for_every_value_and_nothing_twice(track: str, seed: int) -> None:
    questions = planned(track, seed)
    stories = [question for question in questions if question.kind == "behavioural"]
    assert len({question.id for question in questions}) == len(questions)
    assert {value for story in stories for value in story.values} == set(VALUES)


@pytest.mark.parametrize("track", CONTENT.track_ids)
def test_every_round_ends_with_its_values_questions(track: str) -> None:
    for one in plan(brief(track, 1)):
        round_ = CONTENT.round(track, one.round)
        last = one.questions[-round_.values_questions :]
        kinds = {CONTENT.question(track, one.round, id_).kind for id_ in last}
        assert kinds == {"behavioural"}


def test_a_question_is_only_repeated_when_nothing_else_of_its_kind_is_left() -> None:
    seen = frozenset(question.id for question in planned("mle", 1))
    for one in plan(brief("mle", 2, avoid=seen)):
        bank = [
            CONTENT.question("mle", one.round, q) for q in CONTENT.question_ids("mle", one.round)
        ]
        repeated = {q.kind for q in bank if q.id in seen and q.id in one.questions}
        left_over = {q.kind for q in bank if q.id not in seen and q.id not in one.questions}
        assert "behavioural" not in repeated & left_over
        assert not (repeated - {"behavioural"} and left_over - {"behavioural"})
