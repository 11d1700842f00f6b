"""A roofline chart as an SVG file that needs nothing else: no script, no font, no style sheet."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from interviewer.front.drawing.roofline import Chart, Workload, amount, rate

WIDTH, HEIGHT = 820, 520
LEFT, RIGHT, TOP, BOTTOM = 84, 24, 48, 64
INK, PALE, ROOF, POINT = "#1b1f24", "#d7dce2", "#3f7d00", "#b3400c"
FONT = "font-family='system-ui, sans-serif'"
# Room that the label of a point takes, for keeping labels apart.
LABEL_HEIGHT, CHARACTER_WIDTH = 16, 7.2


@dataclass(frozen=True)
class Box:
    """Where a label stands; `x` is its left edge."""

    x: float
    y: float
    width: float

    def overlaps(self, other: "Box") -> bool:
        apart = self.x + self.width < other.x or other.x + other.width < self.x
        return not apart and abs(self.y - other.y) < LABEL_HEIGHT


def svg(chart: Chart) -> str:
    """The whole file."""
    body = [*grid(chart), *axes(), *roof(chart), *points(chart)]
    view = f"viewBox='0 0 {WIDTH} {HEIGHT}' width='{WIDTH}' height='{HEIGHT}'"
    return "\n".join(
        [
            f"<svg xmlns='http://www.w3.org/2000/svg' {view} role='img' {FONT}>",
            f"<title>{escape(chart.title)}</title>",
            f"<desc>{escape('; '.join(chart.legend))}</desc>",
            f"<rect width='{WIDTH}' height='{HEIGHT}' fill='white'/>",
            text(LEFT, 28, chart.title, size=17, weight="600"),
            *body,
            "</svg>\n",
        ]
    )


def across(chart: Chart, intensity: float) -> float:
    """Pixels from the left."""
    return LEFT + chart.x.share(intensity) * (WIDTH - LEFT - RIGHT)


def down(chart: Chart, flops_per_s: float) -> float:
    """Pixels from the top."""
    return HEIGHT - BOTTOM - chart.y.share(flops_per_s) * (HEIGHT - TOP - BOTTOM)


def grid(chart: Chart) -> Iterator[str]:
    for value in chart.x.decades:
        x = across(chart, value)
        yield line(x, TOP, x, HEIGHT - BOTTOM, PALE)
        yield text(x, HEIGHT - BOTTOM + 20, f"{value:g}", anchor="middle")
    for value in chart.y.decades:
        y = down(chart, value)
        yield line(LEFT, y, WIDTH - RIGHT, y, PALE)
        yield text(LEFT - 8, y + 4, amount(value).strip(), anchor="end")


def axes() -> Iterator[str]:
    yield line(LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM, INK)
    yield line(LEFT, TOP, LEFT, HEIGHT - BOTTOM, INK)
    middle = (LEFT + WIDTH - RIGHT) / 2
    yield text(middle, HEIGHT - 18, "arithmetic intensity, FLOP/B", anchor="middle")
    y = (TOP + HEIGHT - BOTTOM) / 2
    turn = f" transform='rotate(-90 20 {y:.1f})'"
    yield text(20, y, "FLOP/s", anchor="middle", more=turn)


def roof(chart: Chart) -> Iterator[str]:
    corners = " ".join(f"{across(chart, x):.1f},{down(chart, y):.1f}" for x, y in chart.corners)
    yield f"<polyline points='{corners}' fill='none' stroke='{ROOF}' stroke-width='2.5'/>"
    x = across(chart, chart.roof.ridge)
    top = down(chart, chart.roof.peak_flops)
    yield line(x, top, x, HEIGHT - BOTTOM, ROOF, "stroke-dasharray='3 4'")
    yield text(x + 6, HEIGHT - BOTTOM - 8, f"ridge {chart.roof.ridge:,.4g} FLOP/B", colour=ROOF)


def points(chart: Chart) -> Iterator[str]:
    taken: list[Box] = []
    for work in sorted(chart.workloads, key=lambda work: work.intensity):
        x, y = across(chart, work.intensity), down(chart, work.height(chart.roof))
        if work.measured:
            limit = down(chart, chart.roof.attainable(work.intensity))
            yield line(x, limit, x, y, POINT, "stroke-dasharray='1 3'")
        yield f"<circle cx='{x:.1f}' cy='{y:.1f}' r='5' fill='{POINT}'>"
        yield f"<title>{escape(work.said(chart.roof))}</title></circle>"
        label = label_of(work, chart)
        box = free(x, y, label, taken)
        taken.append(box)
        yield text(box.x, box.y, label, colour=POINT)


def label_of(work: Workload, chart: Chart) -> str:
    return f"{work.name}: {rate(work.height(chart.roof))}"


def free(x: float, y: float, label: str, taken: list[Box]) -> Box:
    """Beside and below the point, inside the frame, under any label that stands there."""
    width = len(label) * CHARACTER_WIDTH
    left = min(x + 9, WIDTH - RIGHT - width)
    box = Box(left, y + LABEL_HEIGHT, width)
    while any(box.overlaps(other) for other in taken):
        box = Box(left, box.y + LABEL_HEIGHT, width)
    return box


def line(x1: float, y1: float, x2: float, y2: float, colour: str, more: str = "") -> str:
    ends = f"x1='{x1:.1f}' y1='{y1:.1f}' x2='{x2:.1f}' y2='{y2:.1f}'"
    return f"<line {ends} stroke='{colour}' {more}/>"


def text(
    x: float,
    y: float,
    said: str,
    *,
    anchor: str = "start",
    size: int = 13,
    weight: str = "400",
    colour: str = INK,
    more: str = "",
) -> str:
    place = f"x='{x:.1f}' y='{y:.1f}' text-anchor={quoteattr(anchor)}"
    style = f"font-size='{size}' font-weight='{weight}' fill='{colour}'"
    return f"<text {place} {style}{more}>{escape(said)}</text>"
