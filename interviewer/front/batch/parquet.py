"""Parquet, by way of pyarrow: an extra, since it is larger than all the rest together."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from interviewer.errors import CapabilityMissing, ContentError
from interviewer.front.batch.columns import Chosen, found, need_answer
from interviewer.front.batch.rows import Row

BATCH_ROWS = 256
EXTRA = "pip install 'fiverounds[parquet]'"


def pyarrow() -> Any:
    """The module with its `parquet`. Raises CapabilityMissing, with the way out, without it."""
    try:
        import pyarrow.parquet
    except ImportError:
        raise CapabilityMissing(
            f"Parquet needs pyarrow, which is not installed; run {EXTRA}, or use CSV or JSON lines"
        ) from None
    return pyarrow


class Parquet:
    """One file, read batch by batch."""

    def __init__(self, path: Path, chosen: Chosen) -> None:
        self.path = path
        columns = self.opened().schema_arrow.names
        self.places = found(columns, chosen)
        need_answer(self.places, columns, path.name)

    def opened(self) -> Any:
        arrow = pyarrow()
        try:
            return arrow.parquet.ParquetFile(self.path)
        except (arrow.ArrowException, OSError) as error:
            raise ContentError(
                f"{self.path.name}: can't be read as Parquet ({str(error)[:80]}); export it again"
            ) from None

    def rows(self) -> Iterator[Row]:
        wanted = list(self.places.values())
        records = (
            record
            for batch in self.opened().iter_batches(BATCH_ROWS, columns=wanted)
            for record in batch.to_pylist()
        )
        for number, record in enumerate(records, 1):
            yield Row(number, {f: record[c] for f, c in self.places.items()}, raw=str(record))


def write(path: Path, columns: Sequence[str], records: Iterable[dict[str, Any]]) -> None:
    """Flat records of text, numbers and truth values, in batches."""
    arrow = pyarrow()
    types = {"score": arrow.float64(), "confidence": arrow.float64(), "graded": arrow.bool_()}
    schema = arrow.schema([(name, types.get(name, arrow.string())) for name in columns])
    remaining = iter(records)
    with arrow.parquet.ParquetWriter(path, schema) as writer:
        while batch := list(islice(remaining, BATCH_ROWS)):
            writer.write_table(arrow.Table.from_pylist(batch, schema=schema))
