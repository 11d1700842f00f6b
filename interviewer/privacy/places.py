"""What is sent where: for each engine, in sentences for whoever is about to use it."""

from dataclasses import dataclass
from pathlib import Path

from interviewer.models.roles import ENGINES, provider
from interviewer.settings import Settings

TOLD = "told.txt"
SENT = (
    "the questions, what you answer and what was said before it, and for each question what a "
    "good answer holds"
)
NEVER_SENT = (
    "your key to anybody but its provider, your other sessions, your documents, your recordings"
)
REDACTED = (
    "addresses, telephone numbers, links, your name and the employers that you set are hidden"
)
LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True)
class Place:
    """Where an engine's texts go. `is_local` says that they don't leave the machine."""

    engine: str
    provider: str
    is_local: bool
    is_redacted: bool

    @property
    def has_models(self) -> bool:
        return self.engine in ENGINES

    @property
    def sentences(self) -> tuple[str, ...]:
        if not self.has_models:
            return ("The offline engine sends nothing: there is no network in it.",)
        where = f"{self.provider} (this machine)" if self.is_local else self.provider
        hidden = f" Before that, {REDACTED}." if self.is_redacted else ""
        advice = "" if self.is_local or self.is_redacted else " --redact hides who you are."
        return (
            f"With --engine {self.engine} a language model at {where} is sent {SENT}.{hidden}",
            f"Never sent: {NEVER_SENT}. Nothing is logged here.{advice}",
        )


def place(settings: Settings) -> Place:
    name = provider(settings) if settings.engine in ENGINES else settings.engine
    is_local = name.rsplit(":", 1)[0] in LOCAL_HOSTS or settings.engine not in ENGINES
    return Place(settings.engine, name, is_local, settings.redact)


def first_told(settings: Settings) -> tuple[str, ...]:
    """What to tell before the first use of a provider; nothing once it has been told."""
    here = place(settings)
    known = settings.data_dir / TOLD
    line = f"{here.engine} {here.provider}"
    if not here.has_models or line in lines(known):
        return ()
    known.parent.mkdir(parents=True, exist_ok=True)
    with known.open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    return here.sentences


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []
