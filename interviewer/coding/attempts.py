"""What is kept of a code round: hints taken before the end, and each submission as JSON."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from interviewer.errors import RecordError

SCHEMA_VERSION = 1


class Attempt(BaseModel):
    """An open attempt: `runs` counts runs of the examples."""

    model_config = ConfigDict(extra="forbid")

    problem: str
    began: datetime
    hints_taken: int = 0
    runs: int = 0


class Attempts:
    """All attempts below one folder; a submission closes the open attempt of its problem."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def open(self, problem: str) -> Attempt:
        """The open attempt at a problem, or a new one; RecordError for a broken file."""
        path = self.place(problem)
        if not path.exists():
            return Attempt(problem=problem, began=datetime.now(UTC))
        try:
            return Attempt.model_validate_json(path.read_text(encoding="utf-8"))
        except (OSError, ValidationError):
            raise RecordError(f"{path} can't be read as an attempt; remove it to go on") from None

    def keep(self, attempt: Attempt) -> None:
        write(self.place(attempt.problem), attempt.model_dump_json())

    def submit(self, attempt: Attempt, values: dict[str, Any]) -> Path:
        """Writes the record of a submission and returns its place."""
        now = datetime.now(UTC)
        path = self.folder / f"{now.strftime('%Y%m%d-%H%M%S')}-{attempt.problem}.json"
        seconds = (now - attempt.began).total_seconds()
        kept = {"schema_version": SCHEMA_VERSION, "submitted": now.isoformat()}
        record = kept | attempt.model_dump(mode="json") | {"seconds": round(seconds)} | values
        write(path, json.dumps(record, ensure_ascii=False, indent=1))
        self.place(attempt.problem).unlink(missing_ok=True)
        return path

    def place(self, problem: str) -> Path:
        return self.folder / "open" / f"{problem}.json"


def write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise RecordError(
            f"{path} can't be written ({error.strerror}); set INTERVIEWER_DATA_DIR"
        ) from None
