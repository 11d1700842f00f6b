"""Dies: shares of the area."""

import pytest

from tools import (
    die_share,
)


def test_a_part_of_a_die_is_given_once() -> None:
    with pytest.raises(ValueError, match="exactly one of area_share and area_mm2"):
        die_share(die_area_mm2=814)
    with pytest.raises(ValueError, match="area_mm2 must be at most die_area_mm2 = 814"):
        die_share(die_area_mm2=814, area_mm2=900)
