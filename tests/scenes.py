"""Short ways to write an exchange for tests: who was asked what, and how it was judged."""

from interviewer.levels import Level
from interviewer.questions import Question
from interviewer.scoring.standing import Standing
from interviewer.transcript.events import (
    Answered,
    Asked,
    Checked,
    Claim,
    ClaimVerdict,
    Judged,
    Judgement,
    Means,
    Reply,
    Target,
)
from interviewer.transcript.exchanges import Exchange, Turn

OPENING = Target(reason="opening")


def turn(
    number: int,
    *judgements: str,
    target: Target = OPENING,
    reply: Reply = "substantive",
    claims: tuple[Claim, ...] = (),
    seconds: float = 10,
    means: Means = "text",
) -> Turn:
    """`judgements` are criteria that were met, or `criterion=partly`."""
    name = f"q{number}"
    asked = Asked(
        question=name, round="leaves", bank="green-tea", kind="opening", target=target, text="?"
    )
    split = [each.partition("=") for each in judgements]
    judged = tuple(
        Judgement(criterion=criterion, verdict=verdict or "met", quote=f"quote {name}")  # type: ignore[arg-type]
        for criterion, _, verdict in split
    )
    return Turn(
        asked,
        Answered(to=name, text="…", seconds=seconds, means=means),
        Checked(to=name, claims=claims),
        Judged(to=name, reply=reply, judgements=judged),
    )


def claim(verdict: ClaimVerdict, quantity: str = "bandwidth") -> Claim:
    return Claim(
        text="3 TB/s", start=0, end=6, quantity=quantity, claimed=3, unit="TB/s", verdict=verdict
    )


def standing(question: Question, *turns: Turn, level: Level = "senior") -> Standing:
    return Standing(question, Exchange("leaves", question.id, turns), level)
