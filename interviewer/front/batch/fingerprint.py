"""What a ledger is bound to: the same input, graded in the same way."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

BLOCK_BYTES = 1 << 20
SHOWN_DIGITS = 12


def of_input(path: Path) -> str:
    """A short hash of a file, or of all transcripts below a folder with their names."""
    digest = hashlib.sha256()
    for file in [path] if path.is_file() else sorted(path.rglob("*.jsonl")):
        if path.is_dir():
            digest.update(str(file.relative_to(path)).encode() + b"\0")
        with file.open("rb") as opened:
            while block := opened.read(BLOCK_BYTES):
                digest.update(block)
    return digest.hexdigest()[:SHOWN_DIGITS]


def of_options(options: Mapping[str, str]) -> str:
    """Readable while short, as it is shown when it differs."""
    return json.dumps(dict(sorted(options.items())), ensure_ascii=False) if options else "none"
