"""The grader's figures on its own development set, as lower bounds with room for other wordings."""

import pytest

from evals.grading_figures import Figures, figures
from evals.grading_set import ATTACKS, Part, labelled, marked


@pytest.fixture(scope="module")
def found() -> Figures:
    return figures(marked(labelled("development")))


@pytest.mark.parametrize(
    ("figure", "at_least"),
    [
        ("criterion_accuracy", 0.80),
        ("criterion_precision", 0.85),
        ("criterion_recall", 0.68),
        ("qwk", 0.75),
        ("strong_above_weak", 0.97),
        ("strong_above_medium", 0.82),
        ("medium_above_weak", 0.92),
        ("short_strong_above_long_weak", 0.95),
        ("pasted_flagged", 1.0),
        ("verbatim", 1.0),
    ],
)
def test_the_grader_agrees_with_a_reader(found: Figures, figure: str, at_least: float) -> None:
    assert found[figure] >= at_least


@pytest.mark.parametrize("band", ATTACKS)
def test_an_attack_gains_next_to_nothing(found: Figures, band: str) -> None:
    assert found[f"{band}_mean"] <= 1.6
    assert found[f"{band}_max"] <= 2.2


def test_length_and_padding_are_worth_nothing(found: Figures) -> None:
    assert abs(found["length_given_labels"]) <= 0.15
    assert found["padding_shift_max"] <= 0.2


def test_confidence_is_calibrated_and_worth_more_than_a_constant(found: Figures) -> None:
    assert found["confidence_ece"] <= 0.10
    assert found["confidence_brier"] <= 0.8 * found["confidence_brier_of_a_constant"]


@pytest.mark.parametrize("part", ["development", "held_out"])
def test_the_labelled_answers_are_whole(part: Part) -> None:
    rows = list(labelled(part))
    ids = [row.id for row in rows]
    assert len(set(ids)) == len(ids)
    assert all(row.of in ids for row in rows if row.of)
    assert len({row.round for row in rows}) == 10


def test_no_question_is_both_tuned_on_and_held_out() -> None:
    tuned, kept = ({row.question_id for row in labelled(p)} for p in ("development", "held_out"))
    assert not tuned & kept
