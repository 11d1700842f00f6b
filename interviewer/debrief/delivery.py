"""How the candidate came across by voice: measures, advice with quotes, their earlier sessions.

The limits are those of the guide's passage on pace. Nothing here enters a score.
"""

from collections.abc import Iterator

from interviewer.debrief.model import DeliveryDebrief, DeliveryRemark, Measure
from interviewer.delivery import Overall, announces_pause, middle, overall
from interviewer.errors import RecordError
from interviewer.sentences import minutes
from interviewer.transcript.events import Delivered
from interviewer.transcript.record import Record, read

PASSAGE = "hesitation-and-pace"
SLOWEST_WORDS_PER_MINUTE = 100
FASTEST_WORDS_PER_MINUTE = 180
LATE_FIRST_WORD_SECONDS = 4.0
LONG_PAUSE_SECONDS = 5.0
MANY_FILLERS_PER_100_WORDS = 4.0
MOST_EARLIER = 5
MARK = b'"type":"delivered"'


def delivery_debrief(record: Record) -> DeliveryDebrief | None:
    """None where nothing was spoken."""
    events = record.of(Delivered)
    now = overall(events)
    if now is None:
        return None
    before = earlier(record)
    return DeliveryDebrief(
        answers=now.answers,
        compared_with=len(before),
        measures=tuple(measures(now, before)),
        remarks=tuple(remarks(now, events)),
        passage=PASSAGE,
    )


def earlier(record: Record) -> list[Overall]:
    """The candidate's last spoken sessions before this one, kept beside it."""
    if record.path is None:
        return []
    found = []
    for path in sorted(record.path.parent.parent.glob(f"*/{record.path.name}"), reverse=True):
        if path == record.path or MARK not in path.read_bytes():
            continue
        try:
            other = read(path)
        except RecordError:
            continue
        spoken = overall(other.of(Delivered)) if other.header.at < record.header.at else None
        found += [spoken] if spoken else []
    return found[:MOST_EARLIER]


def measures(now: Overall, before: list[Overall]) -> Iterator[Measure]:
    rows = (
        ("words a minute, while speaking", "words_per_minute"),
        ("seconds to the first word (median)", "first_word_seconds"),
        ("pauses over a second, each minute of speech", "pauses_per_minute"),
        ("fillers in 100 words, at least", "fillers_per_100_words"),
        ("your share of the talking", "talk_ratio"),
    )
    for name, field in rows:
        value = getattr(now, field)
        others = [getattr(each, field) for each in before]
        known = [other for other in others if other is not None]
        if value is not None:
            usual = round(middle(known), 2) if known else None
            yield Measure(name=name, now=value, earlier=usual)


def remarks(now: Overall, events: list[Delivered]) -> Iterator[DeliveryRemark]:
    if pace := pace_advice(now.words_per_minute):
        yield DeliveryRemark(advice=pace)
    if now.first_word_seconds > LATE_FIRST_WORD_SECONDS:
        yield DeliveryRemark(
            advice=f"Your first word came after {now.first_word_seconds:.1f} s. A sentence that is "
            "always true buys time: what the quantity is, in which unit, and what decides it."
        )
    yield from pause_remarks(events)
    if now.fillers_per_100_words >= MANY_FILLERS_PER_100_WORDS:
        yield DeliveryRemark(
            advice=f"At least {now.fillers_per_100_words:.0f} words in a hundred were fillers. "
            "A silent breath does the same work."
        )
    yield from hedge_remarks(now, events)


def pace_advice(words_per_minute: float) -> str:
    pace = f"You spoke {words_per_minute:.0f} words a minute"
    if words_per_minute > FASTEST_WORDS_PER_MINUTE:
        return f"{pace}; above 180 a chain of numbers can't be followed. Slow down at numbers."
    if words_per_minute < SLOWEST_WORDS_PER_MINUTE:
        return f"{pace}; below 100 listeners drift off. Say the sentence whole, then pause."
    return ""


def pause_remarks(events: list[Delivered]) -> Iterator[DeliveryRemark]:
    """On the longest silence that was not announced, or else a word of praise for one that was."""
    pauses = [(event.to, pause) for event in events for pause in event.pauses]
    long = sorted((p for p in pauses if p[1].seconds >= LONG_PAUSE_SECONDS), key=seconds_of_pause)
    sudden = [each for each in long if not announces_pause(each[1].after)]
    if sudden:
        to, pause = sudden[-1]
        yield DeliveryRemark(
            advice=f"You were silent for {pause.seconds:.0f} s. Announced, a pause is read as "
            "care: “let me write the sizes down, ten seconds.”",
            quote=pause.after or None,
            at=f"{to}, {minutes(pause.at)}",
        )
    elif long:
        to, pause = long[-1]
        yield DeliveryRemark(
            advice=f"You announced your longest pause, {pause.seconds:.0f} s: keep doing that.",
            quote=pause.after or None,
            at=f"{to}, {minutes(pause.at)}",
        )


def seconds_of_pause(place: tuple[str, object]) -> float:
    return float(getattr(place[1], "seconds", 0.0))


def hedge_remarks(now: Overall, events: list[Delivered]) -> Iterator[DeliveryRemark]:
    """Only where hedges are many and outnumber what is said with certainty."""
    if now.hedges >= max(3, 2 * now.certainties + 1):
        words = dict.fromkeys(hedge for event in events for hedge in event.hedges)
        yield DeliveryRemark(
            advice=f"You hedged {now.hedges} times and were certain {now.certainties} times. Say "
            "which you know, which you reason, and which you would measure.",
            quote=", ".join(list(words)[:4]),
        )
