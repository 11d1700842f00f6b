"""The debrief as a PDF, set by Typst: words go in as data, never as markup."""

import json
import tempfile
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from interviewer.debrief.markdown import OUTCOMES, so_far, vote
from interviewer.debrief.model import Debrief
from interviewer.front.debrief.showing import VERDICTS, shown

FOLDER = Path(__file__).parent


def paper(debrief: Debrief) -> bytes:
    """A PDF with its fonts in it, searchable."""
    import typst

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "debrief.json").write_text(debrief.model_dump_json(), encoding="utf-8")
        (folder / "words.json").write_text(json.dumps(words(debrief)), encoding="utf-8")
        source = folder / "paper.typ"
        source.write_text((FOLDER / "paper.typ").read_text(encoding="utf-8"), encoding="utf-8")
        return bytes(typst.compile(source, root=folder, format="pdf"))


def words(debrief: Debrief) -> dict[str, object]:
    """What the paper says beside the debrief's own data."""
    drawing = shown(debrief)
    return {
        "title": f"Debrief: {debrief.role}, {debrief.level} level",
        "outcome": OUTCOMES[debrief.outcome] if debrief.outcome else "No decision",
        "so_far": so_far(debrief),
        "votes": [vote(round_.vote) for round_ in debrief.rounds],
        "verdicts": VERDICTS,
        "radar": radar(drawing),
        "radar_title": drawing["radar"].title,
    }


def radar(drawing: dict[str, object]) -> str:
    templates = Environment(
        loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined
    )
    return templates.get_template("radar.svg").render(drawing)
