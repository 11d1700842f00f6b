"""Where a candidate stands on a question, and the score that follows."""

import pytest

from interviewer.content import Content
from interviewer.questions import Question
from interviewer.transcript.events import Target
from tests.scenes import claim, standing, turn

ALL = ("key:temperature", "key:time", "key:amount", "key:taste")
PROBED = Target(reason="missing", id="temperature")


@pytest.fixture
def question(tea: Content) -> Question:
    return tea.question("tea", "leaves", "green-tea")


def test_every_point_made_is_full_marks(question: Question) -> None:
    assert standing(question, turn(1, *ALL)).score == 5.0


def test_nothing_made_is_the_lowest_score(question: Question) -> None:
    assert standing(question, turn(1)).score == 1.0


def test_nothing_said_is_not_graded(question: Question) -> None:
    assert standing(question, turn(1, reply="empty")).score is None
    assert standing(question, turn(1, reply="dont_know")).score is None


def test_a_point_that_had_to_be_asked_for_is_worth_less(question: Question) -> None:
    unasked = standing(question, turn(1, "key:temperature"))
    prompted = standing(question, turn(1), turn(2, "key:temperature", target=PROBED))
    assert unasked.coverage > prompted.coverage > 0
    assert prompted.was_prompted(question.key_points[0])
    assert not unasked.was_prompted(question.key_points[0])


def test_a_point_made_before_the_probe_stays_unprompted(question: Question) -> None:
    both = standing(question, turn(1, "key:temperature"), turn(2, "key:temperature", target=PROBED))
    assert not both.was_prompted(question.key_points[0])


def test_half_a_point_is_half_the_credit(question: Question) -> None:
    whole = standing(question, turn(1, "key:temperature")).coverage
    assert standing(question, turn(1, "key:temperature=partly")).coverage == whole / 2


def test_a_standing_misconception_costs_more_than_a_corrected_one(question: Question) -> None:
    probe = Target(reason="misconception", id="boil-it")
    made = ("key:temperature", "key:time")
    clean = standing(question, turn(1, *made)).score
    corrected = standing(question, turn(1, *made, "wrong:boil-it"), turn(2, target=probe))
    held = standing(
        question, turn(1, *made, "wrong:boil-it"), turn(2, "wrong:boil-it", target=probe)
    )
    scores = [clean or 0, corrected.score or 0, held.score or 0]
    assert scores[0] > scores[1] > scores[2] > 1
    assert [w.id for w in corrected.corrected] == ["boil-it"]
    assert [w.id for w in held.held] == ["boil-it"]


def test_a_wrong_number_costs_until_it_is_put_right(question: Question) -> None:
    wrong = turn(1, "key:temperature", claims=(claim("wrong"),))
    right = turn(2, claims=(claim("right_rounded"),))
    assert standing(question, wrong).wrong_numbers == 1
    assert standing(question, wrong, right).wrong_numbers == 0


def test_the_missing_points_come_heaviest_first(question: Question) -> None:
    missing = standing(question, turn(1, "key:time")).missing
    assert [point.id for point in missing] == ["temperature", "amount", "taste"]


def test_adding_a_right_point_never_lowers_a_score(question: Question) -> None:
    scores = [standing(question, turn(1, *ALL[:n])).score or 0 for n in range(5)]
    assert scores == sorted(scores)
