"""Short ways to write a moment of the toy interview: who said what, and what is due."""

from interviewer.content import Content
from interviewer.engines.engine import Listened, Moment, Move
from interviewer.transcript.events import Answered, Asked, Judged, Judgement, Target
from interviewer.transcript.exchanges import Exchange, Turn
from tests.conftest import TEA

CONTENT = Content(TEA)
QUESTION = CONTENT.question("tea", "leaves", "green-tea")
ROUND = CONTENT.round("tea", "leaves")
ANSWER = "I put the leaves in the pot and pour the water over them, then I wait a while."
MISSING_TIME = Move("probe", Target(reason="missing", id="time"), "I wait a while")


def exchange(answer: str = ANSWER, met: tuple[str, ...] = ()) -> Exchange:
    """One turn on green tea."""
    asked = Asked(
        question="q1",
        round="leaves",
        bank="green-tea",
        kind="opening",
        target=Target(reason="opening"),
        text=QUESTION.text,
    )
    judged = tuple(Judgement(criterion=name, verdict="met", quote="x") for name in met)
    turn = Turn(
        asked,
        Answered(to="q1", text=answer, seconds=20),
        None,
        Judged(to="q1", reply="substantive", judgements=judged),
    )
    return Exchange("leaves", "green-tea", (turn,))


def moment(move: Move = MISSING_TIME, answer: str = ANSWER, met: tuple[str, ...] = ()) -> Moment:
    """The moment after an answer."""
    return Moment(
        round=ROUND,
        question=QUESTION,
        exchange=exchange(answer, met),
        previous=None,
        move=move,
        turn=0,
        remaining_seconds=500,
        seed=0,
    )


def listened(answer: str) -> Listened:
    return Listened(QUESTION, exchange(answer), answer)
