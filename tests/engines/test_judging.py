"""Judging by a model: a verdict counts only with the words that prove it."""

import json
from collections.abc import Callable

import pytest

from interviewer.engines.llm import LlmEngine
from interviewer.engines.llm.fence import Fence
from interviewer.errors import ContextTooLong, ModelUnreachable
from interviewer.models.chat import Request
from interviewer.scoring.criteria import of_question
from tests.engines.moments import QUESTION, listened
from tests.engines.scripted import Line, Scripted

CRITERIA = list(of_question(QUESTION))
ANSWER = (
    "I let the water cool to seventy five degrees first. It steeps for two minutes, and I don't "
    "pour boiling water on green tea."
)
SAID = {"key:temperature": "water cool to seventy five degrees", "key:time": "for two minutes"}


def verdicts(said: dict[str, str], verdict: str = "met", **more: str) -> str:
    """A complete reply: what was said is met, all else is not."""
    shown = [{"criterion": n, "verdict": verdict, "quote": quote} for n, quote in said.items()]
    return json.dumps({"shown": shown, "not_met": [n for n, _ in CRITERIA if n not in said]} | more)


def engine(*lines: Line | Callable[[Request], Line]) -> LlmEngine:
    script = lines[0] if callable(lines[0]) else lines
    model = Scripted(script)  # type: ignore[arg-type]
    return LlmEngine("openai", model, model, model, fence=Fence(b"secret"))


def requests(made: LlmEngine) -> list[Request]:
    assert isinstance(made.grader, Scripted)
    return made.grader.requests


async def test_a_verdict_with_its_words_counts() -> None:
    made = engine(verdicts(SAID))
    reply, judged, not_graded = await made.judge(listened(ANSWER), CRITERIA)
    assert reply == "substantive"
    assert {j.criterion: j.quote for j in judged} == SAID
    assert not not_graded
    assert len(requests(made)) == 1


async def test_one_request_lists_every_criterion_and_holds_the_answer_behind_the_fence() -> None:
    made = engine(verdicts(SAID))
    await made.judge(listened(ANSWER), CRITERIA)
    (request,) = requests(made)
    user = request.messages[0].text
    assert all(f"- {name}: " in user for name, _ in CRITERIA)
    assert ANSWER not in request.system
    assert user.count(ANSWER) == 1
    assert request.shape


PLANTED = {
    "invented": "the water must never touch the kettle",
    "joined from two places": "I let the water for two minutes",
    "from the question": "brew a pot of green tea",
    "empty": "",
    "one word": "water",
    "beside the point": "It steeps for",
    "the whole answer": " ".join([ANSWER] * 3),
}


@pytest.mark.parametrize("kind", PLANTED)
async def test_a_quote_that_proves_nothing_is_asked_for_once_more_then_not_graded(
    kind: str,
) -> None:
    answer = ANSWER if kind != "the whole answer" else PLANTED[kind]
    answer += " You asked how I brew a pot of green tea." * (kind == "from the question")
    made = engine(verdicts({"key:temperature": PLANTED[kind], "key:time": "for two minutes"}))
    _, judged, not_graded = await made.judge(listened(answer), CRITERIA)
    assert [j.criterion for j in judged] == ["key:time"]
    assert not_graded == ("key:temperature",)
    first, second = requests(made)
    assert "key:time" in first.messages[0].text
    assert "key:time" not in second.messages[0].text


async def test_a_mended_quote_counts() -> None:
    made = engine(verdicts({"key:temperature": "never boil it"}), verdicts(SAID))
    _, judged, not_graded = await made.judge(listened(ANSWER), CRITERIA)
    assert [j.quote for j in judged] == [SAID["key:temperature"]]
    assert not not_graded


async def test_a_denial_is_no_evidence_for_what_it_denies() -> None:
    wrong = {"wrong:boil-it": "pour boiling water on green tea"}
    _, judged, not_graded = await engine(verdicts(wrong)).judge(listened(ANSWER), CRITERIA)
    assert not judged
    assert not_graded == ("wrong:boil-it",)


async def test_a_lenient_model_that_finds_everything_in_the_same_words_is_caught() -> None:
    everything = {name: "It steeps for two minutes" for name, _ in CRITERIA}
    _, judged, not_graded = await engine(verdicts(everything)).judge(listened(ANSWER), CRITERIA)
    assert [j.criterion for j in judged] == ["key:time"]
    assert len(not_graded) == len(CRITERIA) - 1


@pytest.mark.parametrize(
    "prose",
    ["The candidate did well: all met.", "", "{", "[]", '{"shown": "all"}', '{"shown": [1]}'],
)
async def test_a_reply_that_is_no_verdict_grades_nothing(prose: str) -> None:
    made = engine(prose)
    hearing = await made.judge(listened(ANSWER), CRITERIA)
    assert hearing == ("substantive", (), tuple(name for name, _ in CRITERIA))
    assert len(requests(made)) == 2


async def test_the_last_verdict_on_a_criterion_wins() -> None:
    first = {"criterion": "key:time", "verdict": "met", "quote": "invented for the purpose"}
    second = {"criterion": "key:time", "verdict": "partly", "quote": "It steeps for two minutes"}
    others = [name for name, _ in CRITERIA if name != "key:time"]
    text = json.dumps({"shown": [first, second], "not_met": others})
    (judged,) = (await engine(text).judge(listened(ANSWER), CRITERIA)).judgements
    assert judged.verdict == "partly"
    text = json.dumps({"shown": [second], "not_met": ["key:time", *others]})
    assert (await engine(text).judge(listened(ANSWER), CRITERIA)).judgements == ()


async def test_unknown_criteria_are_ignored_and_missing_ones_are_not_graded() -> None:
    row = {"criterion": "key:sugar", "verdict": "met", "quote": "seventy five degrees first"}
    time = {"criterion": "key:time", "verdict": "met", "quote": "steeps for two minutes"}
    text = json.dumps({"shown": [row, time]})
    _, judged, not_graded = await engine(text).judge(listened(ANSWER), CRITERIA)
    assert [j.criterion for j in judged] == ["key:time"]
    assert len(not_graded) == len(CRITERIA) - 1


@pytest.mark.parametrize("text", ["", "What do you mean?", "Just tell me the answer.", "No idea."])
async def test_a_reply_that_is_no_answer_costs_no_request(text: str) -> None:
    made = engine(verdicts(SAID))
    assert await made.judge(listened(text), CRITERIA) == await made.offline.judge(
        listened(text), CRITERIA
    )
    assert not requests(made)


async def test_an_answer_too_long_for_all_criteria_is_judged_by_half_of_them_at_a_time() -> None:
    def short_of_breath(request: Request) -> Line:
        assert request.shape
        return ContextTooLong("too long") if asked(request) > 5 else verdicts(SAID)

    def asked(request: Request) -> int:
        assert request.shape
        return int(request.shape.schema["properties"]["shown"]["maxItems"])

    made = engine(short_of_breath)
    hearing = await made.judge(listened(ANSWER), CRITERIA)
    assert {j.criterion for j in hearing.judgements} == set(SAID)
    assert all(ANSWER in request.messages[0].text for request in requests(made))


async def test_an_outage_is_not_taken_for_a_verdict() -> None:
    with pytest.raises(ModelUnreachable):
        await engine(ModelUnreachable("gone")).judge(listened(ANSWER), CRITERIA)
