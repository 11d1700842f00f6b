"""Agreement with people: the textbook figures, intervals that repeat, honest gaps."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.grading.agreement import agreements, kappa, pearson, ranks, rmse, spearman

ONE = np.ones(5)
OURS = np.array([1.0, 2.0, 3.0, 4.0, 5.0])
SCORES = st.lists(st.integers(1, 5), min_size=4, max_size=30)


def test_perfect_agreement_is_one_and_its_error_nothing() -> None:
    assert pearson(OURS, OURS, ONE) == pytest.approx(1)
    assert spearman(OURS, OURS, ONE) == pytest.approx(1)
    assert kappa(OURS, OURS, ONE) == pytest.approx(1)
    assert rmse(OURS, OURS, ONE) == 0


def test_opposite_scores_correlate_negatively() -> None:
    assert pearson(OURS, OURS[::-1].copy(), ONE) == pytest.approx(-1)
    assert kappa(OURS, OURS[::-1].copy(), ONE) == pytest.approx(-1)


def test_equal_values_share_their_mean_rank() -> None:
    assert ranks(np.array([10.0, 20.0, 20.0, 30.0]), np.ones(4)).tolist() == [1, 2.5, 2.5, 4]


def test_ranks_don_t_care_for_the_distances() -> None:
    assert spearman(OURS, OURS**5, ONE) == pytest.approx(1)
    assert pearson(OURS, OURS**5, ONE) < 0.95


def test_quadratic_kappa_is_the_one_computed_by_hand() -> None:
    ours, theirs = np.array([1.0, 2.0, 3.0, 3.0]), np.array([1.0, 3.0, 3.0, 2.0])
    seen, chance = 2.0, sum((a - b) ** 2 for a in ours for b in theirs) / 4
    assert kappa(ours, theirs, np.ones(4)) == pytest.approx(1 - seen / chance)


def test_weights_count_an_answer_as_often_as_it_is_drawn() -> None:
    theirs = np.array([1.0, 1.0, 4.0, 3.0, 5.0])
    drawn = np.array([2.0, 0.0, 1.0, 1.0, 1.0])
    repeated = np.repeat(np.arange(5), drawn.astype(int))
    for measure in (pearson, spearman, kappa, rmse):
        whole = measure(OURS[repeated], theirs[repeated], np.ones(len(repeated)))
        assert measure(OURS, theirs, drawn) == pytest.approx(whole)


@given(SCORES)
def test_every_figure_stays_in_its_range(scores: list[int]) -> None:
    ours = np.array(scores, float)
    theirs = np.array(sorted(scores), float)
    weight = np.ones_like(ours)
    for measure in (pearson, spearman, kappa):
        value = measure(ours, theirs, weight)
        assert math.isnan(value) or -1 - 1e-9 <= value <= 1 + 1e-9
    assert 0 <= rmse(ours, theirs, weight) <= 4


def rows(count: int = 60) -> tuple[list[float], list[float], list[int]]:
    random = np.random.default_rng(7)
    theirs = random.uniform(1, 5, count)
    ours = np.clip(theirs + random.normal(0, 0.7, count), 1, 5)
    return ours.tolist(), theirs.tolist(), [n % 6 for n in range(count)]


def test_intervals_hold_their_value_and_repeat() -> None:
    ours, theirs, questions = rows()
    first = agreements(ours, theirs, questions, {})
    assert first == agreements(ours, theirs, questions, {})
    for figure in (first[0].pearson, first[0].spearman, first[0].kappa, first[0].rmse):
        assert figure.value is not None
        assert figure.low is not None
        assert figure.high is not None
        assert figure.low <= figure.value <= figure.high


def test_intervals_by_question_are_wider_where_questions_differ() -> None:
    ours, theirs, _ = rows()
    shifted = [score + (n % 6 < 3) * 2 for n, score in enumerate(ours)]
    by_question = agreements(shifted, theirs, [n % 6 for n in range(60)], {})[0].rmse
    by_answer = agreements(shifted, theirs, [0] * 60, {})[0].rmse
    assert spread(by_question.low, by_question.high) > spread(by_answer.low, by_answer.high)


def spread(low: float | None, high: float | None) -> float:
    assert low is not None
    assert high is not None
    return high - low


def test_a_baseline_stands_beside_ours_on_the_same_scale() -> None:
    ours, theirs, questions = rows()
    words = [50 + 40 * score for score in theirs]
    found = agreements(ours, theirs, questions, {"length alone": words})
    assert [one.name for one in found] == ["interviewer", "length alone"]
    assert found[1].pearson.value == pytest.approx(1)
    assert found[1].rmse.value == pytest.approx(0, abs=1e-6)


def test_constant_scores_have_no_correlation_instead_of_a_made_up_one() -> None:
    _, theirs, questions = rows()
    found = agreements([3.0] * 60, theirs, questions, {})[0]
    assert found.pearson.value is None
    assert found.rmse.value is not None


def test_a_few_answers_prove_nothing() -> None:
    assert agreements([1.0, 5.0], [1.0, 5.0], [0, 1], {}) == []
