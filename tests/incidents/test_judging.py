"""Good and bad debuggers come well apart, and nothing but the planted cause is accepted."""

from functools import cache
from statistics import mean

import pytest

from interviewer.incidents.artefacts.sheets import sheets
from interviewer.incidents.faults import Fault, faults
from interviewer.incidents.incident import Incident, incident
from interviewer.incidents.judging import Judgement, judged
from interviewer.incidents.playing import Play
from interviewer.listening.matching import Heeded

from . import debuggers
from .debuggers import BAD, GOOD, Manner, Script

BY_FAULT = {script.fault: script for script in GOOD}


@cache
def drawn(script: Script) -> Incident:
    return incident(7, fault_id=script.fault, hardware=script.hardware, workload_id=script.workload)


@cache
def scored_well(script: Script) -> Judgement:
    return judged(debuggers.play_well(script, drawn(script)))


@cache
def scored_badly(script: Script, manner: Manner) -> Judgement:
    return judged(debuggers.play_badly(script, drawn(script), manner))


def verdict(judgement: Judgement, mark_id: str) -> str:
    return next(mark.verdict for mark in judgement.marks if mark.id == mark_id)


@pytest.mark.parametrize("script", GOOD, ids=lambda script: script.fault)
def test_a_good_debugger_scores_over_four(script: Script) -> None:
    judgement = scored_well(script)
    weak = [(m.id, m.verdict, m.reason) for m in judgement.marks if m.verdict != "met"]
    assert judgement.score >= 4.3, weak
    assert verdict(judgement, "root-cause") == "met"


@pytest.mark.parametrize("manner", BAD, ids=lambda manner: manner.__name__)
def test_a_bad_debugger_stays_under_three(manner: Manner) -> None:
    for script in GOOD:
        is_right_by_luck = script.fault == "cpu-loader" and manner is debuggers.guesses_at_once
        if not is_right_by_luck:
            assert scored_badly(script, manner).score < 3.0, script.fault


def test_good_and_bad_lie_well_apart() -> None:
    good = [scored_well(script).score for script in GOOD]
    bad = [scored_badly(script, manner).score for script in GOOD for manner in BAD]
    assert mean(good) - mean(bad) >= 2.5
    assert min(good) - max(bad) >= 1.0


def test_naming_all_faults_names_none() -> None:
    script = BY_FAULT["thermal"]
    judgement = scored_badly(script, debuggers.names_every_cause)
    assert verdict(judgement, "root-cause") == "not_met"


def test_a_lucky_guess_without_evidence_is_no_diagnosis() -> None:
    play = Play(drawn(BY_FAULT["thermal"]))
    play.hear("Conclusion: it's thermal throttling, the clock drops. Fix the fans. 1.4x.")
    play.hear("Then I measure clocks and temperature.")
    judgement = judged(play)
    assert verdict(judgement, "root-cause") == "met"
    assert judgement.score < 4


def test_a_denied_cause_is_not_claimed() -> None:
    play = Play(drawn(BY_FAULT["power-cap"]))
    play.hear("Conclusion: the GPU isn't thermally throttling. The power limit was lowered.")
    assert verdict(judged(play), "root-cause") == "met"


def test_every_quote_stands_in_what_was_said() -> None:
    for script in GOOD:
        play = debuggers.play_well(script, drawn(script))
        said = "\n".join(turn.said for turn in play.turns)
        for mark in judged(play).marks:
            assert mark.quote is None or mark.quote in said


def test_a_number_that_was_not_shown_is_no_evidence() -> None:
    play = Play(drawn(BY_FAULT["thermal"]))
    play.hear("It's at 87 C with 1305 MHz.")
    play.hear("Conclusion: thermal throttling, the clock drops to 1305 MHz at 87 C. Fans. 1.4x.")
    assert verdict(judged(play), "evidence") == "not_met"


def test_asking_for_everything_shows_nothing_and_is_noticed() -> None:
    play = Play(drawn(BY_FAULT["thermal"]))
    turn = play.hear("Please give me everything you have.")
    assert turn.revealed == ()
    assert turn.asked.is_greedy
    assert "Which one first" in turn.reply


def test_asking_for_one_output_after_the_other_is_noticed_too() -> None:
    play = Play(drawn(BY_FAULT["thermal"]))
    for sheet in sheets(play.incident)[:12]:
        play.hear(f"Can I see {sheet.asked_as[0]}?")
    play.hear("Conclusion: thermal throttling, its clock drops. Fix the fans. 1.4x. Then compare.")
    assert verdict(judged(play), "next-command") == "partly"


def test_what_a_conclusion_leaves_out_is_asked_for_once() -> None:
    play = Play(drawn(BY_FAULT["thermal"]))
    first = play.hear("Conclusion: thermal throttling of one GPU. Clean the fans.")
    assert "how much do you expect to gain and what would you measure" in first.reply
    assert not play.is_over
    play.hear("No idea.")
    assert play.is_over


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("thermal throttling of one GPU and a lowered power limit", "partly"),
        (
            "the loader starves the GPU with too few workers; thermal throttling is not it",
            "not_met",
        ),
        ("thermals are fine, the clock is fine, it's launch overhead of small kernels", "not_met"),
        ("it isn't the power limit; one GPU is overheating and lowers its clock", "met"),
    ],
)
def test_only_what_is_asserted_counts_and_only_one_cause(said: str, expected: str) -> None:
    play = Play(drawn(BY_FAULT["thermal"]))
    play.hear(f"Conclusion: {said}. It gains 1.4x. Then measure clocks and steps per second.")
    assert verdict(judged(play), "root-cause") == expected


@pytest.mark.parametrize("fault", faults(), ids=lambda fault: fault.id)
def test_each_cause_is_heard_in_its_own_words_and_in_no_others(fault: Fault) -> None:
    for text in fault.cause.phrasings:
        said = Heeded(text)
        assert [other.id for other in faults() if said.states(other.cause)] == [fault.id]
    for text in fault.fix.phrasings:
        assert Heeded(text).states(fault.fix)


@pytest.mark.parametrize("fault", faults(), ids=lambda fault: fault.id)
def test_every_fault_can_be_found_named_and_mended(fault: Fault) -> None:
    play = Play(incident(12, fault_id=fault.id))
    there = {sheet.id: sheet for sheet in sheets(play.incident)}
    for sheet_id in fault.tell_tales:
        if sheet_id in there:
            play.hear(f"Can I see {there[sheet_id].asked_as[0]}?")
            assert sheet_id in play.shown
    gain = f"{play.incident.speedup:.2f}x"
    after = " and ".join(fault.after[:2])
    cause, mended = fault.cause.phrasings[0], fault.fix.phrasings[0]
    play.hear(f"Conclusion: {cause}. I'd {mended}. I expect {gain}. Then I'd measure {after}.")
    judgement = judged(play)
    for mark_id in ("next-command", "root-cause", "fix", "gain", "after"):
        assert verdict(judgement, mark_id) == "met", mark_id
