"""A transcript seen as exchanges: one question of the bank with all its follow-ups."""

from dataclasses import dataclass

from interviewer.transcript.events import Answered, Asked, Checked, Claim, Judged, Judgement
from interviewer.transcript.record import Record


@dataclass(frozen=True)
class Turn:
    """One asking and what came of it; `answered` is None while it waits."""

    asked: Asked
    answered: Answered | None
    checked: Checked | None
    judged: Judged | None

    @property
    def claims(self) -> tuple[Claim, ...]:
        return self.checked.claims if self.checked else ()

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        return self.judged.judgements if self.judged else ()

    @property
    def seconds(self) -> float:
        return self.answered.seconds if self.answered else 0.0

    @property
    def is_substantive(self) -> bool:
        return self.judged is not None and self.judged.reply == "substantive"


@dataclass(frozen=True)
class Exchange:
    """The turns about one question of the bank, in order; the first is the opening."""

    round: str
    bank: str
    turns: tuple[Turn, ...]

    @property
    def last(self) -> Turn:
        return self.turns[-1]

    @property
    def seconds(self) -> float:
        return sum(turn.seconds for turn in self.turns)

    @property
    def is_graded(self) -> bool:
        """Whether the candidate said anything that can be judged."""
        return any(turn.is_substantive for turn in self.turns)


def turn(record: Record, asked: Asked) -> Turn:
    return Turn(
        asked,
        record.answer(asked.question),
        record.find(f"checked {asked.question}", Checked),
        record.find(f"judged {asked.question}", Judged),
    )


def exchanges(record: Record, round_id: str | None = None) -> list[Exchange]:
    """Every exchange so far, or those of one round, in the order in which they were opened."""
    found: dict[tuple[str, str], list[Turn]] = {}
    for asked in record.of(Asked):
        if round_id in (None, asked.round):
            found.setdefault((asked.round, asked.bank), []).append(turn(record, asked))
    return [Exchange(round_, bank, tuple(turns)) for (round_, bank), turns in found.items()]
