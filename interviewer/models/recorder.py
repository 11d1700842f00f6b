"""Replies on disk: recorded by the content of their request, and played again without a network."""

import hashlib
import json
import re
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import asdict
from pathlib import Path
from typing import Any

from interviewer.errors import ModelError, RecordError
from interviewer.models.chat import Called, ChatModel, Finished, Piece, Request, Said, Usage

VERSION = 1
NOTHING = re.compile(r"(?!)")


class Recorder:
    """A ChatModel that writes each complete reply of another into a JSONL file.

    `passing` matches what differs from run to run in a request, such as a nonce; two requests
    that differ only there are one.
    """

    def __init__(self, model: ChatModel, path: Path, passing: re.Pattern[str] = NOTHING) -> None:
        self.provider = model.provider
        self.model = model.model
        self.inner = model
        self.path = path
        self.passing = passing

    async def respond(self, request: Request) -> AsyncGenerator[Piece, None]:
        heard: list[Piece] = []
        async with aclosing(self.inner.respond(request)) as pieces:
            async for piece in pieces:
                heard.append(piece)
                # Before it is passed on: whoever has the end may never ask for another piece.
                if isinstance(piece, Finished):
                    self.write(request, heard)
                yield piece

    def write(self, request: Request, pieces: list[Piece]) -> None:
        line = {
            "version": VERSION,
            "key": key(self.model, request, self.passing),
            "model": self.model,
            "request": asdict(request),
            "reply": [written(piece) for piece in pieces],
        }
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


class Replayer:
    """A ChatModel that says again what was recorded of `model`. A request that was recorded
    several times gets its replies in turn, then the last one."""

    provider = "replay"

    def __init__(self, path: Path, model: str, passing: re.Pattern[str] = NOTHING) -> None:
        self.path = path
        self.model = model
        self.passing = passing
        self.replies = replies(path)

    async def respond(self, request: Request) -> AsyncGenerator[Piece, None]:
        """Raises ModelError for a request that was never recorded."""
        known = self.replies.get(key(self.model, request, self.passing))
        if not known:
            raise ModelError(
                f"{self.path} holds no reply of {self.model} to this request; prompts or models "
                "have changed since: record it again"
            )
        for piece in known.pop(0) if len(known) > 1 else known[0]:
            yield piece


def key(model: str, request: Request, passing: re.Pattern[str]) -> str:
    """Of the content, in a form that neither order nor spacing changes."""
    content = json.dumps([model, asdict(request)], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(passing.sub("", content).encode()).hexdigest()


def replies(path: Path) -> dict[str, list[list[Piece]]]:
    """Raises RecordError for a file that is not there, or a line that is no recording."""
    found: dict[str, list[list[Piece]]] = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise RecordError(f"{path}: can't be read ({error.strerror}); record it first") from None
    for number, line in enumerate(lines, 1):
        try:
            recorded = json.loads(line)
            pieces = [read(piece) for piece in recorded["reply"]]
            found.setdefault(recorded["key"], []).append(pieces)
        except (ValueError, KeyError, TypeError):
            raise RecordError(f"{path}:{number}: is no recording; record it again") from None
    return found


def written(piece: Piece) -> dict[str, Any]:
    match piece:
        case Said():
            return {"said": piece.text}
        case Called():
            return {"called": asdict(piece)}
        case Finished():
            return {"finished": asdict(piece)}


def read(piece: dict[str, Any]) -> Piece:
    """Raises ValueError, KeyError or TypeError for what is no piece."""
    ((kind, value),) = piece.items()
    match kind:
        case "said":
            return Said(str(value))
        case "called":
            return Called(**value)
        case "finished":
            return Finished(**value | {"usage": Usage(**value["usage"])})
    raise ValueError(kind)
