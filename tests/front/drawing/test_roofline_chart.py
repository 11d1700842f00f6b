"""The roofline as a chart: its geometry, in characters, and as SVG with right coordinates."""

import itertools
import math
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.errors import UsageError
from interviewer.front.drawing import svg
from interviewer.front.drawing.roofline import Axis, Chart, Roof, Workload, amount, workload
from interviewer.front.drawing.terminal import LABEL_COLUMNS, drawn

H100 = Roof("H100 <SXM> & co", 989.4e12, 3.35e12)
CHART = Chart(
    H100,
    (
        Workload("decode", 1),
        Workload("batch 64", 64, 120e12),
        Workload("prefill", 2000, 620e12),
        Workload("too good", 10, 200e12),
    ),
)
DRAWING = ET.fromstring(svg.svg(CHART))
NAMESPACE = "{http://www.w3.org/2000/svg}"
positive = st.floats(1e-6, 1e9)


def test_the_ridge_is_where_the_roofs_meet() -> None:
    assert H100.ridge == pytest.approx(295.3, rel=1e-3)
    assert H100.attainable(H100.ridge / 2) == pytest.approx(H100.peak_flops / 2)
    assert H100.attainable(H100.ridge * 2) == H100.peak_flops


@given(intensity=positive, more=st.floats(1, 1e6))
def test_more_intensity_never_lowers_the_roof(intensity: float, more: float) -> None:
    assert H100.attainable(intensity) <= H100.attainable(intensity * more)


@given(values=st.lists(positive, min_size=1))
def test_an_axis_holds_its_values_with_a_margin(values: list[float]) -> None:
    axis = Axis.around(values)
    for value in values:
        assert 0 < axis.share(value) < 1
        assert axis.value(axis.share(value)) == pytest.approx(value)
    assert math.isclose(axis.decades[0], axis.low)
    assert math.isclose(axis.decades[-1], axis.high)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("decode=1", Workload("decode", 1)),
        ("b = 64 = 64", Workload("b = 64", 64)),
        ("prefill=2000@620TFLOPS", Workload("prefill", 2000, 620e12)),
        ("gemm=62.5FLOP/B@1PFLOP/s", Workload("gemm", 62.5, 1e15)),
    ],
)
def test_a_point_is_read_as_typed(text: str, read: Workload) -> None:
    assert workload(text) == read


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("decode", "has no name; write it like decode=1"),
        ("=5", "has no name"),
        ("decode=x", "--point: 'x' is no quantity: expected FLOP per byte"),
        ("decode=5GB", "is bytes, but expected FLOP per byte"),
        ("decode=1@5GB", "is bytes, but expected operations per second"),
        ("decode=-1", "numbers above 0"),
        ("decode=1@0", "numbers above 0"),
    ],
)
def test_a_point_that_cannot_be_read_says_how_it_is_written(text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        workload(text)


def test_the_legend_says_bound_and_share() -> None:
    ridge, decode, batch, prefill, too_good = CHART.legend
    assert ridge == "ridge point: 295.3 FLOP/B"
    assert decode == "decode: 1 FLOP/B, memory-bound, at most 3.35 TFLOP/s"
    assert batch.endswith("at most 214 TFLOP/s; 120 TFLOP/s measured, 56% of that")
    assert "compute-bound" in prefill
    assert too_good.endswith("is above the roof: recount the bytes")


@pytest.mark.parametrize(
    ("value", "text"), [(989.4e12, "989 T"), (3.35e12, "3.35 T"), (1, "1 "), (0.5, "0.5 ")]
)
def test_amounts_have_three_digits_and_a_prefix(value: float, text: str) -> None:
    assert amount(value) == text


def lines_of(columns: int, rows: int, *, ascii_only: bool = False) -> list[str]:
    text = drawn(CHART, columns=columns, rows=rows, ascii_only=ascii_only).plain
    return text.splitlines()


@pytest.mark.parametrize(("columns", "rows"), [(40, 8), (80, 16), (120, 30), (1, 1)])
def test_the_plot_fits_its_columns(columns: int, rows: int) -> None:
    title, *plot = lines_of(columns, rows)
    plot = plot[: plot.index("")]
    assert title.startswith("H100")
    assert max(map(len, plot)) <= max(columns, 24 + LABEL_COLUMNS + 1)


def test_points_stand_where_the_axes_say() -> None:
    columns, rows = 80, 16
    plot = lines_of(columns, rows)[2 : 2 + rows]
    for letter, work in zip("ABC", CHART.workloads, strict=False):
        row = next(i for i, line in enumerate(plot) if letter in line[LABEL_COLUMNS:])
        column = plot[row].index(letter, LABEL_COLUMNS) - LABEL_COLUMNS - 1
        width = columns - LABEL_COLUMNS - 1
        assert column == int(CHART.x.share(work.intensity) * width)
        assert row == rows - 1 - int(CHART.y.share(work.height(H100)) * rows)


def test_the_roof_rises_to_the_ridge_and_stays() -> None:
    roof = Chart(H100, (Workload("far", 20_000),))
    plot = drawn(roof, columns=80, rows=16).plain.splitlines()[2:18]
    heights = [
        next(i for i, line in enumerate(plot) if line[c : c + 1] in tuple("⎽⎼─⎻⎺A"))
        for c in range(LABEL_COLUMNS + 1, 80)
    ]
    assert all(later <= earlier for earlier, later in itertools.pairwise(heights))
    assert len(set(heights[-20:])) == 1


def test_plain_is_ascii() -> None:
    assert "\n".join(lines_of(80, 16, ascii_only=True)).isascii()


def test_points_in_one_place_stay_apart() -> None:
    chart = Chart(H100, (Workload("one", 1), Workload("two", 1)))
    text = drawn(chart).plain
    assert "AB" in text


def elements(tag: str) -> list[ET.Element]:
    return DRAWING.findall(f"{NAMESPACE}{tag}")


def test_the_svg_names_itself_and_escapes() -> None:
    assert DRAWING.findtext(f"{NAMESPACE}title") == CHART.title
    assert "recount the bytes" in (DRAWING.findtext(f"{NAMESPACE}desc") or "")


def test_the_svg_roof_runs_through_its_corners() -> None:
    (roof,) = elements("polyline")
    corners = [tuple(map(float, pair.split(","))) for pair in roof.attrib["points"].split()]
    (x1, y1), (x2, y2), (x3, y3) = corners
    decades_across, decades_down = len(CHART.x.decades) - 1, len(CHART.y.decades) - 1
    per_decade_x = (svg.WIDTH - svg.LEFT - svg.RIGHT) / decades_across
    per_decade_y = (svg.HEIGHT - svg.TOP - svg.BOTTOM) / decades_down
    # In log-log a bandwidth rises one decade per decade.
    assert (y1 - y2) / per_decade_y == pytest.approx((x2 - x1) / per_decade_x, abs=0.01)
    assert y2 == y3
    assert (x1, x3) == (svg.LEFT, svg.WIDTH - svg.RIGHT)
    assert y2 == pytest.approx(svg.down(CHART, H100.peak_flops), abs=0.06)


def test_svg_points_stand_on_or_off_the_roof() -> None:
    circles = {
        circle.findtext(f"{NAMESPACE}title", "").partition(":")[0]: circle.attrib
        for circle in elements("circle")
    }
    for work in CHART.workloads:
        at = circles[work.name]
        assert float(at["cx"]) == pytest.approx(svg.across(CHART, work.intensity), abs=0.06)
        assert float(at["cy"]) == pytest.approx(svg.down(CHART, work.height(H100)), abs=0.06)


def test_svg_labels_stay_inside_and_apart() -> None:
    crowd = Chart(H100, tuple(Workload(f"point {i}", 1000 + i) for i in range(8)))
    labels = [
        text.attrib
        for text in ET.fromstring(svg.svg(crowd)).findall(f"{NAMESPACE}text")
        if (text.text or "").startswith("point")
    ]
    heights = sorted(float(label["y"]) for label in labels)
    assert all(b - a >= svg.LABEL_HEIGHT for a, b in itertools.pairwise(heights))
    assert heights[-1] < svg.HEIGHT


def test_a_chart_is_plain_data_too() -> None:
    points = CHART.as_dict()["points"]
    assert isinstance(points, list)
    assert points[0] == {
        "name": "decode",
        "intensity_flops_per_byte": 1,
        "attainable_flops_per_s": 3.35e12,
        "measured_flops_per_s": None,
        "bound": "memory",
    }
