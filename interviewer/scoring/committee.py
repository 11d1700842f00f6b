"""The committee: independent votes, dissents stated and weighed, and a decision that needs
consensus. No single vote decides; a split that stays open does not pass.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.rubric import VALUES
from interviewer.transcript.events import CriterionScore, Dissent, Outcome, RoundScored, Vote

FAVOURABLE: tuple[Vote, ...] = ("yes", "strong_yes")
# Evidence from another round answers a doubt only if it is good, not merely present.
STRONG_SCORE = 4.0
WEAK_SCORE = 3.0
ANSWERS_NEEDED: dict[Vote, int] = {"strong_no": 2, "no": 1, "yes": 1, "strong_yes": 2}
VOTE_WORDS: dict[Vote, str] = {
    "strong_no": "strong no",
    "no": "no",
    "yes": "yes",
    "strong_yes": "strong yes",
}


@dataclass(frozen=True)
class Decision:
    outcome: Outcome | None
    reasons: tuple[str, ...]
    dissents: tuple[Dissent, ...]


def decide(rounds: Sequence[RoundScored], titles: dict[str, str]) -> Decision:
    """Decides on the rounds that could be graded; None if none could."""
    voted = [r for r in rounds if r.vote is not None]
    if not voted:
        return Decision(None, ("No round could be graded, so there is nothing to decide.",), ())
    for_it = [r for r in voted if r.vote in FAVOURABLE]
    against = [r for r in voted if r.vote not in FAVOURABLE]
    majority_is_for = len(for_it) > len(against)
    minority = against if majority_is_for else for_it
    majority = for_it if majority_is_for else against
    dissents = tuple(weigh(dissent, majority, titles) for dissent in minority)
    is_open = any(not dissent.resolved for dissent in dissents)
    ungraded = len(rounds) - len(voted)
    outcome = outcome_of(majority_is_for, is_open, bool(ungraded), majority)
    return Decision(outcome, reasons(voted, ungraded, dissents, outcome, titles), dissents)


def outcome_of(
    majority_is_for: bool, is_open: bool, has_ungraded: bool, majority: Sequence[RoundScored]
) -> Outcome:
    """Advance needs consensus and every round; a "no" needs it too, else the case is held."""
    if majority_is_for:
        return "hold" if is_open or has_ungraded else "advance"
    return "hold" if is_open and all(r.vote == "no" for r in majority) else "no"


def weigh(dissent: RoundScored, others: Sequence[RoundScored], titles: dict[str, str]) -> Dissent:
    """States a dissent with its evidence and looks in the other rounds for an answer to it.

    A "no" is answered where another round shows, strongly and with a quote, the very value
    that this round found weakest; a "yes", where its own strongest value was found weak. A
    strong vote needs two such answers.
    """
    assert dissent.vote is not None
    is_doubt = dissent.vote not in FAVOURABLE
    decisive = extreme_value(dissent, weakest=is_doubt)
    answers = contradicting(decisive, others, is_doubt=is_doubt) if decisive else []
    is_resolved = len(answers) >= ANSWERS_NEEDED[dissent.vote]
    return Dissent(
        round=dissent.round,
        vote=dissent.vote,
        stated=f"{titles[dissent.round]} voted {VOTE_WORDS[dissent.vote]}: {dissent.reason}",
        quote=first_quote(dissent),
        answered_by=tuple(answer.round for answer in answers),
        resolved=is_resolved,
        weighed=weighing(decisive, [titles[a.round] for a in answers], is_resolved),
    )


def extreme_value(scored: RoundScored, *, weakest: bool) -> CriterionScore | None:
    rated = [scored.values[v] for v in VALUES if scored.values[v].score is not None]
    choose = min if weakest else max
    return choose(rated, key=lambda value: value.score or 0.0) if rated else None


def contradicting(
    value: CriterionScore, others: Sequence[RoundScored], *, is_doubt: bool
) -> list[RoundScored]:
    """The rounds that found the opposite about the same value."""
    found = [(r, v) for r in others for v in r.values.values() if v.criterion == value.criterion]
    if is_doubt:
        return [r for r, v in found if v.quotes and (v.score or 0.0) >= STRONG_SCORE]
    return [r for r, v in found if v.score is not None and v.score < WEAK_SCORE]


def first_quote(scored: RoundScored) -> str | None:
    quotes = [q for c in (*scored.values.values(), *scored.criteria) for q in c.quotes]
    return quotes[0] if quotes else None


def weighing(decisive: CriterionScore | None, answers: Sequence[str], is_resolved: bool) -> str:
    """How the committee weighed one dissent, in a sentence."""
    if decisive is None or not answers:
        return "No other round has evidence on the same point, so the doubt stays open."
    seen = f"{' and '.join(answers)} saw {decisive.criterion.replace('-', ' ')} the other way"
    if is_resolved:
        return f"{seen}, with evidence, so the dissent is answered."
    return f"{seen}, but one observation does not outweigh so strong a vote; the doubt stays open."


def reasons(
    voted: Sequence[RoundScored],
    ungraded: int,
    dissents: Sequence[Dissent],
    outcome: Outcome,
    titles: dict[str, str],
) -> tuple[str, ...]:
    tally = ", ".join(f"{titles[r.round]} {VOTE_WORDS[r.vote]}" for r in voted if r.vote)
    lines = [f"The votes: {tally}."]
    best = max(voted, key=lambda r: r.score or 0.0)
    worst = min(voted, key=lambda r: r.score or 0.0)
    if best is not worst:
        lines.append(
            f"Strongest in {titles[best.round]} ({best.score:.1f} of 5), weakest in "
            f"{titles[worst.round]} ({worst.score:.1f} of 5)."
        )
    if ungraded:
        rounds = "One round" if ungraded == 1 else f"{ungraded} rounds"
        lines.append(f"{rounds} could not be graded, and nobody advances on missing evidence.")
    open_ones = [d for d in dissents if not d.resolved]
    if open_ones:
        lines.append("An open split does not pass: " + " ".join(d.weighed for d in open_ones))
    elif dissents:
        lines.append("The dissent was heard and answered, so the committee agrees.")
    else:
        lines.append("The interviewers agree.")
    lines.append(CLOSING[outcome])
    return tuple(lines)


CLOSING: dict[Outcome, str] = {
    "advance": "The committee advances the candidate.",
    "hold": "The committee holds the case: another conversation on the open point is needed.",
    "no": "The committee does not advance the candidate this time.",
}
