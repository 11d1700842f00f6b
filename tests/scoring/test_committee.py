"""The committee: nobody decides alone, and an open split does not pass."""

from interviewer.rubric import VALUES
from interviewer.scoring.committee import decide
from interviewer.transcript.events import CriterionScore, RoundScored, Vote

TITLES = {name: f"Round {name}" for name in "abcde"}


def scored(name: str, vote: Vote | None, honesty: float | None = 3.0) -> RoundScored:
    values = {value: CriterionScore(criterion=value, score=None) for value in VALUES}
    values["intellectual-honesty"] = CriterionScore(
        criterion="intellectual-honesty", score=honesty, quotes=("I would measure it",)
    )
    score = {"strong_no": 1.5, "no": 2.5, "yes": 3.5, "strong_yes": 4.5, None: None}[vote]
    return RoundScored(
        round=name,
        rubric="r 1",
        score=score,
        vote=vote,
        questions=(),
        criteria=(),
        values=values,
        reason="It was so.",
        said="Bye.",
    )


def outcome(*votes: RoundScored) -> str | None:
    return decide(votes, TITLES).outcome


def test_agreement_in_favour_advances() -> None:
    assert outcome(*(scored(n, "yes") for n in "abcde")) == "advance"


def test_agreement_against_is_a_no() -> None:
    assert outcome(*(scored(n, "no") for n in "abcde")) == "no"


def test_one_no_is_no_veto_when_other_evidence_answers_it() -> None:
    rounds = [scored(n, "yes", honesty=4.5) for n in "abcd"]
    decision = decide([*rounds, scored("e", "no", honesty=1.5)], TITLES)
    assert decision.outcome == "advance"
    assert decision.dissents[0].resolved
    assert "Round a" in decision.dissents[0].weighed


def test_an_open_split_does_not_pass() -> None:
    rounds = [scored(n, "yes", honesty=3.5) for n in "abcd"]
    decision = decide([*rounds, scored("e", "no", honesty=1.5)], TITLES)
    assert decision.outcome == "hold"
    assert not decision.dissents[0].resolved
    assert decision.dissents[0].quote == "I would measure it"


def test_a_strong_no_needs_two_answers() -> None:
    one = [scored("a", "yes", 4.5), *(scored(n, "yes", 3.5) for n in "bcd")]
    two = [*(scored(n, "yes", 4.5) for n in "ab"), *(scored(n, "yes", 3.5) for n in "cd")]
    assert outcome(*one, scored("e", "strong_no", 1.0)) == "hold"
    assert outcome(*two, scored("e", "strong_no", 1.0)) == "advance"


def test_a_single_yes_among_noes_does_not_carry() -> None:
    rounds = [scored(n, "strong_no", honesty=1.5) for n in "abcd"]
    assert outcome(*rounds, scored("e", "yes", honesty=4.0)) == "no"


def test_nobody_advances_on_missing_evidence() -> None:
    rounds = [scored(n, "yes") for n in "abcd"]
    assert outcome(*rounds, scored("e", None)) == "hold"


def test_without_any_vote_there_is_no_decision() -> None:
    decision = decide([scored(n, None) for n in "ab"], TITLES)
    assert decision.outcome is None
    assert "nothing to decide" in decision.reasons[0]


def test_each_dissent_is_stated_with_its_evidence_and_weighed() -> None:
    rounds = [scored(n, "yes") for n in "abc"]
    decision = decide([*rounds, scored("d", "no"), scored("e", "strong_no")], TITLES)
    assert [d.round for d in decision.dissents] == ["d", "e"]
    assert all(d.stated and d.weighed and d.quote for d in decision.dissents)
