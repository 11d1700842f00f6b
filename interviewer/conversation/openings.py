"""How a round begins: known before the graph is loaded, so that somebody speaks at once."""

from interviewer.rounds import Round
from interviewer.transcript.events import RoundStarted


def started(round_: Round) -> RoundStarted:
    return RoundStarted(
        round=round_.id,
        title=round_.title,
        interviewer=round_.persona.name,
        seat=round_.persona.seat,
        minutes=round_.minutes,
        opening=round_.script.opening,
    )
