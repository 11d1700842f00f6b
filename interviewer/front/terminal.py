"""The terminal: the interviewer's words in colour, an editor line with a live clock."""

import time

from prompt_toolkit import PromptSession
from prompt_toolkit.formatted_text import HTML
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from rich.cells import cell_len
from rich.console import Console
from rich.markdown import Markdown
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from interviewer.engines.engine import Spoken
from interviewer.errors import InterviewerError
from interviewer.front.coaching import remarks
from interviewer.front.editor import sketched
from interviewer.front.flowing import Flow
from interviewer.front.replies import COMMANDS, Hangup, Reply, typed
from interviewer.front.stopwatch import Stopwatch
from interviewer.sentences import minutes
from interviewer.session import Seen, Session
from interviewer.transcript.events import (
    Asked,
    Checked,
    Revealed,
    RoundScored,
    RoundStarted,
    Sketched,
)

MOST_COLUMNS = 96
PANEL_COLUMNS = 4
DRAFT_EVERY_SECONDS = 1.0
KEYS_HINT = "Enter sends · Alt-Enter new line · /help · Ctrl-C leaves, nothing is lost"


class Terminal:
    def __init__(self, console: Console | None = None, *, coach: bool = False) -> None:
        self.console = console or Console(highlight=False)
        self.coach = coach
        self.watch = Stopwatch()
        self.flow = Flow(self.write)
        self.speaker = ""
        self._prompt: PromptSession[str] = PromptSession(
            multiline=True, key_bindings=keys(), prompt_continuation="  "
        )
        self._session: Session | None = None
        self._unsent = ""
        self._kept_at = 0.0
        self._prompt.default_buffer.on_text_changed += lambda _: self.keep_draft()

    @property
    def width(self) -> int:
        return min(self.console.width, MOST_COLUMNS)

    def begun(self, session: Session, *, resumed: bool) -> None:
        header = session.record.header
        what = f"{session.content.track(header.track).title}, {header.level} level"
        word = "Resuming" if resumed else "Session"
        self.console.print(f"[dim]{word} {header.session} · {what} · {header.engine} engine[/]")
        self._session, self._unsent = session, session.draft
        if resumed and session.round:
            self.speaker = session.round.persona.name

    def show(self, event: Seen) -> None:
        match event:
            case RoundStarted():
                self.show_round(event)
            case Spoken():
                self.stream(event.text)
            case Asked():
                self.asked(event.text)
                self.watch.reset()
            case Checked() if self.coach:
                for remark in remarks(event):
                    self.tell(f"Coach: {remark}")
            case Revealed():
                self.reveal(event)
            case Sketched():
                self.tell("The sketch is kept with this question.")
            case RoundScored():
                self.speak(event.said)

    def show_round(self, event: RoundStarted) -> None:
        self.speaker = event.interviewer
        self.console.print()
        self.console.print(Rule(f"[bold]{event.title}[/]", style="cyan"), width=self.width)
        who = f"[bold]{event.interviewer}[/], {event.seat} · {event.minutes:.0f} minutes"
        self.console.print(who)
        self.speak(event.opening)

    def reveal(self, event: Revealed) -> None:
        """In a panel where it fits; else between rules, since a cropped table misleads."""
        widest = max(map(cell_len, event.text.splitlines()), default=0)
        if widest + PANEL_COLUMNS <= self.console.width:
            body = Text(event.text, no_wrap=True)
            self.console.print(Panel(body, title=event.title, border_style="cyan"))
            return
        self.console.print(Rule(event.title, style="cyan"))
        self.console.print(Text(event.text), soft_wrap=True)
        self.console.print(Rule(style="cyan"))

    def speak(self, text: str) -> None:
        self.console.print()
        line = Text(f"{self.speaker}  ", style="bold cyan")
        line.append(text, style="not bold default")
        self.console.print(Padding(line, (0, 0, 1, 0)), width=self.width)

    def stream(self, piece: str) -> None:
        """A piece of an utterance as it comes; the first one has the speaker's name before it."""
        if not self.flow.is_open:
            self.console.print()
            self.console.print(Text(f"{self.speaker}  ", style="bold cyan"), end="")
            self.flow.begin(self.width, len(self.speaker) + 2)
        self.flow.add(piece)

    def asked(self, text: str) -> None:
        """The end of an utterance that was streamed, or a whole one."""
        if self.flow.is_open:
            self.flow.end()
            self.console.print("\n")
        else:
            self.speak(text)

    def write(self, text: str) -> None:
        self.console.print(Text(text), end="", soft_wrap=True)

    async def read(self, session: Session) -> Reply:
        self.watch.start()
        while True:
            try:
                text = await self._prompt.prompt_async(
                    HTML("<b>you</b>  "),
                    default=self._unsent,
                    bottom_toolbar=lambda: self.toolbar(session),
                    refresh_interval=1.0,
                )
            except KeyboardInterrupt:
                return Hangup(self._prompt.default_buffer.text)
            except EOFError:
                return Hangup()
            self._unsent = ""
            if text.strip():
                return typed(text.strip(), self.watch.seconds)
            self.tell("Nothing was sent. Type an answer, or /skip to leave it unanswered.")

    def keep_draft(self) -> None:
        """Saves what is being typed about once a second: a crash must not cost a paragraph."""
        if self._session and time.monotonic() - self._kept_at >= DRAFT_EVERY_SECONDS:
            self._kept_at = time.monotonic()
            self._session.keep_draft(self._prompt.default_buffer.text)

    def toolbar(self, session: Session) -> str:
        left = session.seconds_left(self.watch.seconds)
        return f" {minutes(self.watch.seconds)} · round {minutes(left)} left · {KEYS_HINT}"

    def sketched(self, argument: str) -> str:
        return sketched(argument, self.fail)

    def pause(self) -> None:
        self.watch.pause()
        self.console.input("[dim]The clock stands. Press Enter to go on.[/] ")
        self.watch.start()

    def tell(self, sentence: str) -> None:
        self.console.print(f"[dim]{sentence}[/]")

    def fail(self, error: InterviewerError) -> None:
        self.console.print(str(error), style="red", markup=False)

    def help(self) -> None:
        table = Table.grid(padding=(0, 2))
        for name, what in COMMANDS.items():
            table.add_row(f"[bold]/{name}[/]", what)
        self.console.print(table)
        self.tell(KEYS_HINT)

    def ended(self, session: Session) -> None:
        text = session.report.read_text(encoding="utf-8")
        self.console.print(Markdown(text), width=self.width)
        self.tell(f"Kept as {session.report}")

    def left(self, session: Session) -> None:
        self.tell("Everything is kept. Go on with:")
        self.console.print(f"interviewer sessions resume {session.id}", markup=False)


def keys() -> KeyBindings:
    """Enter sends, Alt-Enter or Ctrl-J begins a new line; a pasted text stays whole."""
    bindings = KeyBindings()

    @bindings.add("enter")
    def send(event: KeyPressEvent) -> None:
        event.current_buffer.validate_and_handle()

    @bindings.add("escape", "enter")
    @bindings.add("c-j")
    def new_line(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text("\n")

    return bindings
