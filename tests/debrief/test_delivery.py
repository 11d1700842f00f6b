"""Coaching on delivery: advice with quotes and times, beside one's own earlier sessions."""

from pathlib import Path

import pytest

from interviewer.debrief.delivery import delivery_debrief
from interviewer.debrief.markdown import delivery_lines
from interviewer.debrief.model import DeliveryDebrief
from interviewer.transcript.events import Delivered, Header, Pause
from interviewer.transcript.record import Record


def session(folder: Path, name: str, *answers: Delivered, at: str = "2026-01-01T10:00") -> Record:
    header = Header(
        session=name, track="tea", level="senior", rounds=("leaves",), engine="offline", seed=0,
        content="0", at=at,
    )  # fmt: skip
    (folder / name).mkdir()
    record = Record(folder / name / "transcript.jsonl")
    record.append(header)
    for answer in answers:
        record.append(answer)
    return record


def answer(to: str = "q1", *, words: int = 130, **fields: object) -> Delivered:
    values: dict[str, object] = {"first_word": 1.0, "speaking": 60.0, "interviewer": 20.0}
    return Delivered(to=to, words=words, **(values | fields))  # type: ignore[arg-type]


def debrief(folder: Path, *answers: Delivered) -> DeliveryDebrief:
    found = delivery_debrief(session(folder, "now", *answers, at="2026-02-01T10:00"))
    assert found
    return found


def advice(found: DeliveryDebrief) -> str:
    return " ".join(remark.advice for remark in found.remarks)


def test_a_text_session_has_none(tmp_path: Path) -> None:
    assert delivery_debrief(session(tmp_path, "now")) is None


def test_a_comfortable_answer_gets_no_advice(tmp_path: Path) -> None:
    assert debrief(tmp_path, answer()).remarks == ()


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"words": 200}, "200 words a minute; above 180"),
        ({"words": 80}, "80 words a minute; below 100"),
        ({"first_word": 6.5}, "first word came after 6.5 s"),
        ({"fillers": 9}, "At least 7 words in a hundred"),
        ({"hedges": ("maybe",) * 4}, "You hedged 4 times"),
    ],
)
def test_each_habit_has_its_advice(fields: dict[str, object], says: str, tmp_path: Path) -> None:
    assert says in advice(debrief(tmp_path, answer(**fields)))  # type: ignore[arg-type]


def test_a_sudden_silence_is_quoted_with_its_time(tmp_path: Path) -> None:
    pause = Pause(at=72.0, seconds=8.0, after="it depends on the batch.")
    (remark,) = debrief(tmp_path, answer(pauses=(pause,))).remarks
    assert "silent for 8 s" in remark.advice
    assert (remark.quote, remark.at) == ("it depends on the batch.", "q1, 1:12")


def test_an_announced_one_is_praised(tmp_path: Path) -> None:
    pause = Pause(at=3.0, seconds=8.0, after="Let me think about that.")
    assert "keep doing that" in advice(debrief(tmp_path, answer(pauses=(pause,))))


def test_earlier_sessions_are_set_beside_it_and_later_ones_are_not(tmp_path: Path) -> None:
    session(tmp_path, "a", answer(words=100))
    session(tmp_path, "b", answer(words=120))
    session(tmp_path, "c", answer(words=500), at="2026-03-01T10:00")
    session(tmp_path, "d")
    (tmp_path / "e").mkdir()
    (tmp_path / "e" / "transcript.jsonl").write_text('garbage "type":"delivered"\n')
    found = debrief(tmp_path, answer())
    assert found.compared_with == 2
    assert (found.measures[0].now, found.measures[0].earlier) == (130.0, 110.0)
    assert "median of your last 2 sessions" in "\n".join(delivery_lines(found))
