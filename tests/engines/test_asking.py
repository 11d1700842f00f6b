"""Answers from the guide by a model: what is not proved by a passage is not said."""

import pytest

from interviewer.engines.llm.asking import Guide, Source
from interviewer.engines.llm.fence import Fence
from interviewer.errors import ModelUnreachable, ReplyUnusable
from interviewer.guide.answers import Answer, Quote
from tests.engines.scripted import Line, Scripted

WATER = Source("water", "Water", "fact", "Green tea wants 75 degrees. Boiling makes it bitter.")
TIME = Source("time", "Time", "advice", "Steep it for 2 minutes.")
OWN = Answer((Quote("Green tea wants 75 degrees.", "water", "Water", "fact", 0),), (), 0.8)
QUESTION = "How hot is green tea at 1000 metres?"


async def answered(line: Line, own: Answer = OWN) -> tuple[Answer, Scripted]:
    model = Scripted([line])
    return await Guide(model, Fence(b"secret")).answered(QUESTION, [WATER, TIME], own), model


async def test_sentences_with_their_passages_are_the_answer() -> None:
    found, _ = await answered("Use 75 degrees. [water] It is advised to wait 2 minutes [time].")
    assert [(quote.text, quote.id) for quote in found.quotes] == [
        ("Use 75 degrees.", "water"),
        ("It is advised to wait 2 minutes.", "time"),
    ]
    assert found.quotes[1].status == "advice"


@pytest.mark.parametrize(
    "line",
    [
        "Use 75 degrees.",
        "Use 75 degrees [water]. And never boil it.",
        "Use 80 degrees [water].",
        "Use 75 degrees [kettle].",
        "Use 75 degrees [water, kettle].",
        "Wait 2 minutes [water].",
        "unknown",
        "",
        ReplyUnusable("declined"),
    ],
)
async def test_one_sentence_without_proof_and_the_guides_own_words_are_given(line: Line) -> None:
    found, _ = await answered(line)
    assert found == OWN


async def test_a_figure_of_the_question_may_be_repeated() -> None:
    found, _ = await answered("At 1000 metres it is 75 degrees too [water].")
    assert found != OWN


async def test_what_the_guide_does_not_know_no_model_is_asked() -> None:
    nothing = Answer((), (), 0.1)
    found, model = await answered("It is 75 degrees [water].", nothing)
    assert found == nothing
    assert not model.requests


async def test_an_outage_is_raised() -> None:
    with pytest.raises(ModelUnreachable):
        await answered(ModelUnreachable("gone"))
