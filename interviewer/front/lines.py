"""Plain lines: for pipes, screen readers and `--plain`. An empty line ends an answer."""

import asyncio
import select
import sys
import textwrap
from typing import TextIO

from interviewer.engines.engine import Spoken
from interviewer.errors import InterviewerError
from interviewer.front.coaching import remarks
from interviewer.front.editor import sketched
from interviewer.front.flowing import Flow
from interviewer.front.replies import COMMANDS, Command, Hangup, Reply, typed
from interviewer.front.stopwatch import Stopwatch
from interviewer.session import Seen, Session
from interviewer.transcript.events import (
    Asked,
    Checked,
    Revealed,
    RoundScored,
    RoundStarted,
    Sketched,
)

WIDTH = 88
# A pasted text with an empty line in it arrives at once; a person types slower than this.
PASTE_GAP_SECONDS = 0.05


class PlainLines:
    def __init__(self, out: TextIO | None = None, *, coach: bool = False) -> None:
        self.out = out or sys.stdout
        self.coach = coach
        self.speaker = ""
        self.watch = Stopwatch()
        self.flow = Flow(self.write)

    def say(self, text: str = "") -> None:
        print(text, file=self.out, flush=True)

    def wrapped(self, text: str) -> None:
        self.say(textwrap.fill(text, WIDTH, break_long_words=False, break_on_hyphens=False))

    def begun(self, session: Session, *, resumed: bool) -> None:
        header = session.record.header
        word = "Resuming" if resumed else "Beginning"
        self.say(f"{word} session {header.session}: {header.track}, {header.level} level.")
        self.say("An empty line ends an answer. /help shows the commands, Ctrl-C leaves.")

    def show(self, event: Seen) -> None:
        match event:
            case RoundStarted():
                self.speaker = event.interviewer
                minutes = f"{event.minutes:.0f} minutes"
                self.say(f"\n== {event.title}. {event.interviewer}, {event.seat}. {minutes}. ==\n")
                self.wrapped(f"{event.interviewer}: {event.opening}")
            case Spoken():
                self.stream(event.text)
            case Asked():
                self.asked(event.text)
                self.watch.reset()
            case Checked() if self.coach:
                for remark in remarks(event):
                    self.say()
                    self.wrapped(f"(Coach: {remark})")
            case Revealed():
                self.say(f"\n[{event.title}]\n{event.text}\n")
            case Sketched():
                self.say("(The sketch is kept with this question.)")
            case RoundScored():
                self.say()
                self.wrapped(f"{self.speaker}: {event.said}")

    def stream(self, piece: str) -> None:
        """A piece of an utterance as it comes; the first one has the speaker's name before it."""
        if not self.flow.is_open:
            self.say()
            self.flow.begin(WIDTH)
            self.flow.add(f"{self.speaker}: " if self.speaker else "")
        self.flow.add(piece)

    def asked(self, text: str) -> None:
        """The end of an utterance that was streamed, or a whole one."""
        if not self.flow.is_open:
            self.stream(text)
        self.flow.end()
        self.say("\n")

    def write(self, text: str) -> None:
        print(text, end="", file=self.out, flush=True)

    async def read(self, session: Session) -> Reply:
        self.speaker = self.speaker or (session.round.persona.name if session.round else "")
        if session.draft:
            self.say(f"(Not sent when you left: {session.draft.strip()})")
        self.watch.start()
        lines: list[str] = []
        while line := await asyncio.to_thread(sys.stdin.readline):
            if line.strip():
                lines.append(line)
                if len(lines) == 1 and isinstance(typed(line, 0.0), Command):
                    break
            elif lines and not pasting():
                break
            elif lines:
                lines.append(line)
        if not line:
            return Hangup("".join(lines)) if not lines else typed("".join(lines).strip(), 0.0)
        return typed("".join(lines).strip(), self.watch.seconds)

    def sketched(self, argument: str) -> str:
        return sketched(argument, self.fail)

    def pause(self) -> None:
        self.watch.pause()
        self.say("The clock stands. Press Enter to go on.")
        sys.stdin.readline()
        self.watch.start()

    def tell(self, sentence: str) -> None:
        self.say(f"({sentence})")

    def fail(self, error: InterviewerError) -> None:
        print(error, file=sys.stderr)

    def help(self) -> None:
        for name, what in COMMANDS.items():
            self.say(f"/{name}  {what}")

    def ended(self, session: Session) -> None:
        self.say()
        self.say(session.report.read_text(encoding="utf-8"))

    def left(self, session: Session) -> None:
        self.say(f"\nEverything is kept. Go on with: interviewer sessions resume {session.id}")


def pasting() -> bool:
    """Whether more input is there already, on a terminal; in a pipe that says nothing."""
    if not sys.stdin.isatty():
        return False
    return bool(select.select([sys.stdin], [], [], PASTE_GAP_SECONDS)[0])
