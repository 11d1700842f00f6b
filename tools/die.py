"""Dies: shares of the area, density of transistors."""

from tools.calculator import calculator
from tools.figures import percent, plain
from tools.result import Result


@calculator(
    "die-share",
    topic="silicon",
    unit="mm2",
    formula="A × share",
    sources=("derived",),
    example={"die_area_mm2": 814, "area_share": 0.03},
    expected=24.42,
)
def die_share(
    *, die_area_mm2: float, area_share: float | None = None, area_mm2: float | None = None
) -> Result:
    """Area that a share of a die is, or the share that an area is (in `parts`).

    A · share: 3% of GH100's 814 mm² is 24.4 mm², and 2.5 mm² is 0.31% of it. ValueError unless
    exactly one of area_share and area_mm2 is given.
    """
    if area_share is not None and area_mm2 is None:
        area = die_area_mm2 * area_share
    elif area_mm2 is not None and area_share is None:
        area = area_mm2
    else:
        raise ValueError(
            "exactly one of area_share and area_mm2 must be given"
            f" (found area_share = {area_share}, area_mm2 = {area_mm2})"
        )
    if area > die_area_mm2:
        raise ValueError(
            f"area_mm2 must be at most die_area_mm2 = {die_area_mm2:g} (found {area:g})"
        )
    share = area / die_area_mm2
    return Result(
        value=area,
        assumptions=("area of the whole die, pads and interfaces included",),
        steps=(
            f"{percent(share)} of {plain(die_area_mm2)} mm² = {plain(area)} mm²",
            "a larger die yields fewer and costs more: see gross-dies and die-yield",
        ),
        parts={"share": share},
    )


@calculator(
    "transistor-density",
    topic="silicon",
    unit="1/mm2",
    formula="transistors / A",
    sources=("derived",),
    example={"transistors": 80e9, "die_area_mm2": 814},
    expected=98.28e6,
)
def transistor_density(*, transistors: float, die_area_mm2: float) -> Result:
    """Transistors per mm² of a die.

    N/A; an average over logic, SRAM and analogue, which scale differently.
    """
    density = transistors / die_area_mm2
    return Result(
        value=density,
        assumptions=("average over the die",),
        steps=(
            f"{plain(transistors / 1e9)} billion over {plain(die_area_mm2)} mm²"
            f" = {plain(density / 1e6)} million per mm²",
        ),
    )
