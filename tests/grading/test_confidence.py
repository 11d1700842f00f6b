"""Confidence: between 0 and 1, surest at the ends, less for what a person should look into."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.grading.confidence import TABLES, confidence
from interviewer.grading.records import Basis

SHARES = st.floats(-0.5, 1.5)


@given(SHARES)
@pytest.mark.parametrize("basis", TABLES)
def test_it_is_a_probability_anywhere(basis: Basis, share: float) -> None:
    assert 0 <= confidence(basis, share, ()) <= 1


@pytest.mark.parametrize("basis", ["bank", "reference", "key_points"])
def test_the_ends_are_surer_than_the_middle(basis: Basis) -> None:
    middle = confidence(basis, 0.5, ())
    assert confidence(basis, 0.0, ()) > middle
    assert confidence(basis, 1.0, ()) > middle


def test_a_flag_for_a_person_makes_it_less_sure() -> None:
    assert confidence("bank", 1.0, ("contradiction",)) < confidence("bank", 1.0, ("verbose",))


@given(SHARES)
def test_the_guide_is_never_sure(share: float) -> None:
    assert confidence("guide", share, ()) <= 0.36
