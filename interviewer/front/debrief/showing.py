"""What both forms of the debrief show beside its data: charts, marked answers, words for votes."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from markupsafe import Markup

from interviewer.debrief.markdown import OUTCOMES, score, so_far, vote
from interviewer.debrief.model import Debrief, Note, TurnDebrief
from interviewer.front.drawing.radar import SIZE, Axis, Radar
from interviewer.front.drawing.time_bars import BAR_HEIGHT, LABEL_WIDTH, WIDTH, TimeBars, Used
from interviewer.questions import PlantedIncident
from interviewer.transcript.events import ClaimVerdict

VERDICTS: dict[ClaimVerdict, str] = {
    "right": "right",
    "right_rounded": "right as rounded",
    "right_binary": "right in binary units",
    "wrong": "doesn't come out",
    "needs_inputs": "needs more",
    "not_checkable": "can't be checked",
}


@dataclass(frozen=True)
class Piece:
    """A stretch of an answer, with what it was taken for."""

    text: str
    notes: tuple[Note, ...] = ()


def shown(debrief: Debrief) -> dict[str, Any]:
    """What the templates of both forms are filled with."""
    return {
        "debrief": debrief,
        "outcome": OUTCOMES[debrief.outcome] if debrief.outcome else "No decision",
        "radar": radar(debrief),
        "radar_size": SIZE,
        "bars": time_bars(debrief),
        "bars_width": WIDTH,
        "bar_height": BAR_HEIGHT,
        "label_width": LABEL_WIDTH,
        "score": score,
        "so_far": so_far,
        "vote": vote,
        "pieces": lambda turn: [*pieces(turn)],
        "timeline": timeline,
        "verdicts": VERDICTS,
    }


def radar(debrief: Debrief) -> Radar:
    return Radar([Axis(value.name, value.score) for value in debrief.values])


def time_bars(debrief: Debrief) -> TimeBars:
    return TimeBars(
        [
            Used(r.title, r.minutes, [(q.title, q.seconds / 60) for q in r.questions])
            for r in debrief.rounds
        ]
    )


def timeline(planted: PlantedIncident) -> Markup:
    """Its picture, simulated again; importing what draws it takes a moment."""
    from interviewer.front.drawing.timeline import svg
    from interviewer.session.showing import incident

    return Markup(svg(incident(planted)))


def pieces(turn: TurnDebrief) -> Iterator[Piece]:
    """An answer cut where notes begin and end, each piece with the notes that hold there."""
    text = turn.answered
    placed = [(at, at + len(n.quote), n) for n in turn.notes if (at := text.find(n.quote)) >= 0]
    edges = sorted({0, len(text), *(edge for low, high, _ in placed for edge in (low, high))})
    for low, high in pairwise(edges):
        held = tuple(note for start, end, note in placed if start <= low and high <= end)
        yield Piece(text[low:high], held)
