"""The three levels of seniority that an interview is held at."""

from typing import Literal

Level = Literal["entry", "senior", "staff"]
LEVELS: tuple[Level, ...] = ("entry", "senior", "staff")


def reaches(level: Level, threshold: Level) -> bool:
    """Whether a candidate at `level` is expected to know what is asked from `threshold` on."""
    return LEVELS.index(level) >= LEVELS.index(threshold)
