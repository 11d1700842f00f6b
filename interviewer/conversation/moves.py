"""What to do after an answer: follow up, go deeper, ask again in other words, or go on.

The order is an interviewer's: first a wrong number, then a misconception, then the heaviest
missing point, then one level deeper until the candidate's knowledge ends. Whoever has climbed
the ladder in good time is asked one thing more, from the guide.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interviewer.engines.engine import Move
from interviewer.levels import Level
from interviewer.scoring.standing import Standing
from interviewer.transcript.events import Reply, Target
from interviewer.transcript.exchanges import Turn

# A reply that is no answer is met twice with the question in other words, then left open.
MOST_RESTATEMENTS = 2
MOST_PROBES: dict[Level, int] = {"entry": 1, "senior": 2, "staff": 2}
MOST_RUNGS: dict[Level, int] = {"entry": 1, "senior": 2, "staff": 3}
# Good enough to go deeper: over half of what the level is expected to say.
GOOD_COVERAGE = 0.5
# A question may take half as long again as planned before the interviewer goes on.
OVERRUN = 1.5
RESTATED: dict[Reply, str] = {
    "empty": "silence",
    "off_topic": "off_topic",
    "asks_back": "asks_back",
    "asks_answer": "declined",
}


@dataclass(frozen=True)
class Situation:
    """Where a question stands; `remaining_seconds` is what the round's clock still holds.

    `angles` are the ids of the guide's probes that could still be asked, the best one first.
    """

    standing: Standing
    remaining_seconds: float
    angles: Sequence[str] = ()

    @property
    def turns(self) -> tuple[Turn, ...]:
        return self.standing.exchange.turns

    @property
    def last(self) -> Turn:
        return self.standing.exchange.last

    def asked_for(self, reason: str) -> list[Target]:
        return [t.asked.target for t in self.turns if t.asked.target.reason == reason]

    @property
    def used(self) -> float:
        """The share of the time planned for the question that the answers took."""
        return self.standing.exchange.seconds / (self.standing.question.minutes * 60)

    @property
    def is_out_of_time(self) -> bool:
        return self.remaining_seconds <= 0 or self.used > OVERRUN


def next_move(situation: Situation) -> Move | None:
    """The follow-up to the last answer, or None: on to the next question."""
    answered, judged = situation.last.answered, situation.last.judged
    if answered is None or judged is None or answered.means == "skip":
        return None
    if judged.reply in RESTATED:
        return restatement(situation, judged.reply)
    if situation.is_out_of_time:
        return None
    if judged.reply == "dont_know":
        return find_out(situation)
    return next(follow_ups(situation), None)


def restatement(situation: Situation, reply: Reply) -> Move | None:
    """The same question again, up to a limit that counts the replies in a row that were none."""
    streak = 0
    for turn in reversed(situation.turns):
        if turn.judged is None or turn.judged.reply not in RESTATED:
            break
        streak += 1
    if streak > MOST_RESTATEMENTS or situation.remaining_seconds <= 0:
        return None
    return Move("clarify", Target.model_validate({"reason": RESTATED[reply]}))


def find_out(situation: Situation) -> Move | None:
    """ "I don't know" is an answer; how one would find out is the next question, once."""
    if situation.asked_for("find_out"):
        return None
    return Move("probe", Target(reason="find_out"))


def follow_ups(situation: Situation) -> Iterator[Move]:
    yield from wrong_number(situation)
    yield from misconception(situation)
    yield from missing_point(situation)
    yield from one_deeper(situation)
    yield from another_angle(situation)


def wrong_number(situation: Situation) -> Iterator[Move]:
    asked = {target.id for target in situation.asked_for("wrong_number")}
    for claim in situation.last.claims:
        if claim.verdict == "wrong" and claim.quantity not in asked:
            target = Target(reason="wrong_number", id=claim.quantity)
            yield Move("probe", target, claim.text)


def misconception(situation: Situation) -> Iterator[Move]:
    asked = {target.id for target in situation.asked_for("misconception")}
    for wrong in situation.standing.held:
        if wrong.id not in asked:
            quote = situation.standing.quote(f"wrong:{wrong.id}")
            yield Move("probe", Target(reason="misconception", id=wrong.id), quote)


def missing_point(situation: Situation) -> Iterator[Move]:
    asked = {target.id for target in situation.asked_for("missing")}
    if len(asked) >= MOST_PROBES[situation.standing.level]:
        return
    for point in situation.standing.missing:
        if point.id not in asked:
            yield Move("probe", Target(reason="missing", id=point.id), last_quote(situation))


def one_deeper(situation: Situation) -> Iterator[Move]:
    """The next rung, while the answers stay good and the one before was answered."""
    rung = len(situation.asked_for("deeper"))
    is_good = situation.standing.coverage >= GOOD_COVERAGE
    is_answered = rung == 0 or situation.standing.verdict(f"rung:{rung - 1}") != "not_met"
    if is_good and is_answered and rung < MOST_RUNGS[situation.standing.level]:
        yield Move("deeper", Target(reason="deeper", id=str(rung)), last_quote(situation))


def another_angle(situation: Situation) -> Iterator[Move]:
    """One question from the guide, when the ladder is climbed before the planned time is up."""
    is_climbed = len(situation.asked_for("deeper")) >= MOST_RUNGS[situation.standing.level]
    if is_climbed and situation.used < 1 and not situation.asked_for("guide"):
        for name in situation.angles[:1]:
            yield Move("deeper", Target(reason="guide", id=name), last_quote(situation))


def last_quote(situation: Situation) -> str | None:
    """Words of the last answer that made a point, to show that they were heard."""
    quotes = [j.quote for j in situation.last.judgements if j.criterion.startswith("key:")]
    return next((quote for quote in quotes if quote), None)
