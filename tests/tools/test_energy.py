"""Energy: joules and kilowatt-hours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools import (
    energy_per_token_joules,
)


@given(power=st.floats(1, 2000), rate=st.floats(1, 1e6))
def test_a_joule_per_token_is_0_278_kwh_per_million(power: float, rate: float) -> None:
    found = energy_per_token_joules(device_power_w=power, tokens_per_s=rate)
    assert found.parts["kwh_per_million_tokens"] == pytest.approx(found.value / 3.6)
