"""A session: one candidate going through one track, whatever front end drives it."""

import asyncio
import importlib
from collections.abc import AsyncIterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from interviewer.content import Content
from interviewer.conversation.openings import started
from interviewer.debrief.writing import REPORT, write_debrief
from interviewer.engines.engine import Engine, Spoken
from interviewer.errors import NotTheOpenQuestion, UsageError
from interviewer.levels import Level
from interviewer.listening.matching import Heeded
from interviewer.questions import Artefact, Question
from interviewer.rounds import Round
from interviewer.sentences import minutes
from interviewer.session import showing
from interviewer.session.store import Store, held
from interviewer.transcript.events import (
    Answered,
    AnyEvent,
    Asked,
    Delivered,
    Header,
    Heard,
    Means,
    Revealed,
    RoundStarted,
    Sketched,
)
from interviewer.transcript.exchanges import exchanges
from interviewer.transcript.record import Record

if TYPE_CHECKING:
    from interviewer.session.runner import Runner

Seen = AnyEvent | Spoken
Noted = TypeVar("Noted", Heard, Delivered)
DRAFT = "draft.txt"


def begin(
    store: Store,
    content: Content,
    engine: Engine,
    *,
    track: str,
    level: Level = "senior",
    rounds: tuple[str, ...] = (),
    seed: int | None = None,
    only: tuple[str, ...] = (),
) -> "Session":
    """A new session. Without a seed, questions of earlier sessions are avoided; with `only`
    nothing but the questions of these ids is asked.
    """
    known = content.track(track).rounds
    if unknown := [r for r in rounds if r not in known]:
        raise UsageError(f"{track} has no round {unknown[0]!r}; it has {', '.join(known)}")
    count, asked = store.history(track) if seed is None else (seed, ())
    header = Header(
        session=store.new_id(),
        track=track,
        level=level,
        rounds=rounds or known,
        engine=engine.name,
        seed=count,
        avoid=asked,
        only=only,
        content=content.version,
        content_folder=str(content.added.absolute()) if content.added else "",
    )
    return Session(store, content, engine, store.begin(header))


def resume(store: Store, content: Content, engine: Engine, session: str) -> "Session":
    """A session from its transcript; an unreadable or lost checkpoint is rebuilt."""
    return Session(store, content, engine, store.record(store.find(session)))


@dataclass
class Session:
    """Use as `async with session:`, then `advance()` and `answer(…)`, which yield events.

    Raises SessionBusy on entering when another process has it open.
    """

    store: Store
    content: Content
    engine: Engine
    record: Record
    _runner: "Runner | None" = None
    _stack: ExitStack = field(default_factory=ExitStack)

    @property
    def id(self) -> str:
        return self.record.header.session

    @property
    def is_over(self) -> bool:
        return self.record.ended is not None

    @property
    def open_question(self) -> Asked | None:
        return self.record.open_question

    @property
    def round(self) -> Round | None:
        """The round that is going on."""
        begun = self.record.of(RoundStarted)
        return self.content.round(self.record.header.track, begun[-1].round) if begun else None

    def seconds_used(self) -> float:
        """The candidate's time in the round that is going on."""
        round_id = self.round.id if self.round else None
        return sum(exchange.seconds for exchange in exchanges(self.record, round_id))

    def seconds_left(self, running: float) -> float:
        """What the round's clock still holds, `running` being the time on the open question."""
        planned = self.round.minutes * 60 if self.round else 0.0
        return planned - self.seconds_used() - running

    def clock(self, running: float) -> str:
        """Both clocks in words."""
        left = minutes(self.seconds_left(running))
        return f"{minutes(running)} on this question, {left} left in this round"

    @property
    def _draft(self) -> Path:
        return self.store.folder_of(self.id) / DRAFT

    @property
    def draft(self) -> str:
        """What was typed but not sent when the session was last left."""
        return self._draft.read_text(encoding="utf-8") if self._draft.exists() else ""

    def keep_draft(self, text: str) -> None:
        """Keeps an unsent answer for the next time; an empty one removes it."""
        if text.strip():
            self._draft.write_text(text, encoding="utf-8")
        else:
            self._draft.unlink(missing_ok=True)

    async def __aenter__(self) -> "Session":
        self._stack.enter_context(held(self.store.folder_of(self.id)))
        return self

    async def __aexit__(self, *_: object) -> None:
        self._stack.close()
        await self.engine.close()

    async def advance(self) -> AsyncIterator[Seen]:
        """Goes on to the question that waits for an answer, or to the end.

        On a new session the first interviewer speaks at once, while the graph is loaded.
        """
        if len(self.record) == 1:
            first = self.content.round(self.record.header.track, self.record.header.rounds[0])
            yield self.record.append(started(first))
        if not self.is_over:
            async for event in (await self._loaded()).catch_up():
                yield event

    async def answer(
        self, *, to: str, text: str, seconds: float, means: Means = "text"
    ) -> AsyncIterator[Seen]:
        """Records the answer, syncs it to disk, and goes on to the next question.

        A message that only asks to see something new is no answer: it is shown, and the question
        waits on. Raises NotTheOpenQuestion unless `to` is the question that waits.
        """
        self._must_be_open(to)
        if unseen := [a for a in self._wanted(text) if not self._has_seen(to, a)]:
            for artefact in unseen:
                yield self._shown(to, artefact)
            return
        clean = text.encode("utf-8", "replace").decode()
        self.record.append(Answered(to=to, text=clean, seconds=round(seconds, 1), means=means))
        async for event in (await self._loaded()).heard(to):
            yield event

    @property
    def report(self) -> Path:
        """The debrief's Markdown file; written now if a crash came before it was."""
        folder = self.store.folder_of(self.id)
        if not (folder / REPORT).exists():
            write_debrief(self.record, self.content, folder)
        return folder / REPORT

    def sketch(self, *, to: str, text: str) -> Sketched:
        """Keeps a whiteboard sketch with the open question."""
        self._must_be_open(to)
        number = len(self.record.sketches(to)) + 1
        return self.record.append(Sketched(to=to, number=number, text=text))

    def note(self, event: Noted) -> Noted:
        """Keeps what was noticed while the open question is being answered."""
        self._must_be_open(event.to)
        return self.record.append(event)

    def reveal(self, *, to: str, wanted: str = "") -> Revealed | None:
        """Shows the next artefact of the open question, or the one asked for; None if none."""
        self._must_be_open(to)
        shown = {r.artefact for r in self.record.of(Revealed) if r.to == to}
        left = [a for a in self._artefacts() if wanted or a.id not in shown]
        chosen = next((a for a in left if is_called(a, wanted)), None)
        if chosen is None:
            return None
        return self._shown(to, chosen)

    def _has_seen(self, to: str, artefact: Artefact) -> bool:
        return any(r.to == to and r.artefact == artefact.id for r in self.record.of(Revealed))

    def _shown(self, to: str, chosen: Artefact) -> Revealed:
        return self.record.append(
            Revealed(to=to, artefact=chosen.id, title=chosen.title, text=chosen.text)
        )

    @property
    def _question(self) -> Question | None:
        """What the bank holds about the open question."""
        asked = self.open_question
        track = self.record.header.track
        return self.content.question(track, asked.round, asked.bank) if asked else None

    def _artefacts(self) -> tuple[Artefact, ...]:
        return showing.artefacts(self._question) if self._question else ()

    def _wanted(self, message: str) -> tuple[Artefact, ...]:
        return showing.wanted(self._question, message, is_called) if self._question else ()

    def _must_be_open(self, to: str) -> None:
        waiting = self.open_question
        if waiting is None or waiting.question != to:
            now = f"{waiting.question} is" if waiting else "none is"
            raise NotTheOpenQuestion(
                f"{to} is not the question that waits for an answer; {now}. Nothing was recorded"
            )

    async def _loaded(self) -> "Runner":
        """The graph, imported in a thread beside whatever the front end shows meanwhile."""
        if self._runner is None:
            module = await asyncio.to_thread(importlib.import_module, "interviewer.session.runner")
            runner = module.Runner(self.content, self.engine, self.record)
            folder = self.store.folder_of(self.id)
            self._runner = self._stack.enter_context(runner.opened(folder))
        assert self._runner is not None
        return self._runner


def is_called(artefact: Artefact, wanted: str) -> bool:
    """Whether a candidate's words ask for this artefact; no words ask for any."""
    names = {artefact.id.replace("-", " "), artefact.title, *artefact.asked_as}
    asked = Heeded(wanted)
    return not wanted.strip() or any(asked.mentions(name) for name in names)
