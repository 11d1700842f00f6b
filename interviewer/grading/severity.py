"""How a person grades a question, learnt from a few of their grades."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING

from interviewer.grading.overlap import overlap

if TYPE_CHECKING:
    from interviewer.grading.records import Example

# As many imagined examples, graded as we would, keep few real ones from moving everything.
PRIOR_EXAMPLES = 3.0
# Fitted by hand on public human-graded answers: r by question 0.51 with three, 0.47 with none.
NEIGHBOUR_WEIGHT = 1.0
NEIGHBOUR_SHARPNESS = 8.0


@dataclass(frozen=True)
class Graded:
    """An example with its own share of full marks, by a person and by us."""

    answer: str
    given: float
    ours: float

    @property
    def residual(self) -> float:
        return self.given - self.ours


def adjusted(share: float, answer: str, graded: Sequence[Graded]) -> float:
    """Our share of full marks, moved towards the person's: as a whole, and near like answers."""
    if not graded:
        return share
    shift = sum(one.residual for one in graded) / (len(graded) + PRIOR_EXAMPLES)
    weights = [exp(NEIGHBOUR_SHARPNESS * nearness(answer, one.answer)) for one in graded]
    local = sum(w * (one.residual - shift) for w, one in zip(weights, graded, strict=True))
    moved = share + shift + NEIGHBOUR_WEIGHT * local / sum(weights)
    return min(1.0, max(0.0, moved))


def nearness(first: str, second: str) -> float:
    """0 to 1: how far two answers say the same, whichever of them says more."""
    return (overlap(first, second) + overlap(second, first)) / 2


def share_of_marks(example: "Example", max_score: float) -> float:
    return min(1.0, max(0.0, example.score / max_score))
