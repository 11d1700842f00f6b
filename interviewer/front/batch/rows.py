"""One row of an input: fields by name, or the reason why it has none."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass(frozen=True)
class Row:
    """`number` counts from 1, as a person would; `raw` is the row as it stood, for complaints."""

    number: int
    values: Mapping[str, Any] = field(default_factory=dict)
    fault: str | None = None
    raw: str = ""

    @property
    def default_id(self) -> str:
        return f"row-{self.number}"


class Table(Protocol):
    """An input that can be read from the start as often as wanted."""

    @property
    def places(self) -> Mapping[str, str]:
        """Field to the input's own name for it, as far as that is known beforehand."""
        ...

    def rows(self) -> Iterator[Row]: ...
