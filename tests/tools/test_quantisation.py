"""Quantisation: error and signal-to-noise ratio."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools import (
    quantisation_error_rms,
    quantisation_snr_db,
)


@given(bits=st.integers(2, 32))
def test_another_bit_halves_the_error_and_adds_6_db(bits: int) -> None:
    coarse = quantisation_error_rms(bits=bits, value_range=1)
    fine = quantisation_error_rms(bits=bits + 1, value_range=1)
    assert 1.99 < coarse.value / fine.value < 2.4
    gain = quantisation_snr_db(bits=bits + 1).value - quantisation_snr_db(bits=bits).value
    assert gain == pytest.approx(6.0206, rel=1e-4)


def test_one_symmetric_bit_has_no_step() -> None:
    with pytest.raises(ValueError, match=r"bits must be at least 2 when symmetric \(found 1\)"):
        quantisation_error_rms(bits=1, value_range=1, symmetric=True)
