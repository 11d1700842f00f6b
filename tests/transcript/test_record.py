"""The transcript on disk: append-only, idempotent, readable after a crash."""

from pathlib import Path

import pytest

from interviewer.errors import NoSuchSession, RecordError
from interviewer.transcript.events import Answered, Asked, Checked, Header, Target
from interviewer.transcript.record import Record, read

GOLDEN = Path(__file__).parent / "golden"
HEADER = Header(
    session="s",
    track="tea",
    level="senior",
    rounds=("leaves",),
    engine="offline",
    seed=0,
    content="0",
)


def asked(number: int) -> Asked:
    return Asked(
        question=f"q{number}",
        round="leaves",
        bank="green-tea",
        kind="opening",
        target=Target(reason="opening"),
        text="How?",
    )


@pytest.fixture
def record(tmp_path: Path) -> Record:
    record = Record(tmp_path / "transcript.jsonl")
    record.append(HEADER)
    record.append(asked(1))
    return record


def test_the_first_event_of_a_key_wins(record: Record) -> None:
    first = record.append(Answered(to="q1", text="one", seconds=1))
    second = record.append(Answered(to="q1", text="two", seconds=1))
    assert second is first
    assert [a.text for a in read(path(record)).of(Answered)] == ["one"]


def test_what_is_read_is_what_was_written(record: Record) -> None:
    record.append(Answered(to="q1", text="mm² “quoted” \u2028 line\nbreak", seconds=1))
    assert list(read(path(record))) == list(record)


def test_a_torn_last_line_is_cut_off_and_writing_goes_on(record: Record) -> None:
    with path(record).open("a") as file:
        file.write('{"v":1,"type":"answ')
    again = read(path(record))
    again.append(Answered(to="q1", text="one", seconds=1))
    assert [e.type for e in read(path(record))] == ["header", "asked", "answered"]


def test_a_broken_line_in_the_middle_is_named_by_its_number(record: Record) -> None:
    lines = path(record).read_text().splitlines()
    path(record).write_text("\n".join([lines[0], "garbage", lines[1]]) + "\n")
    with pytest.raises(RecordError, match="line 2 is not an event"):
        read(path(record))


def test_a_newer_format_is_refused_with_the_way_on(record: Record) -> None:
    path(record).write_text(path(record).read_text().replace('"v":1', '"v":9'))
    with pytest.raises(RecordError, match=r"format 9 .* newer"):
        read(path(record))


def test_an_unknown_field_is_an_error_and_not_lost_silently(record: Record) -> None:
    path(record).write_text(path(record).read_text().replace('"seed":0', '"seed":0,"mood":1'))
    with pytest.raises(RecordError, match="mood"):
        read(path(record))


@pytest.mark.parametrize("content", [b"", b"{}\n", b'{"v":1,"type":"ended","outcome":null}\n'])
def test_a_file_without_a_header_is_no_transcript(content: bytes, tmp_path: Path) -> None:
    broken = tmp_path / "transcript.jsonl"
    broken.write_bytes(content)
    with pytest.raises(RecordError):
        read(broken)


def test_no_file_is_no_session(tmp_path: Path) -> None:
    with pytest.raises(NoSuchSession):
        read(tmp_path / "transcript.jsonl")


def test_what_lies_ahead_is_invisible_until_it_is_recalled(record: Record) -> None:
    record.append(Answered(to="q1", text="one", seconds=1))
    record.append(asked(2))
    record.rewind(2)
    assert record.open_question == record.find("asked q1", Asked)
    assert record.answer("q1") is None
    assert record.recall("answered q1", Answered)
    assert record.answer("q1")
    assert record.find("asked q2", Asked) is None
    assert record.append(asked(2)) == record.ahead("asked q2", Asked)


def test_a_disk_that_refuses_is_a_sentence_and_nothing_is_kept(record: Record) -> None:
    record.path = Path("/dev/full")
    with pytest.raises(RecordError, match="can't be written"):
        record.append(Answered(to="q1", text="one", seconds=1))
    assert record.answer("q1") is None


def test_transcripts_are_private(record: Record) -> None:
    assert path(record).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("golden", sorted(GOLDEN.glob("*.jsonl")), ids=lambda p: p.stem)
def test_every_released_format_still_opens(golden: Path) -> None:
    record = Record(None, tuple(read(golden)))
    assert record.ended
    assert {event.type for event in record} >= {"asked", "answered", "judged", "round_scored"}
    assert any(checked.claims for checked in record.of(Checked))


def path(record: Record) -> Path:
    assert record.path
    return record.path
