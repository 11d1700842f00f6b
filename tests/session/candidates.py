"""Scripted candidates for the real tracks: what each of them says to any question."""

from collections.abc import Callable

from interviewer.content import Content
from interviewer.questions import KeyPoint, Question
from interviewer.session import Session
from interviewer.transcript.events import Asked
from tests.conftest import advanced, answered

Candidate = Callable[[Question, Asked, Session], str]

# What people say who have read the headlines: fluent, friendly, and without a single mechanism.
HEADLINES = (
    "I would look at the metrics first and then scale up, since more GPUs usually help.",
    "I think the most important thing is the vision, and the customer has to love it.",
    "Probably the network or something like that, the infrastructure people would know.",
    "I don't know.",
    "We had a great team, everybody worked hard, and in the end everyone was happy.",
    "I would use the latest framework, it handles that automatically.",
)


def prepared(question: Question, asked: Asked, session: Session) -> str:
    """Answers as the model answer does, and each follow-up to its point."""
    target = asked.target
    if target.reason == "deeper":
        return ". ".join(question.deeper[int(target.id or 0)].phrasings)
    if target.reason == "missing":
        return ". ".join(point(question, target.id).phrasings)
    return str(getattr(question.model_answer, session.record.header.level))


def superficial(_question: Question, _asked: Asked, session: Session) -> str:
    return HEADLINES[len(session.record.of(Asked)) % len(HEADLINES)]


def point(question: Question, id_: str | None) -> KeyPoint:
    return next(point for point in question.key_points if point.id == id_)


async def interviewed(session: Session, content: Content, candidate: Candidate) -> None:
    """Plays the session to its end with this candidate."""
    await advanced(session)
    track = session.record.header.track
    while waiting := session.open_question:
        asked = session.record.of(Asked)[-1]
        question = content.question(track, waiting.round, waiting.bank)
        await answered(session, candidate(question, asked, session), seconds=90)
