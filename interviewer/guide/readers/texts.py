"""Plain text: its encoding found, what can't be shown left out."""

import re
from pathlib import Path

from interviewer.errors import ContentError

LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "\u00a0": " ", "\u202f": " "}
    | {"\u00ad": "", "\u200b": "", "\ufeff": "", "\u2010": "-", "\u2011": "-", "\r": None}
)
# Control characters and marks that reorder text have no business in a quoted passage.
UNSHOWABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


def cleaned(text: str) -> str:
    return UNSHOWABLE.sub("", text.replace("\f", "\n\n").translate(LIGATURES))


def text_of(path: Path) -> str:
    content = path.read_bytes()
    for encoding in (
        "utf-8-sig",
        "utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "cp1252",
    ):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ContentError("is in no known encoding; save it as UTF-8")
