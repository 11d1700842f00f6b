"""An incident at a front end: where a player's messages come from, and its texts as files."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from interviewer.errors import UsageError
from interviewer.front.drawing.timeline import svg
from interviewer.incidents import reporting
from interviewer.incidents.artefacts.sheets import artefacts
from interviewer.incidents.incident import Incident

SCHEMA_VERSION = 1
ENDINGS = {"speedscope": "json"}


def files(drawn: Incident) -> dict[str, str]:
    """Every artefact by file name, the timeline as a picture, what is told, and what it was."""
    texts = {f"{a.id}.{ENDINGS.get(a.id, 'txt')}": a.text + "\n" for a in artefacts(drawn)}
    told = {"schema_version": SCHEMA_VERSION} | reporting.public(drawn)
    return texts | {
        "timeline.svg": svg(drawn),
        "incident.json": json.dumps(told, indent=1, ensure_ascii=False) + "\n",
        "answer.md": "\n\n".join(reporting.solution(drawn)) + "\n",
    }


def messages(answers: Path | None) -> Iterator[str]:
    """From a file by paragraphs, from a terminal or a pipe by lines.

    Raises UsageError at once, before anything is told.
    """
    return lines() if answers is None else paragraphs(answers)


def paragraphs(answers: Path) -> Iterator[str]:
    try:
        text = answers.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(
            f"--answers: {answers} can't be read ({error.strerror}); name a text file"
        ) from None
    except UnicodeDecodeError:
        raise UsageError(f"--answers: {answers} is no UTF-8 text; name a text file") from None
    return iter([part.strip() for part in text.split("\n\n") if part.strip()])


def lines() -> Iterator[str]:
    while True:
        if sys.stdin.isatty():
            print("you  ", end="", flush=True)
        line = sys.stdin.readline()
        if not line:
            return
        if line.strip():
            yield line.strip()
