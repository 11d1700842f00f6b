"""One self-contained page: every figure with its bound, and every failing case side by side."""

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from evals.runner import SUITES, Result
from evals.thresholds import thresholds

FOLDER = Path(__file__).parent


def page(results: Sequence[Result]) -> str:
    """HTML; candidates' words are escaped wherever they stand."""
    templates = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    return templates.get_template("page.html").render(
        results=results, suites=SUITES, bounds=thresholds
    )
