"""What the interviewer asks from the guide, in whole interviews of the real tracks."""

from collections import Counter

import pytest

from interviewer.content import Content
from interviewer.debrief.building import build_debrief
from interviewer.debrief.markdown import markdown
from interviewer.engines.offline import OfflineEngine
from interviewer.questions import Question
from interviewer.session import Session, Store, begin
from interviewer.transcript.events import Asked, Judged
from tests.session.candidates import interviewed, prepared


async def held(store: Store, content: Content, track: str, round_: str) -> Session:
    options = {"track": track, "rounds": (round_,), "level": "entry", "seed": 5}
    session = begin(store, content, OfflineEngine(), **options)  # type: ignore[arg-type]
    async with session:
        await interviewed(session, content, knowing)
    return session


def knowing(question: Question, asked: Asked, session: Session) -> str:
    """Answers as the prepared candidate, and what comes from the guide with a passage of it."""
    if asked.target.reason == "guide":
        return Content().passage((asked.target.id or "").partition("#")[0]).text[:400]
    return prepared(question, asked, session)


@pytest.mark.parametrize(("track", "round_"), [("mle", "ml-depth"), ("ai-pm", "ml-systems")])
async def test_each_question_has_at_most_one_from_the_guide(
    store: Store, track: str, round_: str
) -> None:
    content = Content()
    session = await held(store, content, track, round_)
    asked = [a for a in session.record.of(Asked) if a.target.reason == "guide"]
    assert asked
    assert max(Counter(a.bank for a in asked).values()) == 1
    assert len({a.target.id for a in asked}) == len(asked)
    replies = {judged.to: judged.reply for judged in session.record.of(Judged)}
    assert {replies[a.question] for a in asked} == {"substantive"}
    debrief = markdown(build_debrief(session.record, content))
    assert all(f"`guide show {str(a.target.id).partition('#')[0]}`" in debrief for a in asked)


async def test_the_same_answers_are_asked_the_same_from_the_guide(store: Store) -> None:
    texts = []
    for _ in range(2):
        session = await held(store, Content(), "mle", "ml-depth")
        texts.append([asked.text for asked in session.record.of(Asked)])
    assert texts[0] == texts[1]
