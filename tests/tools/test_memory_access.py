"""Memory access: bank conflicts and coalescing."""

import pytest

from tools import (
    bank_conflict_ways,
    coalescing_efficiency,
)


@pytest.mark.parametrize(("stride", "ways"), [(1, 1), (2, 2), (32, 32), (33, 1), (48, 16)])
def test_padding_by_one_word_cures_bank_conflicts(stride: int, ways: int) -> None:
    assert bank_conflict_ways(stride_words=stride).value == ways


@pytest.mark.parametrize(
    ("width", "stride", "efficiency"),
    [(4, 1, 1), (4, 2, 0.5), (4, 8, 0.125), (4, 32, 0.125), (1, 1, 1), (16, 1, 1)],
)
def test_strided_loads_waste_sectors(width: int, stride: int, efficiency: float) -> None:
    found = coalescing_efficiency(element_bytes=width, stride_elements=stride)
    assert found.value == pytest.approx(efficiency, rel=0.02)
