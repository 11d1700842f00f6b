"""The debrief as one HTML file: no network, no script needed, light and dark, printable."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from interviewer.debrief.model import Debrief
from interviewer.front.debrief.showing import shown

FOLDER = Path(__file__).parent


def page(debrief: Debrief) -> str:
    """Whatever a candidate said is escaped wherever it stands."""
    templates = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return templates.get_template("page.html").render(shown(debrief))
