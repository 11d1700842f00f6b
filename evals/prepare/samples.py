"""The samples as data: what a reader should find in each is what it was made from."""

from pathlib import Path
from typing import Literal

from interviewer.levels import Level
from interviewer.loader import Written, load
from interviewer.prepare.job import Need

HERE = Path(__file__).parent
Form = Literal[
    "typst", "two-columns", "chromium", "chromium-two-columns", "docx", "docx-table", "docx-header",
    "markdown", "text", "html", "json",
]  # fmt: skip


class SampleRole(Written):
    title: str
    employer: str = ""
    place: str = ""
    dates: str
    bullets: tuple[str, ...]


class Resume(Written):
    """`skills` are ids of the lexicon; `repeat_bullets` makes a long resume of a short file."""

    name: str
    contact: str
    summary: str
    listed: tuple[str, ...]
    skills: tuple[str, ...]
    education: tuple[str, ...]
    forms: tuple[Form, ...]
    is_clean: bool
    repeat_bullets: int = 1
    roles: tuple[SampleRole, ...]
    projects: tuple[SampleRole, ...] = ()

    def bullets_of(self, role: SampleRole) -> list[str]:
        """Repeated ones differ by a number, as lines of a resume do."""
        if self.repeat_bullets == 1:
            return list(role.bullets)
        return [
            f"{text[:-1]}, year {number + 1}."
            for number in range(self.repeat_bullets)
            for text in role.bullets
        ]


class Asked(Written):
    """A line of an advertisement as it should be understood; `quote` begins it."""

    quote: str
    need: Need
    skills: tuple[str, ...]


class Advertisement(Written):
    text: str
    level: Level
    team: str
    asked: tuple[Asked, ...]


def resumes() -> dict[str, Resume]:
    return {path.stem: load(path, Resume) for path in sorted(HERE.glob("resumes/*.toml"))}


def advertisements() -> dict[str, Advertisement]:
    return {path.stem: load(path, Advertisement) for path in sorted(HERE.glob("jobs/*.toml"))}
