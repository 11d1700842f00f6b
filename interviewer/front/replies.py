"""What a person at a front end can do when a question waits: answer, or give a command."""

from dataclasses import dataclass

from interviewer.transcript.events import Means

COMMANDS = {
    "help": "what can be typed",
    "reveal": "ask for what the interviewer can show: /reveal, or /reveal dmon",
    "whiteboard": "open $EDITOR for a sketch in ASCII or Mermaid; it stays with the question",
    "time": "the clocks of this question and this round",
    "pause": "stop the clock until you press Enter",
    "skip": "leave this question unanswered and go on",
}


@dataclass(frozen=True)
class Answer:
    """`to` is None where the front end only ever answers the open question."""

    text: str
    seconds: float
    to: str | None = None
    means: Means = "text"


@dataclass(frozen=True)
class Command:
    name: str
    argument: str
    seconds: float


@dataclass(frozen=True)
class Hangup:
    """The input came to its end, or was interrupted; `draft` is what was typed by then."""

    draft: str = ""


Reply = Answer | Command | Hangup


def typed(text: str, seconds: float) -> Reply:
    """An answer, or a command if the text is a slash and one known word at its head.

    "/ops" at the head of an answer is therefore still an answer.
    """
    head, _, argument = text.strip().partition(" ")
    if head.startswith("/") and head[1:].lower() in COMMANDS and "\n" not in text.strip():
        return Command(head[1:].lower(), argument.strip(), seconds)
    return Answer(text, seconds)
