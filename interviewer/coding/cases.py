"""A case of a problem: what the code is called with, what must hold, and what a failure teaches."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from interviewer.coding.running import Inputs

Property = Callable[[Any], str]
RELATIVE = 1e-5


@dataclass(frozen=True)
class Case:
    """`holds`, where given, is asked besides the comparison with the reference: it returns what is
    wrong with a value, or nothing. `tolerance` is relative; 0 asks for the very same numbers.
    """

    name: str
    teaches: str
    arguments: tuple[Any, ...]
    calls: tuple[tuple[str, tuple[Any, ...]], ...] | None = None
    tolerance: float = RELATIVE
    holds: Property | None = None
    by_reference: bool = True
    may_change_inputs: bool = False

    @property
    def inputs(self) -> Inputs:
        return Inputs(self.arguments, self.calls)
