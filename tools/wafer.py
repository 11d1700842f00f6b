"""Wafers: dies, yield, cost per good die, and what added area costs."""

from math import exp, expm1, pi, sqrt
from typing import Literal

from tools.calculator import calculator
from tools.figures import percent, plain
from tools.result import Result

YieldModel = Literal["poisson", "murphy", "seeds", "negative_binomial"]

MM2_PER_CM2 = 100


@calculator(
    "gross-dies",
    topic="silicon",
    unit="dies",
    formula="π r²/A - π d/√(2A)",
    sources=("die-per-wafer",),
    example={"die_area_mm2": 814, "wafer_diameter_mm": 300},
    expected=63.48,
)
def gross_dies_per_wafer(
    *, die_area_mm2: float, wafer_diameter_mm: float = 300, edge_exclusion_mm: float = 0
) -> Result:
    """Dies on a wafer, good and bad, edge loss included.

    πr²/A - πd/√(2A), not rounded down; an approximation for near-square dies. Pass scribe lines as
    part of the area. ValueError if not one die fits.
    """
    diameter = wafer_diameter_mm - 2 * edge_exclusion_mm
    if diameter <= 0:
        raise ValueError(
            f"edge_exclusion_mm must be below wafer_diameter_mm / 2 = {wafer_diameter_mm / 2:g}"
            f" (found {edge_exclusion_mm:g})"
        )
    area = pi * (diameter / 2) ** 2
    edge = pi * diameter / sqrt(2 * die_area_mm2)
    dies = area / die_area_mm2 - edge
    if dies < 1:
        raise ValueError(
            f"die_area_mm2 must leave at least one die on the wafer (found {die_area_mm2:g})"
        )
    return Result(
        value=dies,
        assumptions=("near-square dies", "no test structures"),
        steps=(
            f"wafer {plain(area)} mm² over {plain(die_area_mm2)} mm² ="
            f" {plain(area / die_area_mm2)} dies",
            f"minus {plain(edge)} cut by the edge = {plain(dies)}, so {int(dies)} whole dies",
        ),
        parts={"whole_dies": int(dies), "without_edge_loss": area / die_area_mm2},
    )


@calculator(
    "die-yield",
    topic="silicon",
    unit="1",
    formula="Poisson e^(-AD); Murphy ((1 - e^(-AD))/AD)²",
    sources=("murphy1964", "flynn"),
    example={"die_area_mm2": 230, "defects_per_cm2": 1},
    expected=0.10026,
)
def die_yield(
    *,
    die_area_mm2: float,
    defects_per_cm2: float,
    yield_model: YieldModel = "poisson",
    clustering: float = 3,
) -> Result:
    """Share of dies without a defect.

    With x = A·D, A in cm²: Poisson e^-x; Murphy ((1 - e^-x)/x)²; Seeds 1/(1 + x); negative binomial
    (1 + x/α)^-α, α the clustering. Parts sold with units disabled yield more. Murphy 1964.
    """
    defects = die_area_mm2 / MM2_PER_CM2 * defects_per_cm2
    share = _yield(defects, yield_model, clustering)
    return Result(
        value=share,
        assumptions=(f"{yield_model.replace('_', ' ')} model", "no repair or harvesting"),
        steps=(
            f"{plain(die_area_mm2)} mm² = {plain(die_area_mm2 / MM2_PER_CM2)} cm²"
            f" × {plain(defects_per_cm2)} defects per cm² = {plain(defects)} defects per die",
            f"{yield_model.replace('_', ' ')}: {percent(share)} without a defect",
        ),
        parts={"defects_per_die": defects},
    )


def _yield(defects: float, model: YieldModel, clustering: float) -> float:
    if defects == 0:
        return 1.0
    if model == "poisson":
        return exp(-defects)
    if model == "murphy":
        return float(-expm1(-defects) / defects) ** 2
    if model == "seeds":
        return 1 / (1 + defects)
    return float((1 + defects / clustering) ** -clustering)


@calculator(
    "cost-per-good-die",
    topic="silicon",
    unit="currency",
    formula="wafer cost / (dies × yield)",
    sources=("die-per-wafer",),
    example={"wafer_cost": 16_000, "gross_dies": 63, "die_yield_share": 0.5},
    expected=507.94,
)
def cost_per_good_die(*, wafer_cost: float, gross_dies: float, die_yield_share: float) -> Result:
    """Cost of one working die, packaging and test left out.

    wafer cost / (dies · yield), in the currency of the wafer cost.
    """
    good = gross_dies * die_yield_share
    return Result(
        value=wafer_cost / good,
        assumptions=("bad dies are scrapped", "no package, memory or test cost"),
        steps=(
            f"{plain(gross_dies)} dies × {percent(die_yield_share)} = {plain(good)} good ones",
            f"{plain(wafer_cost)} over {plain(good)} = {plain(wafer_cost / good)} each",
        ),
        parts={"good_dies": good},
    )


@calculator(
    "area-cost",
    topic="silicon",
    unit="1",
    formula="(dies × yield before) / (dies × yield after) - 1",
    sources=("die-per-wafer", "murphy1964"),
    example={"die_area_mm2": 814, "added_area_mm2": 24.42, "defects_per_cm2": 0.1},
    expected=0.061277,
)
def area_cost_share(
    *,
    die_area_mm2: float,
    added_area_mm2: float,
    defects_per_cm2: float,
    wafer_diameter_mm: float = 300,
    yield_model: YieldModel = "poisson",
) -> Result:
    """Relative rise in cost per good die when area is added to it.

    (dies · yield before)/(dies · yield after) - 1: worse than the area's share, since both dies per
    wafer and yield fall. A feature must earn at least this.
    """
    before = _good_dies(die_area_mm2, defects_per_cm2, wafer_diameter_mm, yield_model)
    larger = die_area_mm2 + added_area_mm2
    after = _good_dies(larger, defects_per_cm2, wafer_diameter_mm, yield_model)
    rise = before / after - 1
    return Result(
        value=rise,
        assumptions=("same wafer cost", f"{yield_model.replace('_', ' ')} yield"),
        steps=(
            f"{plain(die_area_mm2)} mm²: {plain(before)} good dies per wafer",
            f"{plain(larger)} mm²: {plain(after)} good dies per wafer",
            f"cost per good die + {percent(rise)} for + {percent(added_area_mm2 / die_area_mm2)}"
            " of area",
        ),
        parts={
            "good_dies_before": before,
            "good_dies_after": after,
            "area_growth_share": added_area_mm2 / die_area_mm2,
        },
    )


def _good_dies(area: float, density: float, diameter: float, model: YieldModel) -> float:
    dies = gross_dies_per_wafer(die_area_mm2=area, wafer_diameter_mm=diameter)
    working = die_yield(die_area_mm2=area, defects_per_cm2=density, yield_model=model)
    return dies.value * working.value
