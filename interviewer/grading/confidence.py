"""How sure a grade is: the probability that a person's score is within half a point of it.

Half a point of the scale from 1 to 5 is half a band of the rubrics' anchors. The tables hold how
often that was so, by where the score lies: for the bank on evals/grading/development, for a
reference or key points on a public set of answers graded by people, for the guide on the
development set's technical questions, and never above 0.36 there, since the passages may be the
wrong ones. Scores at the ends are sure, those in the middle are not.
"""

from bisect import bisect_right
from collections.abc import Sequence

from interviewer.grading.records import Basis, Flag

# (share of full marks, probability), straight lines between.
Table = tuple[tuple[float, float], ...]
OF_BANK: Table = ((0.0, 0.97), (0.1, 0.93), (0.16, 0.42), (0.75, 0.36), (0.9, 0.9), (1.0, 0.95))
OF_TEXTS: Table = ((0.0, 0.5), (0.1, 0.2), (0.7, 0.2), (0.85, 0.36), (0.95, 0.85), (1.0, 0.95))
OF_GUIDE: Table = ((0.0, 0.36), (0.12, 0.36), (0.3, 0.2), (1.0, 0.2))
TABLES: dict[Basis, Table] = {
    "bank": OF_BANK,
    "reference": OF_TEXTS,
    "key_points": OF_TEXTS,
    "guide": OF_GUIDE,
}
# A person may see what words can't show: who wrote it, and which of two statements was meant.
DOUBTFUL: frozenset[Flag] = frozenset({"pasted_model_answer", "contradiction", "injection"})
DOUBT = 0.6


def confidence(basis: Basis, share: float, raised: Sequence[Flag]) -> float:
    """0 to 1, for a score at this share of full marks."""
    likely = at(TABLES[basis], share)
    return round(likely * (DOUBT if DOUBTFUL & set(raised) else 1.0), 2)


def at(table: Table, share: float) -> float:
    """The value of a table between its points."""
    share = min(1.0, max(0.0, share))
    after = min(bisect_right(table, share, key=lambda point: point[0]), len(table) - 1)
    (left, low), (right, high) = table[after - 1], table[after]
    return low + (high - low) * (share - left) / (right - left)
