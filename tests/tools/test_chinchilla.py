"""Chinchilla: the optimum and its inverse."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools import (
    chinchilla_params,
    chinchilla_tokens,
)


@given(params=st.floats(1e6, 1e13))
def test_the_compute_optimum_is_its_own_inverse(params: float) -> None:
    budget = chinchilla_tokens(params=params).parts["total_flops"]
    assert chinchilla_params(total_flops=budget).value == pytest.approx(params)
