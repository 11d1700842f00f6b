"""Questions of the bank that plant an incident: it can be drawn, and the words fit it."""

import re

import pytest

from interviewer.content import Content
from interviewer.incidents.incident import Incident
from interviewer.questions import Question
from interviewer.session import showing
from interviewer.session.session import is_called

PLANTED = [
    question
    for track in Content().track_ids
    for round_id in Content().track(track).rounds
    for question_id in Content().question_ids(track, round_id)
    if (question := Content().question(track, round_id, question_id)).incident
]


def drawn(question: Question) -> Incident:
    assert question.incident
    return showing.incident(question.incident)


def test_the_rounds_that_hand_over_traces_have_an_incident() -> None:
    assert len(PLANTED) >= 3


@pytest.mark.parametrize("question", PLANTED, ids=lambda question: question.id)
def test_the_figures_of_the_question_are_those_of_the_incident(question: Question) -> None:
    said = [float(text) for text in re.findall(r"\d+\.\d+", question.text)]
    assert said
    for figure in said:
        assert f"{figure:g}" in drawn(question).symptom


@pytest.mark.parametrize("question", PLANTED, ids=lambda question: question.id)
def test_the_gain_of_the_model_answer_is_the_simulated_one(question: Question) -> None:
    expected = next(n for n in question.numbers if n.calculator == "speed-up")
    assert expected.value == pytest.approx(drawn(question).speedup, rel=0.006)


@pytest.mark.parametrize("question", PLANTED, ids=lambda question: question.id)
def test_every_tell_tale_can_be_asked_for(question: Question) -> None:
    found = drawn(question)
    for artefact in showing.artefacts(question):
        asked = showing.wanted(question, f"Can I see the {artefact.asked_as[0]}?", is_called)
        assert artefact.id in {shown.id for shown in asked}
    assert found.fault.id not in question.text


def test_a_question_without_an_incident_still_shows_what_is_written() -> None:
    question = Content().question("ai-pm", "ml-systems", "small-batch-launch-overhead")
    asked = showing.wanted(question, "Can I see the kernel summary?", is_called)
    assert [artefact.id for artefact in asked] == ["nsys-api-and-kernels"]
    assert showing.wanted(question, "It's launch-bound: 800 launches take 4.4 ms.", is_called) == ()


def test_asking_for_everything_gets_a_question_back() -> None:
    asked = showing.wanted(PLANTED[0], "Give me everything you have.", is_called)
    assert [artefact.id for artefact in asked] == ["told-everything"]
