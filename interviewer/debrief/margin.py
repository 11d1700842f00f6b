"""The transcript with notes in its margin: which words were taken for what."""

from collections.abc import Iterator

from interviewer.debrief.model import Note, TurnDebrief
from interviewer.questions import Question
from interviewer.transcript.events import Claim, Judgement
from interviewer.transcript.exchanges import Turn

CLAIMS = {
    "right": "right",
    "right_rounded": "right as rounded",
    "right_binary": "right in binary units",
    "wrong": "doesn't come out",
    "needs_inputs": "needs more to be checked",
}


def turn_debrief(turn: Turn, question: Question) -> TurnDebrief:
    return TurnDebrief(
        asked=turn.asked.text,
        answered=turn.answered.text if turn.answered else "",
        notes=(*heard(turn, question), *counted(turn.claims)),
    )


def heard(turn: Turn, question: Question) -> Iterator[Note]:
    """Key points, rungs, wrong claims and habits; values have a place of their own."""
    for judgement in turn.judgements:
        found = meaning(judgement, question)
        if found and judgement.quote:
            what, speaks_for = found
            part = " in part" if judgement.verdict == "partly" else ""
            yield Note(quote=judgement.quote, what=what + part, speaks_for=speaks_for)


def meaning(judgement: Judgement, question: Question) -> tuple[str, bool] | None:
    """What a judgement says in words, and whether it speaks for the candidate."""
    kind, _, id_ = judgement.criterion.partition(":")
    match kind:
        case "key":
            return next((p.point, True) for p in question.key_points if p.id == id_)
        case "rung":
            return question.deeper[int(id_)].point, True
        case "wrong":
            return next(
                (f"Not so: {m.claim}", False) for m in question.misconceptions if m.id == id_
            )
        case "green":
            return next((flag.what, True) for flag in question.green_flags if flag.id == id_)
        case "red":
            return next((flag.what, False) for flag in question.red_flags if flag.id == id_)
        case _:
            return None


def counted(claims: tuple[Claim, ...]) -> Iterator[Note]:
    for claim in claims:
        if words := CLAIMS.get(claim.verdict):
            is_right = claim.verdict.startswith("right")
            yield Note(quote=claim.text, what=f"{claim.quantity}: {words}", speaks_for=is_right)
