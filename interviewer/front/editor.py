"""Opens the person's own editor on a text and returns what they saved."""

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from interviewer.errors import CapabilityMissing, InterviewerError

FALLBACKS = ("nano", "vim", "vi")


def sketched(argument: str, fail: Callable[[InterviewerError], None]) -> str:
    """What was given, or else what is drawn in the editor; empty, after `fail`, without one."""
    try:
        return argument or edited("")
    except CapabilityMissing as error:
        fail(error)
        return ""


def edited(text: str, *, suffix: str = ".md") -> str:
    """Raises CapabilityMissing if no editor can be started."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"whiteboard{suffix}"
        path.write_text(text, encoding="utf-8")
        try:
            subprocess.run([*command(), str(path)], check=True)
        except (OSError, subprocess.CalledProcessError) as error:
            raise CapabilityMissing(
                f"the editor did not start or save ({error}); set EDITOR to one that does"
            ) from None
        return path.read_text(encoding="utf-8", errors="replace")


def command() -> list[str]:
    """$VISUAL or $EDITOR with their own arguments, else the first editor on the machine."""
    if chosen := os.environ.get("VISUAL") or os.environ.get("EDITOR"):
        return shlex.split(chosen)
    found = next((path for name in FALLBACKS if (path := shutil.which(name))), None)
    if not found:
        raise CapabilityMissing("no editor was found; set EDITOR, for example EDITOR=nano")
    return [found]
