"""What an answer says without standing by it is neither a point made nor a mistake held."""

import pytest

from interviewer.listening.clauses import clauses
from interviewer.listening.disowned import owned
from interviewer.listening.matching import Heeded
from interviewer.rubric import Signals

EFFICIENT = Signals(
    phrasings=("a high sm percentage means it is efficient", "sm% tells how efficient it is"),
    cues=("sm%| sm percent | sm", "efficient | efficiency"),
)


def disowned(answer: str) -> list[str]:
    return [clause.text for clause in owned(clauses(answer)) if clause.is_disowned]


@pytest.mark.parametrize(
    "answer",
    [
        "Some say SM% means it's efficient. That's not so, it only says that a kernel ran.",
        "You might think SM% shows how efficient a kernel is. In fact it only says that one ran.",
        "SM% measures how efficient it is. Wrong: one busy thread is enough for it.",
        "It is a myth that SM% says how efficient a kernel is.",
        "I used to think that SM% says how efficient a kernel is.",
        "People claim that SM% is how efficient you are, but it only counts busy time.",
    ],
)
def test_a_rumour_refuted_later_is_not_held(answer: str) -> None:
    assert disowned(answer)
    assert Heeded(answer).claimed(EFFICIENT).verdict == "not_met"


@pytest.mark.parametrize(
    "answer",
    [
        "SM% says how efficient a kernel is.",
        "Some say SM% means it's efficient, and they are right.",
        "SM% says how efficient a kernel is. That is right for all kernels.",
    ],
)
def test_a_claim_that_nobody_refutes_is_held(answer: str) -> None:
    assert Heeded(answer).claimed(EFFICIENT).verdict == "met"


@pytest.mark.parametrize(
    "answer",
    [
        "The model is dense. It is not right to quantise before profiling.",
        "Batching raises latency. It is wrong to think otherwise.",
        "Decode is memory-bound. But prefill is not.",
    ],
)
def test_a_new_statement_takes_nothing_back(answer: str) -> None:
    assert clauses(answer)[0].text not in disowned(answer)
