"""Cost: of tokens, of FLOPs, of ownership."""

import pytest

from tools import (
    cost_per_million_tokens,
    flops_per_currency,
    ownership_cost_per_hour,
)


def test_half_the_utilisation_doubles_the_cost_of_a_token() -> None:
    fleet = {"device_price_per_hour": 2, "devices": 8, "tokens_per_s": 3000}
    full, half = (cost_per_million_tokens(**fleet, utilisation=u) for u in (1, 0.5))
    assert half.value == pytest.approx(2 * full.value)


def test_flops_per_dollar_count_the_seconds_of_the_hour() -> None:
    found = flops_per_currency(peak_flops_dense=1e15, device_price_per_hour=3.6)
    assert found.value == 1e18


def test_ownership_is_capital_and_energy() -> None:
    found = ownership_cost_per_hour(
        device_price=35_040, lifetime_years=4, device_power_w=1000, price_per_kwh=0.1
    )
    assert found.value == pytest.approx(1 + 0.1)
