"""Wafers and dies: yield, edge loss, and what area costs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools import (
    area_cost_share,
    die_yield,
    gross_dies_per_wafer,
)

areas = st.floats(10, 900)


@given(area=areas, density=st.floats(1e-3, 2))
def test_yield_models_keep_their_order(area: float, density: float) -> None:
    die = {"die_area_mm2": area, "defects_per_cm2": density}
    poisson = die_yield(**die).value
    murphy = die_yield(**die, yield_model="murphy").value
    clustered = die_yield(**die, yield_model="negative_binomial", clustering=1).value
    seeds = die_yield(**die, yield_model="seeds").value
    assert 0 < poisson <= murphy <= seeds <= 1
    assert clustered == pytest.approx(seeds)


def test_no_defects_lose_no_dies() -> None:
    assert die_yield(die_area_mm2=814, defects_per_cm2=0, yield_model="murphy").value == 1


@given(area=areas)
def test_a_larger_die_gives_fewer(area: float) -> None:
    smaller = gross_dies_per_wafer(die_area_mm2=area)
    larger = gross_dies_per_wafer(die_area_mm2=area * 1.1)
    assert larger.value < smaller.value < smaller.parts["without_edge_loss"]


@given(area=areas, share=st.floats(0.001, 0.2))
def test_added_area_costs_more_than_its_share(area: float, share: float) -> None:
    found = area_cost_share(die_area_mm2=area, added_area_mm2=area * share, defects_per_cm2=0.1)
    assert found.value > share


def test_a_wafer_too_small_for_one_die_is_refused() -> None:
    with pytest.raises(ValueError, match="die_area_mm2 must leave at least one die"):
        gross_dies_per_wafer(die_area_mm2=1e5)
    with pytest.raises(ValueError, match="edge_exclusion_mm must be below"):
        gross_dies_per_wafer(die_area_mm2=100, edge_exclusion_mm=150)
