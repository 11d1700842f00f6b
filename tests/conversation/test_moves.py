"""What an interviewer does next: the order of follow-ups and their limits."""

import pytest

from interviewer.content import Content
from interviewer.conversation.moves import Situation, next_move
from interviewer.levels import Level
from interviewer.questions import Question
from interviewer.transcript.events import Reply, Target
from interviewer.transcript.exchanges import Turn
from tests.scenes import claim, standing, turn

HOUR = 3600.0
ALL = ("key:temperature", "key:time", "key:amount", "key:taste")


@pytest.fixture
def question(tea: Content) -> Question:
    return tea.question("tea", "leaves", "green-tea")


def target_after(
    question: Question, *turns: Turn, level: Level = "senior", left: float = HOUR
) -> Target | None:
    move = next_move(Situation(standing(question, *turns, level=level), left))
    return move and move.target


def test_a_wrong_number_comes_first(question: Question) -> None:
    said = turn(1, "wrong:boil-it", claims=(claim("right"), claim("wrong")))
    assert target_after(question, said) == Target(reason="wrong_number", id="bandwidth")


def test_then_a_misconception(question: Question) -> None:
    assert target_after(question, turn(1, "wrong:boil-it")) == Target(
        reason="misconception", id="boil-it"
    )


def test_then_the_heaviest_missing_point(question: Question) -> None:
    said = turn(1, "key:time")
    assert target_after(question, said) == Target(reason="missing", id="temperature")


def test_then_one_level_deeper(question: Question) -> None:
    assert target_after(question, turn(1, *ALL)) == Target(reason="deeper", id="0")


def test_deeper_goes_on_while_the_rungs_are_answered(question: Question) -> None:
    first = turn(1, *ALL)
    second = turn(2, "rung:0", target=Target(reason="deeper", id="0"))
    assert target_after(question, first, second) == Target(reason="deeper", id="1")
    silent = turn(2, target=Target(reason="deeper", id="0"))
    assert target_after(question, first, silent) is None


@pytest.mark.parametrize(("level", "rungs"), [("entry", 1), ("senior", 2), ("staff", 3)])
def test_the_level_decides_how_deep_it_goes(question: Question, level: Level, rungs: int) -> None:
    turns = [turn(1, *ALL)]
    while (target := target_after(question, *turns, level=level)) is not None:
        turns.append(turn(len(turns) + 1, f"rung:{target.id}", target=target))
    assert len(turns) - 1 == rungs


def test_a_point_is_probed_once(question: Question) -> None:
    first = turn(1, "key:time")
    second = turn(2, target=Target(reason="missing", id="temperature"))
    third = turn(3, target=Target(reason="missing", id="amount"))
    assert target_after(question, first, second) == Target(reason="missing", id="amount")
    assert target_after(question, first, second, third) is None


def test_a_corrected_misconception_is_not_held_any_more(question: Question) -> None:
    first = turn(1, *ALL, "wrong:boil-it")
    second = turn(2, "key:temperature", target=Target(reason="misconception", id="boil-it"))
    assert target_after(question, first, second) == Target(reason="deeper", id="0")


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        ("empty", "silence"),
        ("off_topic", "off_topic"),
        ("asks_back", "asks_back"),
        ("asks_answer", "declined"),
    ],
)
def test_a_reply_that_is_none_is_met_with_the_question_again(
    question: Question, reply: Reply, reason: str
) -> None:
    target = target_after(question, turn(1, reply=reply))
    assert target
    assert target.reason == reason


def test_after_three_replies_that_are_none_the_question_is_left_open(question: Question) -> None:
    silence = Target(reason="silence")
    turns = [turn(1, reply="empty"), turn(2, reply="empty", target=silence)]
    assert target_after(question, *turns) == silence
    assert target_after(question, *turns, turn(3, reply="empty", target=silence)) is None


def test_not_knowing_leads_to_how_one_would_find_out_once(question: Question) -> None:
    first = turn(1, reply="dont_know")
    find_out = Target(reason="find_out")
    assert target_after(question, first) == find_out
    assert target_after(question, first, turn(2, reply="dont_know", target=find_out)) is None


def test_a_skipped_question_has_no_follow_up(question: Question) -> None:
    assert target_after(question, turn(1, reply="empty", means="skip")) is None


def test_no_follow_up_once_the_time_is_over(question: Question) -> None:
    assert target_after(question, turn(1, "key:time"), left=0) is None
    assert target_after(question, turn(1, "key:time", seconds=361)) is None
    assert target_after(question, turn(1, "key:time", seconds=359)) is not None
