"""Scores over sessions, read from their transcripts: nothing is stored a second time."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from pydantic import BaseModel, ConfigDict

from interviewer.content import Content
from interviewer.errors import ContentError
from interviewer.progress.schedule import Attempt, remembered
from interviewer.questions import Question
from interviewer.scoring.rounds import mean
from interviewer.transcript.events import Outcome, RoundScored
from interviewer.transcript.record import Record

SCHEMA_VERSION = 1
FINE = 4.0


class Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class Point(Part):
    """A score of one session."""

    session: str
    at: datetime
    score: float


class Series(Part):
    """A value or a round over time, the oldest first."""

    name: str
    points: tuple[Point, ...]

    @property
    def change(self) -> float | None:
        """From the first to the last; None with fewer than two."""
        return self.points[-1].score - self.points[0].score if len(self.points) > 1 else None


class TopicProgress(Part):
    """A topic with the questions of the bank that ask it."""

    topic: str
    track: str
    attempts: int
    last_score: float
    last_at: datetime
    due: datetime
    is_due: bool


class Progress(Part):
    schema_version: int = SCHEMA_VERSION
    track: str
    sessions: int
    outcomes: tuple[Outcome, ...]
    values: tuple[Series, ...]
    rounds: tuple[Series, ...]
    topics: tuple[TopicProgress, ...]

    @property
    def due(self) -> tuple[TopicProgress, ...]:
        """What to practise now, the weakest first."""
        return tuple(topic for topic in self.topics if topic.is_due)


def progress(records: Iterable[Record], content: Content, track: str, now: datetime) -> Progress:
    """Of all sessions of a track; rounds that were not finished don't count."""
    held = [record for record in records if record.header.track == track]
    ended = [record.ended.outcome for record in held if record.ended]
    return Progress(
        track=track,
        sessions=len(held),
        outcomes=tuple(outcome for outcome in ended if outcome),
        values=tuple(series(by_value(held, content))),
        rounds=tuple(series(by_round(held, content))),
        topics=tuple(topics(held, content, now)),
    )


def series(found: dict[str, list[Point]]) -> Iterator[Series]:
    for name, points in found.items():
        if points:
            yield Series(name=name, points=tuple(sorted(points, key=lambda point: point.at)))


def by_value(records: Iterable[Record], content: Content) -> dict[str, list[Point]]:
    """A session's score for a value is the mean over its rounds, as in the debrief."""
    found: dict[str, list[Point]] = {value.name: [] for value in content.values.values}
    for record in records:
        scored = record.of(RoundScored)
        for value in content.values.values:
            scores = [r.values[value.id].score for r in scored if value.id in r.values]
            score = mean([one for one in scores if one is not None])
            if score is not None:
                found[value.name].append(point(record, score))
    return found


def by_round(records: Iterable[Record], content: Content) -> dict[str, list[Point]]:
    found: dict[str, list[Point]] = {}
    for record in records:
        for scored in record.of(RoundScored):
            if scored.score is not None:
                title = content.round(record.header.track, scored.round).title
                found.setdefault(title, []).append(point(record, scored.score))
    return found


def point(record: Record, score: float) -> Point:
    return Point(session=record.header.session, at=began(record), score=round(score, 2))


def began(record: Record) -> datetime:
    return datetime.fromisoformat(record.header.at)


def topics(records: Iterable[Record], content: Content, now: datetime) -> Iterator[TopicProgress]:
    """The weakest first."""
    attempts: dict[str, list[Attempt]] = {}
    track = ""
    for record in records:
        track = record.header.track
        for topic, attempt in answered(record, content):
            attempts.setdefault(topic, []).append(attempt)
    known = {topic: remembered(found) for topic, found in attempts.items()}
    for topic, memory in sorted(known.items(), key=lambda item: (item[1].last.score, item[0])):
        yield TopicProgress(
            topic=topic,
            track=track,
            attempts=len(attempts[topic]),
            last_score=memory.last.score,
            last_at=memory.last.at,
            due=memory.due,
            is_due=memory.due <= now,
        )


def answered(record: Record, content: Content) -> Iterator[tuple[str, Attempt]]:
    """Each topic of each graded question, with its score."""
    for scored in record.of(RoundScored):
        for one in scored.questions:
            question = known(content, record.header.track, scored.round, one.bank)
            if question and one.score is not None:
                attempt = Attempt(began(record), one.score)
                yield from ((topic, attempt) for topic in question.topics)


def known(content: Content, track: str, round_: str, bank: str) -> Question | None:
    """The question, unless it has left the bank since."""
    try:
        return content.question(track, round_, bank)
    except ContentError:
        return None
