"""A session from the first word to the debrief, on the real graph."""

import json
import shutil
from collections.abc import Callable

import pytest

from interviewer.content import Content
from interviewer.engines.offline import OfflineEngine
from interviewer.errors import NotTheOpenQuestion, SessionBusy, UsageError
from interviewer.session import Session, Store, begin, resume
from interviewer.session.checkpoints import CHECKPOINTS
from interviewer.transcript.events import Asked, Deliberated, Judged, RoundScored, RoundStarted
from tests.conftest import STORY, STRONG, advanced, answered, to_the_end

New = Callable[..., Session]


async def test_an_interview_goes_from_the_opening_to_the_debrief(begun: New, store: Store) -> None:
    async with begun() as session:
        await to_the_end(session)
        assert session.is_over
        assert [r.round for r in session.record.of(RoundScored)] == ["leaves", "service"]
        assert session.record.of(Deliberated)[0].outcome == "advance"
    assert "# Debrief: Tea Brewer" in (store.folder_of(session.id) / "report.md").read_text()


async def test_the_first_interviewer_speaks_before_the_graph_is_loaded(begun: New) -> None:
    async with begun() as session:
        first = await anext(session.advance())
        assert isinstance(first, RoundStarted)
        assert session._runner is None


async def test_an_answer_to_another_question_is_refused_and_not_recorded(begun: New) -> None:
    async with begun() as session:
        await advanced(session)
        await answered(session, STRONG)
        with pytest.raises(NotTheOpenQuestion, match="q2 is"):
            async for _ in session.answer(to="q1", text="again", seconds=1):
                pass
        assert session.record.answer("q1").text == STRONG  # type: ignore[union-attr]


async def test_a_second_process_on_one_session_is_refused(
    begun: New, store: Store, tea: Content
) -> None:
    async with begun() as session:
        again = resume(store, tea, OfflineEngine(), session.id)
        with pytest.raises(SessionBusy, match="another window"):
            await again.__aenter__()


async def test_the_same_script_twice_gives_the_same_transcript(begun: New) -> None:
    def plain(session: Session) -> list[str]:
        events = [event.model_dump(exclude={"at", "session"}) for event in session.record]
        return [json.dumps(event) for event in events]

    transcripts = []
    for _ in range(2):
        async with begun(seed=7) as session:
            await to_the_end(session, ("I steep it for two minutes.", "I brewed it again."))
            transcripts.append(plain(session))
    assert transcripts[0] == transcripts[1]


async def test_a_lost_checkpoint_is_rebuilt_from_the_transcript(
    begun: New, store: Store, tea: Content
) -> None:
    async with begun() as session:
        await advanced(session)
        await answered(session, "I steep it for two minutes.")
        await answered(session, "I don't know")
        waiting, events = session.open_question, list(session.record)
    (store.folder_of(session.id) / CHECKPOINTS).unlink()
    async with resume(store, tea, OfflineEngine(), session.id) as again:
        await advanced(again)
        assert again.open_question == waiting
        assert list(again.record) == events
        await to_the_end(again)
        assert again.is_over


@pytest.mark.parametrize("garbage", [b"", b"not a database", b"SQLite format 3\0" + b"\xff" * 5000])
async def test_an_unreadable_checkpoint_is_rebuilt(
    begun: New, store: Store, tea: Content, garbage: bytes
) -> None:
    async with begun() as session:
        await advanced(session)
        await answered(session, STRONG)
        waiting = session.open_question
    (store.folder_of(session.id) / CHECKPOINTS).write_bytes(garbage)
    async with resume(store, tea, OfflineEngine(), session.id) as again:
        await advanced(again)
        assert again.open_question == waiting


async def test_an_old_copy_of_the_checkpoint_does_no_harm(
    begun: New, store: Store, tea: Content
) -> None:
    async with begun() as session:
        await advanced(session)
        await answered(session, "I steep it for two minutes.")
        bookmark = store.folder_of(session.id) / CHECKPOINTS
        shutil.copy(bookmark, bookmark.with_suffix(".old"))
        await answered(session, STRONG)
        await answered(session, STRONG)
        waiting, events = session.open_question, list(session.record)
    shutil.copy(bookmark.with_suffix(".old"), bookmark)
    async with resume(store, tea, OfflineEngine(), session.id) as again:
        await advanced(again)
        assert again.open_question == waiting
        assert list(again.record) == events


async def test_questions_of_earlier_sessions_come_last(begun: New) -> None:
    async with begun() as first:
        await to_the_end(first)
    assert set(begun().record.header.avoid) == {
        "green-tea",
        "green-story",
        "black-tea",
        "black-story",
    }


async def test_a_skipped_question_is_left_blank_and_the_next_one_comes(begun: New) -> None:
    async with begun() as session:
        await advanced(session)
        async for _ in session.answer(to="q1", text="", seconds=5, means="skip"):
            pass
        assert session.open_question
        assert session.open_question.bank == "green-story"
        assert "Ms. Oolong" in session.open_question.text


async def test_a_round_of_which_nothing_can_be_graded_gets_no_score(begun: New) -> None:
    async with begun() as session:
        await advanced(session)
        while waiting := session.open_question:
            async for _ in session.answer(to=waiting.question, text="", seconds=1, means="skip"):
                pass
        assert [r.score for r in session.record.of(RoundScored)] == [None, None]
        assert session.record.of(Deliberated)[0].outcome is None


async def test_the_clock_ends_a_round(begun: New) -> None:
    async with begun() as session:
        await advanced(session)
        await answered(session, STRONG, seconds=601)
        assert [r.round for r in session.record.of(RoundScored)] == ["leaves"]
        assert "time is up" in session.record.of(RoundScored)[0].said


async def test_a_reply_that_is_none_does_not_advance(begun: New) -> None:
    async with begun() as session:
        await advanced(session)
        for reply in ("", "my dog likes football on sunny weekends"):
            await answered(session, reply)
            assert session.open_question
            assert session.open_question.bank == "green-tea"
            assert session.open_question.kind == "clarify"
        await answered(session, "")
        assert session.open_question
        assert session.open_question.bank == "green-story"


async def test_text_that_is_not_unicode_is_kept_as_well_as_can_be(begun: New) -> None:
    async with begun() as session:
        await advanced(session)
        await answered(session, "steep \udcff for minutes \x00")
        assert session.record.answer("q1").text == "steep ? for minutes \x00"  # type: ignore[union-attr]


async def test_sketches_stay_with_their_question(begun: New) -> None:
    async with begun() as session:
        await advanced(session)
        session.sketch(to="q1", text="graph TD; kettle --> pot")
        assert session.sketch(to="q1", text="second").number == 2
        await to_the_end(session)
    assert "kettle --> pot" in (session.store.folder_of(session.id) / "report.md").read_text()


async def test_every_quote_stands_in_an_answer(begun: New) -> None:
    async with begun() as session:
        await to_the_end(session, (STRONG + " " + STORY,))
        answers = {a.key.split()[1]: a.text for a in session.record if a.type == "answered"}
        judged = session.record.of(Judged)
        quotes = [(j.to, each.quote) for j in judged for each in j.judgements if each.quote]
        assert quotes
        assert all(quote in answers[to] for to, quote in quotes)


async def test_no_question_is_planned_twice(begun: New) -> None:
    async with begun() as session:
        await to_the_end(session)
        opened = [a.bank for a in session.record.of(Asked) if a.kind == "opening"]
        assert len(opened) == len(set(opened)) == 4


def test_an_unknown_round_or_track_is_a_usage_error(store: Store, tea: Content) -> None:
    with pytest.raises(UsageError, match="leaves, service"):
        begin(store, tea, OfflineEngine(), track="tea", rounds=("biscuits",))
    with pytest.raises(UsageError, match="choose one of tea"):
        begin(store, tea, OfflineEngine(), track="coffee")
