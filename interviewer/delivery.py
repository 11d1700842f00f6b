"""How answers were spoken: pace, pauses, fillers, hedges. Coaching, and no part of any score."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from interviewer.transcript.events import Delivered, Pause

# Below a second a gap belongs to the rhythm of speech.
SHORTEST_PAUSE_SECONDS = 1.0
MOST_PAUSES = 20
AFTER_WORDS = 8
LAST_WORDS = 8
Stretch = tuple[float, float]

WORD = re.compile(r"[A-Za-z0-9][\w'’./-]*")
# Only what hardly means anything else: "kind of" may belong to "this kind of kernel".
FILLER = re.compile(r"\b(?:u+h+m*|u+m+|e+r+m?|h+m+|you know|basically)\b", re.IGNORECASE)
HEDGE = re.compile(
    r"\b(?:i (?:guess|suppose)|maybe|perhaps|probably|possibly|i'?m not (?:really )?sure|somehow"
    r"|more or less|something like that|i would say|hopefully|might be|could be)\b",
    re.IGNORECASE,
)
CERTAINTY = re.compile(
    r"\b(?:definitely|certainly|for sure|obviously|clearly|always|never|without (?:a )?doubt"
    r"|i (?:know|measured|checked|computed|verified)|we measured|exactly|i'?m (?:sure|certain))\b",
    re.IGNORECASE,
)
ANNOUNCED = re.compile(
    r"\b(?:let me (?:think|see|work|do the|calculate|recall)|give me (?:a|one|just)|one (?:moment"
    r"|second)|just a (?:moment|second)|hold on|bear with me|i need to think|i'?m thinking"
    r"|thinking about (?:it|that)|how (?:do|should|shall) i put|good question|where was i)\b",
    re.IGNORECASE,
)


def delivered(
    to: str,
    text: str,
    spoken: Sequence[Stretch],
    said_by: Sequence[tuple[float, str]] = (),
    interviewer_seconds: float = 0.0,
    number: int = 1,
) -> Delivered:
    """The measures of one answer.

    `spoken` are stretches of speech in seconds of the answer, from voice activity, since
    recognition's own times are off by seconds. `said_by` is what had been said by which second.
    Recognition leaves out fillers, so that there are at least as many as are counted.
    """
    return Delivered(
        to=to,
        number=number,
        first_word=round(spoken[0][0], 2) if spoken else None,
        speaking=round(speaking_seconds(spoken), 2),
        pauses=pauses(spoken, said_by),
        words=len(WORD.findall(text)),
        fillers=len(FILLER.findall(text)),
        hedges=found(HEDGE, text),
        certainties=found(CERTAINTY, text),
        interviewer=round(interviewer_seconds, 2),
    )


def speaking_seconds(spoken: Sequence[Stretch]) -> float:
    """With the gaps between words and breaths, which belong to the pace, and without pauses."""
    gaps = [two[0] - one[1] for one, two in pairwise(spoken)]
    silent = sum(gap for gap in gaps if gap >= SHORTEST_PAUSE_SECONDS)
    return spoken[-1][1] - spoken[0][0] - silent if spoken else 0.0


def pauses(spoken: Sequence[Stretch], said_by: Sequence[tuple[float, str]]) -> tuple[Pause, ...]:
    gaps = [(one[1], two[0] - one[1]) for one, two in pairwise(spoken)]
    long = sorted((gap for gap in gaps if gap[1] >= SHORTEST_PAUSE_SECONDS), key=lambda g: -g[1])
    return tuple(
        Pause(at=round(at, 2), seconds=round(seconds, 2), after=last_words(said_by, at))
        for at, seconds in sorted(long[:MOST_PAUSES])
    )


def last_words(said_by: Sequence[tuple[float, str]], at: float) -> str:
    """The last few words said by then, as far as speech was cut there."""
    before = [text for when, text in said_by if when <= at + SHORTEST_PAUSE_SECONDS / 2]
    return " ".join(before[-1].split()[-AFTER_WORDS:]) if before else ""


def found(pattern: re.Pattern[str], text: str) -> tuple[str, ...]:
    return tuple(match.group().lower() for match in pattern.finditer(text))


def announces_pause(text: str) -> bool:
    """Whether its last words say that a pause follows: "let me think about that"."""
    return bool(ANNOUNCED.search(" ".join(text.split()[-LAST_WORDS:])))


@dataclass(frozen=True)
class Overall:
    """The measures over all spoken answers of a session; None where nothing was spoken."""

    answers: int
    words_per_minute: float
    first_word_seconds: float
    longest_pause: Pause | None
    pauses_per_minute: float
    fillers_per_100_words: float
    hedges: int
    certainties: int
    talk_ratio: float | None


def overall(events: Iterable[Delivered]) -> Overall | None:
    """Words per minute count over speech only, so that thinking costs nothing."""
    spoken = [event for event in events if event.speaking > 0 and event.words]
    if not spoken:
        return None
    speaking = sum(event.speaking for event in spoken)
    words = sum(event.words for event in spoken)
    interviewer = sum(event.interviewer for event in spoken)
    silences = [pause for event in spoken for pause in event.pauses]
    return Overall(
        answers=len(spoken),
        words_per_minute=round(60 * words / speaking, 1),
        first_word_seconds=round(middle([e.first_word or 0.0 for e in spoken]), 2),
        longest_pause=max(silences, key=lambda pause: pause.seconds, default=None),
        pauses_per_minute=round(60 * len(silences) / speaking, 1),
        fillers_per_100_words=round(100 * sum(e.fillers for e in spoken) / words, 1),
        hedges=sum(len(event.hedges) for event in spoken),
        certainties=sum(len(event.certainties) for event in spoken),
        talk_ratio=round(speaking / (speaking + interviewer), 2) if interviewer else None,
    )


def middle(values: Sequence[float]) -> float:
    """The median."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
