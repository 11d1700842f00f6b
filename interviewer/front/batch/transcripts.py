"""Transcripts of interviews: what was answered to each question of the bank."""

from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path

from interviewer.errors import RecordError, UsageError
from interviewer.front.batch.rows import Row
from interviewer.transcript.events import Answered, Header
from interviewer.transcript.exchanges import Exchange, exchanges
from interviewer.transcript.record import Record, event

HEADER_MARK = b'"type":"header"'


class Transcripts:
    """All transcripts below a folder, or one file; each exchange is a row.

    Files are only read, so that an interview may go on while its transcript is graded.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.places: Mapping[str, str] = {}
        if not self.files():
            raise UsageError(
                f"{path}: holds no transcripts (*.jsonl that begin with a header); give a folder "
                "of them, or a CSV or JSON lines file"
            )

    def files(self) -> list[Path]:
        if self.path.is_file():
            return [self.path]
        return [file for file in sorted(self.path.rglob("*.jsonl")) if is_transcript(file)]

    def rows(self) -> Iterator[Row]:
        numbers = count(1)
        for file in self.files():
            try:
                record = read(file)
            except RecordError as error:
                yield Row(next(numbers), fault=str(error), raw=str(file))
                continue
            yield from (row(next(numbers), record, exchange) for exchange in answered(record))


def is_transcript(path: Path) -> bool:
    with path.open("rb") as file:
        return HEADER_MARK in file.readline().replace(b" ", b"")


def read(path: Path) -> Record:
    """A record that is not written to; a last line that is still being written is left out."""
    whole, _, _ = path.read_bytes().rpartition(b"\n")
    lines = enumerate(whole.split(b"\n"), 1)
    return Record(None, tuple(event(line, path, number) for number, line in lines))


def answered(record: Record) -> Iterator[Exchange]:
    for exchange in exchanges(record):
        if any(given(turn.answered) for turn in exchange.turns):
            yield exchange


def given(answer: Answered | None) -> str:
    return answer.text.strip() if answer and answer.means != "skip" else ""


def row(number: int, record: Record, exchange: Exchange) -> Row:
    """All that was said about one question, follow-ups included."""
    header: Header = record.header
    texts = [given(turn.answered) for turn in exchange.turns]
    values = {
        "id": f"{header.session}/{exchange.round}/{exchange.bank}",
        "answer": "\n\n".join(text for text in texts if text),
        "question_id": exchange.bank,
        "track": header.track,
        "round": exchange.round,
    }
    return Row(number, values, raw=values["id"])
