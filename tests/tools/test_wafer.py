"""Silicon, money, energy, the host, convolutions and memory access."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools import (
    area_cost_share,
    bank_conflict_ways,
    coalescing_efficiency,
    convolution_flops,
    cost_per_million_tokens,
    die_share,
    die_yield,
    elementwise_intensity,
    energy_per_token_joules,
    flops_per_currency,
    gross_dies_per_wafer,
    launch_gap_share,
    launch_overhead,
    ownership_cost_per_hour,
    resnet50_intensity,
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


def test_a_part_of_a_die_is_given_once() -> None:
    with pytest.raises(ValueError, match="exactly one of area_share and area_mm2"):
        die_share(die_area_mm2=814)
    with pytest.raises(ValueError, match="area_mm2 must be at most die_area_mm2 = 814"):
        die_share(die_area_mm2=814, area_mm2=900)


def test_half_the_utilisation_doubles_the_cost_of_a_token() -> None:
    fleet = {"device_price_per_hour": 2, "devices": 8, "tokens_per_s": 3000}
    full, half = (cost_per_million_tokens(**fleet, utilisation=u) for u in (1, 0.5))
    assert half.value == pytest.approx(2 * full.value)


@given(power=st.floats(1, 2000), rate=st.floats(1, 1e6))
def test_a_joule_per_token_is_0_278_kwh_per_million(power: float, rate: float) -> None:
    found = energy_per_token_joules(device_power_w=power, tokens_per_s=rate)
    assert found.parts["kwh_per_million_tokens"] == pytest.approx(found.value / 3.6)


def test_flops_per_dollar_count_the_seconds_of_the_hour() -> None:
    found = flops_per_currency(peak_flops_dense=1e15, device_price_per_hour=3.6)
    assert found.value == 1e18


def test_ownership_is_capital_and_energy() -> None:
    found = ownership_cost_per_hour(
        device_price=35_040, lifetime_years=4, device_power_w=1000, price_per_kwh=0.1
    )
    assert found.value == pytest.approx(1 + 0.1)


def test_kernels_longer_than_launches_hide_them() -> None:
    found = launch_overhead(kernels=1000, launch_s=5e-6, kernel_s=50e-6)
    assert found.value == 0
    assert found.parts["exposed_share"] == pytest.approx(5 / 55)


def test_gaps_longer_than_the_step_are_refused() -> None:
    with pytest.raises(ValueError, match="step_s must be at least"):
        launch_gap_share(kernels=1000, gap_s=1, step_s=1)


def test_depthwise_convolution_has_the_lower_intensity() -> None:
    layer = {"in_channels": 256, "out_channels": 256, "kernel_size": 3}
    size = {"out_height": 14, "out_width": 14}
    dense = convolution_flops(**layer, **size)
    depthwise = convolution_flops(**layer, **size, groups=256)
    assert depthwise.value == dense.value / 256
    kind = "intensity_flops_per_byte"
    assert depthwise.parts[kind] < 5 < dense.parts[kind]


def test_groups_must_divide_the_channels() -> None:
    with pytest.raises(ValueError, match="in_channels must be a multiple of groups = 3"):
        convolution_flops(
            in_channels=64, out_channels=64, kernel_size=3, out_height=1, out_width=1, groups=3
        )


def test_resnet_50_needs_8_18_gflop_per_image() -> None:
    found = resnet50_intensity(batch=1)
    assert found.parts["macs_per_image"] == pytest.approx(4.089e9, rel=1e-3)


def test_a_kernel_that_moves_nothing_has_no_intensity() -> None:
    with pytest.raises(ValueError, match=r"reads_per_element \+ writes_per_element"):
        elementwise_intensity(flops_per_element=1, reads_per_element=0, writes_per_element=0)


@pytest.mark.parametrize(("stride", "ways"), [(1, 1), (2, 2), (32, 32), (33, 1), (48, 16)])
def test_padding_by_one_word_cures_bank_conflicts(stride: int, ways: int) -> None:
    assert bank_conflict_ways(stride_words=stride).value == ways


@pytest.mark.parametrize(
    ("width", "stride", "efficiency"),
    [(4, 1, 1), (4, 2, 0.508), (4, 8, 0.125), (4, 32, 0.125), (1, 1, 1), (16, 1, 1)],
)
def test_strided_loads_waste_sectors(width: int, stride: int, efficiency: float) -> None:
    found = coalescing_efficiency(element_bytes=width, stride_elements=stride)
    assert found.value == pytest.approx(efficiency, rel=0.02)
