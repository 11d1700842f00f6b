"""What an installation has, what it lacks, and how to mend it."""

import os
import platform
import sqlite3
import tempfile
from dataclasses import dataclass
from pathlib import Path

from interviewer import __version__
from interviewer.content import Content
from interviewer.content_check import check
from interviewer.errors import CapabilityMissing, ContentError
from interviewer.front.editor import command
from interviewer.settings import Settings


@dataclass(frozen=True)
class Finding:
    """`mend` is a sentence with what to do, empty when all is well."""

    what: str
    ok: bool
    found: str
    mend: str = ""


def examine(settings: Settings) -> list[Finding]:
    return [
        Finding("interviewer", True, f"{__version__} on Python {platform.python_version()}"),
        Finding("SQLite", True, sqlite3.sqlite_version),
        data_folder(settings.data_dir),
        content(),
        editor(),
    ]


def data_folder(folder: Path) -> Finding:
    """Whether sessions can be kept where the settings say."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            free = os.statvfs(folder).f_bavail * os.statvfs(folder).f_frsize
    except OSError as error:
        return Finding(
            "sessions", False, f"{folder}: {error.strerror}", "Set INTERVIEWER_DATA_DIR."
        )
    return Finding("sessions", True, f"{folder}, {free / 1e9:.1f} GB free")


def content() -> Finding:
    try:
        report = check(Content())
    except ContentError as error:
        return Finding("content", False, str(error), "Reinstall the package.")
    found = ", ".join(f"{count} {what}" for what, count in report.counts.items())
    mend = "`interviewer check-content` names each." if report.faults else ""
    return Finding("content", not report.faults, f"{found}, {len(report.faults)} faults", mend)


def editor() -> Finding:
    """/whiteboard needs one; everything else works without."""
    try:
        return Finding("editor", True, " ".join(command()))
    except CapabilityMissing:
        return Finding("editor", True, "none", "Only /whiteboard needs one: set EDITOR.")
