"""What every front end offers, and the loop that all of them share."""

from collections.abc import AsyncIterator
from typing import Protocol

from interviewer.errors import InterviewerError, NotTheOpenQuestion
from interviewer.front.replies import Answer, Command, Hangup, Reply
from interviewer.session import Seen, Session
from interviewer.transcript.events import Means


class Screen(Protocol):
    def begun(self, session: Session, *, resumed: bool) -> None: ...
    def show(self, event: Seen) -> None: ...
    async def read(self, session: Session) -> Reply: ...
    def sketched(self, argument: str) -> str: ...
    def pause(self) -> None: ...
    def tell(self, sentence: str) -> None: ...
    def fail(self, error: InterviewerError) -> None: ...
    def help(self) -> None: ...
    def ended(self, session: Session) -> None: ...
    def left(self, session: Session) -> None: ...


async def interview(session: Session, screen: Screen, *, resumed: bool = False) -> bool:
    """Holds the interview; False if the candidate left before the end."""
    async with session:
        screen.begun(session, resumed=resumed)
        left_at = session.record.ended or session.open_question
        await show_all(session.advance(), screen)
        if left_at and left_at in (session.record.ended, session.open_question):
            screen.show(left_at)
        while session.open_question:
            reply = await screen.read(session)
            if isinstance(reply, Hangup):
                session.keep_draft(reply.draft)
                screen.left(session)
                return False
            await take(reply, session, screen)
        screen.ended(session)
        return True


async def show_all(events: AsyncIterator[Seen], screen: Screen) -> None:
    async for event in events:
        screen.show(event)


async def take(reply: Answer | Command, session: Session, screen: Screen) -> None:
    if isinstance(reply, Command):
        session.keep_draft("")
        await obey(reply, session, screen)
    else:
        await give(session, screen, reply.text, reply.seconds, to=reply.to, means=reply.means)


async def give(
    session: Session,
    screen: Screen,
    text: str,
    seconds: float,
    *,
    to: str | None = None,
    means: Means = "text",
) -> None:
    waiting = session.open_question
    assert waiting is not None
    answered = session.answer(to=to or waiting.question, text=text, seconds=seconds, means=means)
    try:
        await show_all(answered, screen)
    except NotTheOpenQuestion as error:
        screen.fail(error)
    else:
        session.keep_draft("")


async def obey(command: Command, session: Session, screen: Screen) -> None:
    waiting = session.open_question
    assert waiting is not None
    match command.name:
        case "skip":
            await give(session, screen, "", command.seconds, means="skip")
        case "reveal":
            if shown := session.reveal(to=waiting.question, wanted=command.argument):
                screen.show(shown)
            else:
                screen.tell("There is nothing to show for that on this question.")
        case "whiteboard":
            if sketch := screen.sketched(command.argument):
                screen.show(session.sketch(to=waiting.question, text=sketch))
            else:
                screen.tell("The sketch is empty, so nothing was kept.")
        case "pause":
            screen.pause()
        case "time":
            screen.tell(session.clock(command.seconds))
        case _:
            screen.help()
