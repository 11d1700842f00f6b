"""What an installation has, what it lacks, and how to mend it."""

import os
import platform
import sqlite3
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from interviewer import __version__
from interviewer.content import Content
from interviewer.content_check import check
from interviewer.errors import CapabilityMissing, ContentError
from interviewer.front.editor import command
from interviewer.guide.embedding import MODEL, TOKENIZER, MiniLM, verified
from interviewer.guide.hosted import Hosted
from interviewer.guide.ledger import Ledger, ledger_path
from interviewer.models.keys import has_key
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
        embedding(settings.embedding),
        guide(settings),
        editor(),
        sandbox(),
        *voice(settings),
    ]


def voice(settings: Settings) -> list[Finding]:
    """Talking is an extra: what it lacks is told, and only what is broken is a fault."""
    if find_spec("faster_whisper") is None or find_spec("hibari") is None:
        mend = "To talk instead of type: `pip install 'fiverounds[voice]'`."
        return [Finding("voice", True, "the voice extra is not installed", mend)]
    return [hearing(settings.voice_in), devices()]


def hearing(model: str) -> Finding:
    """The weights by their hash, and a sentence said and heard again."""
    from interviewer.front.voice.round_trip import heard_back, is_sound

    if model == "off":
        return Finding("hearing", True, "off")
    try:
        heard = heard_back(model)
    except CapabilityMissing as error:
        return Finding("hearing", False, str(error), "Or talk without it: --voice-in off.")
    mend = "" if is_sound(heard) else "Reinstall with `pip install 'fiverounds[voice]'`."
    return Finding("hearing", not mend, f"{model} heard “{heard}”", mend)


def devices() -> Finding:
    """Sound devices; without any, recordings and text work."""
    from interviewer.front.voice.devices import device_names

    try:
        inputs, outputs = device_names()
    except CapabilityMissing as error:
        return Finding("sound devices", True, "none can be opened", f"{error}.")
    found = f"{len(inputs)} microphones, {len(outputs)} speakers"
    mend = "" if inputs else "Plug in a microphone, or answer with recordings: --input-wav."
    return Finding("sound devices", True, found, mend)


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


def embedding(chosen: str) -> Finding:
    """What makes the guide's vectors; without it the search goes by words alone."""
    if chosen != "local":
        mend = (
            "" if has_key("openai") else "Set OPENAI_API_KEY, or leave the setting embedding out."
        )
        found = "with a key" if has_key("openai") else "without a key"
        return Finding("embedding", not mend, f"{Hosted(chosen, '').name}, {found}", mend)
    try:
        verified(MODEL)
        verified(TOKENIZER)
    except CapabilityMissing as error:
        return Finding("embedding", False, str(error), "Until then searches go by words alone.")
    return Finding("embedding", True, f"{MiniLM.name}, weights and vocabulary verified")


def guide(settings: Settings) -> Finding:
    """Whether the guide has been indexed, and by which embedding."""
    path = ledger_path(settings.guide, settings.store)
    if not path.exists():
        return Finding("guide", True, "not indexed yet; the first search does it")
    ledger = Ledger(path)
    made_by, waiting = ledger.note("embedding") or "none", ledger.to_store()
    documents = len(ledger.documents())
    found = f"{ledger.count()} chunks, vectors by {made_by}, documents of yours: {documents}"
    ledger.close()
    mend = f"{waiting} chunks wait for their vectors: `interviewer guide index`." if waiting else ""
    return Finding("guide", not waiting, found, mend)


def editor() -> Finding:
    """/whiteboard needs one; everything else works without."""
    try:
        return Finding("editor", True, " ".join(command()))
    except CapabilityMissing:
        return Finding("editor", True, "none", "Only /whiteboard needs one: set EDITOR.")


def sandbox() -> Finding:
    """Where code of `interviewer code` can run; without any it is read and not run."""
    from interviewer.coding.ladder import mend, trouble_with_bubblewrap, trouble_with_docker

    troubles = {"bubblewrap": trouble_with_bubblewrap(), "docker": trouble_with_docker()}
    works = [name for name, trouble in troubles.items() if not trouble]
    lacks = [trouble for trouble in troubles.values() if trouble]
    found = f"{', '.join(works) or 'none'} ({'; '.join(lacks)})" if lacks else ", ".join(works)
    sentence = mend()
    return Finding("sandbox", True, found, "" if works else f"{sentence[0].upper()}{sentence[1:]}.")
