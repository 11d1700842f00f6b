"""A roofline chart in characters: in any terminal, in colour or not, in ASCII if need be."""

import math
from dataclasses import dataclass, field
from string import ascii_uppercase

from rich.text import Text

from interviewer.front.drawing.roofline import Chart, amount

LABEL_COLUMNS = 10
LEAST_COLUMNS, LEAST_ROWS = 24, 6


@dataclass(frozen=True)
class Strokes:
    """Characters: a line at rising heights in its cell, the axes, and what hangs from a point."""

    line: str
    side: str
    corner: str
    floor: str
    tick: str
    drop: str


UNICODE = Strokes(line="⎽⎼─⎻⎺", side="│", corner="└", floor="─", tick="┴", drop="┊")
ASCII = Strokes(line="_-'", side="|", corner="+", floor="-", tick="+", drop=":")


@dataclass
class Canvas:
    """Cells with a character and a style; row 0 is the top."""

    columns: int
    rows: int
    cells: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)

    def put(self, column: int, row: int, character: str, style: str = "") -> None:
        self.cells[min(max(row, 0), self.rows - 1), column] = character, style

    def line(self, row: int) -> Text:
        text = Text()
        for column in range(self.columns):
            text.append(*self.cells.get((row, column), (" ", "")))
        return text


def drawn(chart: Chart, *, columns: int = 80, rows: int = 16, ascii_only: bool = False) -> Text:
    """The chart with its legend; points are marked A, B, … in the order of the workloads."""
    strokes = ASCII if ascii_only else UNICODE
    canvas = Canvas(max(columns - LABEL_COLUMNS - 1, LEAST_COLUMNS), max(rows, LEAST_ROWS))
    roof(canvas, chart, strokes)
    points(canvas, chart, strokes)
    lines = [Text(chart.title, "bold"), *framed(canvas, chart, strokes), Text()]
    ridge, *workloads = chart.legend
    lines.append(Text(ridge))
    lines += [Text.assemble((f"{mark(i)} ", "bold"), said) for i, said in enumerate(workloads)]
    return Text("\n").join(lines)


def roof(canvas: Canvas, chart: Chart, strokes: Strokes) -> None:
    for column in range(canvas.columns):
        intensity = chart.x.value((column + 0.5) / canvas.columns)
        height = chart.y.share(chart.roof.attainable(intensity)) * canvas.rows
        within = min(int((height % 1) * len(strokes.line)), len(strokes.line) - 1)
        canvas.put(column, row_of(canvas, height), strokes.line[within], "cyan")


def points(canvas: Canvas, chart: Chart, strokes: Strokes) -> None:
    """A letter per workload; what is measured hangs from the roof."""
    for index, work in enumerate(chart.workloads):
        column = min(int(chart.x.share(work.intensity) * canvas.columns), canvas.columns - 1)
        row = row_of(canvas, chart.y.share(work.height(chart.roof)) * canvas.rows)
        top = row_of(canvas, chart.y.share(chart.roof.attainable(work.intensity)) * canvas.rows)
        for between in range(top + 1, row):
            canvas.put(column, between, strokes.drop, "dim")
        while (row, column) in canvas.cells and canvas.cells[row, column][1] == "bold yellow":
            column += 1
        canvas.put(column, row, mark(index), "bold yellow")


def row_of(canvas: Canvas, height: float) -> int:
    return min(max(canvas.rows - 1 - math.floor(height), 0), canvas.rows - 1)


def framed(canvas: Canvas, chart: Chart, strokes: Strokes) -> list[Text]:
    """The canvas between its axes, decades named."""
    named = {row_of(canvas, chart.y.share(v) * canvas.rows): v for v in chart.y.decades}
    lines = [Text(f"{'FLOP/s':>{LABEL_COLUMNS}}", "dim")]
    for row in range(canvas.rows):
        label = amount(named[row]).rstrip() if row in named else ""
        lines.append(Text(f"{label:>{LABEL_COLUMNS}}{strokes.side}", "dim") + canvas.line(row))
    return [*lines, *floor(canvas, chart, strokes)]


def floor(canvas: Canvas, chart: Chart, strokes: Strokes) -> list[Text]:
    ticks, labels = [strokes.floor] * canvas.columns, [" "] * (canvas.columns + LABEL_COLUMNS)
    for value in chart.x.decades:
        column = min(int(chart.x.share(value) * canvas.columns), canvas.columns - 1)
        ticks[column] = strokes.tick
        text = f"{value:g}"
        start = min(column, canvas.columns - len(text))
        labels[start : start + len(text)] = text
    axis = " " * LABEL_COLUMNS + strokes.corner + "".join(ticks)
    names = " " * (LABEL_COLUMNS + 1) + "".join(labels[: canvas.columns])
    unit = f"{'FLOP/B':>{LABEL_COLUMNS + 1 + canvas.columns}}"
    return [Text(axis, "dim"), Text(names.rstrip(), "dim"), Text(unit, "dim")]


def mark(index: int) -> str:
    return ascii_uppercase[index % len(ascii_uppercase)]
