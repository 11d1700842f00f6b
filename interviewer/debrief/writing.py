"""Writes the debrief beside a transcript, whole or not at all."""

from pathlib import Path

from interviewer.content import Content
from interviewer.debrief.building import build_debrief
from interviewer.debrief.markdown import markdown
from interviewer.transcript.record import Record

REPORT = "report.md"
REPORT_DATA = "report.json"


def write_debrief(record: Record, content: Content, folder: Path) -> Path:
    """Writes `report.json` and `report.md`; returns the path of the latter."""
    debrief = build_debrief(record, content)
    replace(folder / REPORT_DATA, debrief.model_dump_json(indent=2) + "\n")
    replace(folder / REPORT, markdown(debrief))
    return folder / REPORT


def replace(path: Path, text: str) -> None:
    """Puts a new text in place of the file in one step, so that a crash leaves one of the two."""
    partial = path.with_suffix(path.suffix + ".partial")
    partial.write_text(text, encoding="utf-8")
    partial.replace(path)
