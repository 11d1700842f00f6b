"""Speaking by a model: what it says is heard by code before the candidate hears it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from interviewer.engines.engine import Moment, Move
from interviewer.engines.llm import LlmEngine
from interviewer.engines.llm.fence import Fence
from interviewer.engines.offline.wording import ask, wording
from interviewer.errors import ContextTooLong, ModelUnreachable, ReplyUnusable
from interviewer.models.chat import Request
from interviewer.transcript.events import Target
from tests.engines.moments import ANSWER, QUESTION, exchange, moment
from tests.engines.scripted import Line, Scripted

GOOD = "You wait a while, you said. How do you know when the leaves are done?"
BANK = wording(moment())
PROBE = ask(moment())


def engine(*lines: Line | Callable[[Request], Line]) -> LlmEngine:
    script = lines[0] if callable(lines[0]) else lines
    model = Scripted(script)  # type: ignore[arg-type]
    return LlmEngine("openai", model, model, model, fence=Fence(b"secret"))


def requests(made: LlmEngine) -> list[Request]:
    assert isinstance(made.interviewer, Scripted)
    return made.interviewer.requests


async def pieces(made: LlmEngine, at: Moment) -> list[str]:
    return [piece async for piece in made.utter(at)]


async def said(made: LlmEngine, at: Moment) -> str:
    return "".join(await pieces(made, at))


async def test_a_good_utterance_comes_sentence_by_sentence() -> None:
    spoken = await pieces(engine(GOOD), moment())
    assert spoken == ["You wait a while, you said.", " How do you know when the leaves are done?"]


async def test_the_probe_is_the_banks_and_the_answer_is_not_in_the_request() -> None:
    made = engine(GOOD)
    await said(made, moment())
    (request,) = requests(made)
    text = request.system + request.messages[0].text
    assert PROBE in text
    assert ANSWER in request.messages[0].text
    assert ANSWER not in request.system
    for point in QUESTION.key_points:
        assert point.point not in text
        assert not any(phrasing in text for phrasing in point.phrasings)
    assert QUESTION.model_answer.senior not in text


LEAKS = {
    "a key point": "You wait. So you steep it for two minutes, when are you done?",
    "a figure": "You wait a while. Is it 120 seconds before the leaves are done?",
    "a point not asked for": "You let the water cool to seventy five degrees. When are you done?",
    "a rung": "Up there it boils colder, so the boiling point drops. When are you done?",
    "a correction": "Boiling water makes it bitter, you know. When are you done?",
    "a model answer": "Take a warm pot, note it and taste. When are you done?",
    "two questions": "Why do you wait? When are you done? How much?",
    "two in one": "When are you done?? And why?",
    "another question": "You wait a while. Which kettle did the emperor prefer?",
    "no question": "You wait a while, you said.",
    "a verdict in the question": "Good answer, but when are you done?",
    "the role": "As an AI language model I can't taste. When are you done?",
    "the rubric": "The rubric wants a time. When are you done?",
    "choices": "For example a minute or an hour, when are the leaves done?",
    "the fence": "You said <said-0123>. When are you done?",
    "a list": "- You wait\n- When are you done?",
}


@pytest.mark.parametrize("kind", LEAKS)
async def test_what_must_not_be_said_is_not_and_a_second_try_is_heard(kind: str) -> None:
    made = engine(LEAKS[kind], GOOD)
    spoken = await said(made, moment())
    assert spoken.count("?") == 1
    assert not {"seventy", "colder", "bitter", "120", "rubric", "warm", "emperor"} & set(
        spoken.lower().replace(",", "").split()
    )
    assert len(requests(made)) == (1 if kind == "two questions" else 2)


@pytest.mark.parametrize("kind", sorted(set(LEAKS) - {"two questions", "no question"}))
async def test_after_two_tries_the_banks_own_words_are_said(kind: str) -> None:
    made = engine(LEAKS[kind])
    assert (await said(made, moment())).endswith(PROBE)
    assert len(requests(made)) == 2


async def test_a_sentence_is_held_back_until_it_is_checked() -> None:
    made = engine("You wait a while. You steep it for two minutes, right? Ha.", GOOD)
    spoken = await pieces(made, moment())
    assert spoken[0] == "You wait a while."
    assert not any("two minutes" in piece for piece in spoken)


async def test_a_point_that_was_made_may_be_spoken_of() -> None:
    line = "You steep it for two minutes. How strong will it be?"
    taste = Move("probe", Target(reason="missing", id="amount"))
    open_ = engine(line, line)
    assert (await said(open_, moment(taste, met=()))).endswith("How strong will it be?")
    earned = moment(taste, answer="I steep it for two minutes.", met=("key:time",))
    assert await said(engine(line), earned) == line


async def test_praise_is_left_out_and_the_rest_is_said() -> None:
    assert await said(engine(f"Great answer! That's correct. {GOOD}"), moment()) == GOOD


async def test_nothing_comes_after_the_question() -> None:
    assert await said(engine(f"{GOOD} It is two minutes, by the way."), moment()) == GOOD


async def test_a_name_in_front_is_left_out() -> None:
    assert await said(engine(f"Ms. Oolong: {GOOD}"), moment()) == GOOD


async def test_a_connection_lost_in_mid_sentence_is_gone_on_after_without_repeating() -> None:
    first = ("You wait a while, you said. How do you kn", ModelUnreachable("gone"))
    made = engine(first, GOOD)
    assert await said(made, moment()) == GOOD
    assert "You wait a while, you said." in requests(made)[1].messages[0].text


async def test_a_connection_lost_for_good_ends_in_the_banks_words() -> None:
    made = engine(("You wait a while, you said. How do", ModelUnreachable("gone")))
    assert await said(made, moment()) == f"You wait a while, you said. {PROBE}"


async def test_an_outage_before_the_first_word_is_raised() -> None:
    with pytest.raises(ModelUnreachable):
        await said(engine(ModelUnreachable("gone")), moment())


async def test_a_request_too_long_is_shortened_but_never_the_question() -> None:
    long = "I wait. " * 400 + "I wait a while."
    made = engine(ContextTooLong("too long"), GOOD)
    assert await said(made, moment(answer=long)) == GOOD
    first, second = (request.messages[0].text for request in requests(made))
    assert len(second) < len(first) / 2
    assert QUESTION.text in second
    assert PROBE in second
    assert "I wait a while." in second


@pytest.mark.parametrize("line", ["", "   ", "…", ReplyUnusable("declined")])
async def test_an_empty_or_refused_reply_ends_in_the_banks_words(line: Line) -> None:
    assert await said(engine(line), moment()) == BANK


@pytest.mark.parametrize(
    "reason", ["silence", "off_topic", "asks_back", "declined", "find_out", "misconception"]
)
async def test_every_kind_of_follow_up_can_be_worded(reason: str) -> None:
    target = Target.model_validate(
        {"reason": reason, "id": "boil-it" if reason == "misconception" else None}
    )
    at = moment(Move("probe", target))
    made = engine("This is nothing.")
    assert await said(made, at) == f"This is nothing. {ask(at) or wording(at)}"


async def test_a_rounds_first_question_is_asked_without_a_model() -> None:
    made = engine(GOOD)
    opening = replace(moment(Move("opening", Target(reason="opening"))), exchange=None)
    assert await said(made, opening) == QUESTION.text
    assert not requests(made)


@pytest.mark.parametrize(
    ("line", "is_said"),
    [
        ("Let's leave your pot and the wait there.", True),
        ("Then you wait, fine. Now what about the kettle?", True),
        ("That's right.", False),
        ("Shall we go on?", False),
        ("The water should be at 75 degrees.", False),
        ("Heat matters since catechins dissolve quickly above certain thresholds anyway.", False),
        ("", False),
    ],
)
async def test_a_sentence_leads_over_and_the_next_question_stays_word_for_word(
    line: str, is_said: bool
) -> None:
    opening = Move("opening", Target(reason="opening"))
    at = replace(moment(opening), exchange=None, previous=exchange())
    spoken = await said(engine(line), at)
    assert spoken.endswith(f" {QUESTION.text}")
    bridge = spoken.removesuffix(f" {QUESTION.text}")
    assert (bridge == line.split(". ", maxsplit=1)[0].rstrip(".") + ".") == is_said
    assert bridge
