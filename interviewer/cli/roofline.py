"""What `interviewer calc roofline` adds to a calculator: points to mark, and the drawing."""

import sys
from collections.abc import Mapping
from inspect import Parameter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from interviewer.cli.options import Plain, settings

if TYPE_CHECKING:
    from interviewer.checking.calculators import Answer
    from interviewer.front.drawing.roofline import Chart

INTENSITY = "intensity_flops_per_byte"
POINTS = typer.Option(
    "--point",
    help="A workload to mark: NAME=INTENSITY in FLOP/B, as measured NAME=INTENSITY@RATE, such as"
    " decode=1@3TFLOPS. May be repeated; the first is the kernel if no intensity is given.",
    metavar="POINT",
)
SVG = typer.Option("--svg", help="Also draw the roofline into this SVG file.", metavar="FILE")
OPTIONS = {"point": Annotated[list[str] | None, POINTS], "svg": Annotated[Path | None, SVG]}


class Drawing(NamedTuple):
    """What the options of a roofline ask for."""

    points: list[str]
    svg: Path | None
    plain: bool

    @classmethod
    def taken(cls, options: dict[str, Any]) -> "Drawing":
        """Takes its own options out of all."""
        points, svg = options.pop("point") or [], options.pop("svg")
        return cls(points, svg, settings(plain=options.pop("plain")).plain)

    def kernel(self, options: Mapping[str, Any]) -> dict[str, str]:
        """The intensity to compute with, if only points are given."""
        from interviewer.front.drawing.roofline import workload

        if options.get(INTENSITY) or not self.points:
            return {}
        return {INTENSITY: repr(workload(self.points[0]).intensity)}

    def chart(self, answer: "Answer", gpu: str | None, *, stated: bool) -> "Chart":
        """The roof of the part; the intensity, if it was stated, is the first point."""
        from interviewer.front.drawing.roofline import Chart, Roof, Workload, workload

        inputs: Mapping[str, Any] = answer.result.inputs
        names = {cited.fact.entity for cited in answer.cited}
        name = names.pop() if len(names) == 1 else gpu or "Roofline"
        roof = Roof(name, inputs["peak_flops_dense"], inputs["hbm_bytes_per_s"])
        kernel = [Workload("kernel", inputs[INTENSITY])] if stated else []
        return Chart(roof, (*kernel, *(workload(text) for text in self.points)))

    def show(self, chart: "Chart") -> None:
        """On the terminal: colours only on one, ASCII if that is all that it shows."""
        from rich.console import Console

        from interviewer.front.drawing.terminal import drawn

        console = Console(highlight=False)
        ascii_only = self.plain or not (sys.stdout.encoding or "").lower().startswith("utf")
        columns = min(console.width, 96)
        picture = drawn(chart, columns=columns, ascii_only=ascii_only)
        if self.plain or not sys.stdout.isatty():
            typer.echo("\n".join(line.rstrip() for line in picture.plain.splitlines()))
        else:
            console.print(picture)

    def save(self, chart: "Chart") -> None:
        """Raises UsageError if the file can't be written."""
        from interviewer.errors import UsageError
        from interviewer.front.drawing.svg import svg

        if not self.svg:
            return
        try:
            self.svg.write_text(svg(chart), encoding="utf-8")
        except OSError as error:
            reason = error.strerror or error
            raise UsageError(
                f"--svg: {self.svg} was not written ({reason}); choose another"
            ) from None
        typer.echo(f"Drawn into {self.svg}.", err=True)


def parameters() -> list[Parameter]:
    annotations = OPTIONS | {"plain": Plain}
    return [
        Parameter(name, Parameter.KEYWORD_ONLY, default=None, annotation=annotation)
        for name, annotation in annotations.items()
    ]
