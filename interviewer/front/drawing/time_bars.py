"""How the time of each round was used: a bar a round, a stretch a question, a mark at the plan."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, LABEL_WIDTH = 640.0, 190.0
ROW_HEIGHT, BAR_HEIGHT = 34.0, 16.0


@dataclass(frozen=True)
class Used:
    """A round: its title, the minutes planned, and each question with its minutes."""

    title: str
    planned_minutes: float
    questions: Sequence[tuple[str, float]]

    @property
    def minutes(self) -> float:
        return sum(minutes for _, minutes in self.questions)


@dataclass(frozen=True)
class Stretch:
    x: float
    width: float
    words: str


@dataclass(frozen=True)
class Row:
    title: str
    y: float
    stretches: tuple[Stretch, ...]
    plan_x: float
    words: str


@dataclass(frozen=True)
class TimeBars:
    """Geometry; all rounds share one scale, so that they can be compared."""

    rounds: Sequence[Used]

    @property
    def height(self) -> float:
        return ROW_HEIGHT * len(self.rounds)

    @property
    def longest_minutes(self) -> float:
        return max((max(r.minutes, r.planned_minutes) for r in self.rounds), default=1.0) or 1.0

    @property
    def title(self) -> str:
        return "; ".join(
            f"{r.title}: {r.minutes:.0f} of {r.planned_minutes:.0f} minutes" for r in self.rounds
        )

    @property
    def rows(self) -> list[Row]:
        return [self.row(n, used) for n, used in enumerate(self.rounds)]

    def row(self, number: int, used: Used) -> Row:
        stretches, at = [], LABEL_WIDTH
        for title, minutes in used.questions:
            width = self.wide(minutes)
            stretches.append(Stretch(round(at, 1), width, f"{title}: {minutes:.1f} minutes"))
            at += width
        return Row(
            title=used.title,
            y=number * ROW_HEIGHT + (ROW_HEIGHT - BAR_HEIGHT) / 2,
            stretches=tuple(stretches),
            plan_x=round(LABEL_WIDTH + self.wide(used.planned_minutes), 1),
            words=f"{used.minutes:.0f} of {used.planned_minutes:.0f} min",
        )

    def wide(self, minutes: float) -> float:
        room = WIDTH - LABEL_WIDTH - 90
        return round(room * minutes / self.longest_minutes, 1)
