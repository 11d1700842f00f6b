"""The protocol for programs: an event per line out, an answer or a command per line in."""

import asyncio
import json
import sys
from typing import Any

from interviewer.debrief.writing import REPORT
from interviewer.engines.engine import Spoken
from interviewer.errors import InterviewerError, UsageError
from interviewer.front.replies import COMMANDS, Answer, Command, Hangup, Reply
from interviewer.front.stopwatch import Stopwatch
from interviewer.session import Seen, Session
from interviewer.transcript.events import (
    Asked,
    Checked,
    Claim,
    Ended,
    EngineChanged,
    Revealed,
    RoundScored,
    RoundStarted,
    Sketched,
)

SCHEMA_VERSION = 1
# What a candidate may see of a claim before the debrief.
OPEN_CLAIM_FIELDS = {"text", "start", "end", "quantity", "claimed", "unit"}


class JsonLines:
    """Neither the plan nor the judgements are sent: they would give answers away."""

    def __init__(self, *, coach: bool = False) -> None:
        self.coach = coach
        self.session = ""
        self.report = ""
        self.watch = Stopwatch()

    def send(self, type_: str, **values: Any) -> None:
        line = {"type": type_, "session": self.session, **values}
        print(json.dumps(line, ensure_ascii=False), flush=True)

    def begun(self, session: Session, *, resumed: bool) -> None:
        self.session = session.id
        self.report = str(session.store.folder_of(session.id) / REPORT)
        header = session.record.header
        self.send(
            "session_started",
            schema_version=SCHEMA_VERSION,
            track=header.track,
            level=header.level,
            rounds=list(header.rounds),
            engine=header.engine,
            resumed=resumed,
        )

    def show(self, event: Seen) -> None:
        match event:
            case Spoken():
                self.send("said", text=event.text)
            case RoundStarted():
                self.send("round_started", **event.model_dump(exclude={"v", "at", "type"}))
            case Asked():
                self.watch.reset()
                self.watch.start()
                question = {"id": event.question, "text": event.text}
                question |= {"round": event.round, "kind": event.kind}
                self.send("asked", question=question)
            case Checked():
                self.send("checked", to=event.to, claims=[self.claim(c) for c in event.claims])
            case Revealed() | Sketched():
                self.send(event.type, **event.model_dump(exclude={"v", "at", "type"}))
            case RoundScored():
                values = event.model_dump(include={"round", "score", "vote", "said"})
                self.send("round_scored", **values)
            case EngineChanged():
                self.send("engine_changed", engine=event.engine, reason=event.reason)
            case Ended():
                self.send("ended", outcome=event.outcome, report=self.report)

    def claim(self, claim: Claim) -> dict[str, Any]:
        return claim.model_dump(include=None if self.coach else OPEN_CLAIM_FIELDS)

    async def read(self, session: Session) -> Reply:
        while line := await asyncio.to_thread(sys.stdin.readline):
            if not line.strip():
                continue
            try:
                return parsed(line, self.watch.seconds)
            except UsageError as error:
                self.fail(error)
        return Hangup()

    def sketched(self, argument: str) -> str:
        return argument

    def pause(self) -> None:
        """Stops the clock; a second `pause` starts it again."""
        if self.watch.is_running:
            self.watch.pause()
            self.send("paused")
        else:
            self.watch.start()
            self.send("resumed")

    def tell(self, sentence: str) -> None:
        self.send("notice", text=sentence)

    def fail(self, error: InterviewerError) -> None:
        self.send("error", message=str(error))

    def help(self) -> None:
        self.send("notice", text="Commands: " + ", ".join(COMMANDS))

    def ended(self, session: Session) -> None:
        """`ended` was sent as an event."""

    def left(self, session: Session) -> None:
        print(f"interviewer sessions resume {session.id} --json", file=sys.stderr)


def parsed(line: str, seconds: float) -> Answer | Command:
    """One line of input; `seconds` is the measured time, unless the line gives its own."""
    expected = 'expected {"to": "q1", "text": "…"} or {"command": "skip"}'
    try:
        values = json.loads(line)
    except (ValueError, RecursionError):
        raise UsageError(f"this line is not JSON: {line.strip()[:60]!r}; {expected}") from None
    if not isinstance(values, dict):
        raise UsageError(f"this line is not a JSON object: {line.strip()[:60]!r}; {expected}")
    if "command" in values:
        return command(values, seconds)
    text, to = values.get("text"), values.get("to")
    if not isinstance(text, str) or not isinstance(to, str):
        raise UsageError(f"found the fields {', '.join(values) or 'none'}; {expected}")
    return Answer(text, own_seconds(values, seconds), to)


def command(values: dict[str, Any], seconds: float) -> Command:
    name = values["command"]
    if name not in COMMANDS:
        raise UsageError(f"there is no command {name!r}; there are {', '.join(COMMANDS)}")
    argument = values.get("text") or values.get("artefact") or ""
    return Command(name, str(argument), own_seconds(values, seconds))


def own_seconds(values: dict[str, Any], measured: float) -> float:
    seconds = values.get("seconds", measured)
    is_number = isinstance(seconds, int | float) and not isinstance(seconds, bool)
    if not is_number or not 0 <= seconds < 86_400:
        raise UsageError(f"seconds must be a number from 0 to 86,400; found {seconds!r}")
    return float(seconds)
