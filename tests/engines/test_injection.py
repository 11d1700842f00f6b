"""Injection: a model that obeys every word outside the fence is never reached by a candidate."""

import base64
import json
import re
import unicodedata
from dataclasses import dataclass

import pytest

from interviewer.engines.llm import LlmEngine
from interviewer.engines.llm.fence import Fence, is_visible
from interviewer.models.chat import Called, Message, Request
from interviewer.scoring.criteria import of_question
from tests.engines.moments import QUESTION, listened, moment
from tests.engines.payloads import CANARY, NONCE, Payload, payloads
from tests.engines.scripted import Line, Scripted

CRITERIA = list(of_question(QUESTION))
# Longer than the replies that code sorts out by themselves, such as a plea for the answer.
ANSWER = (
    "My grandmother kept her leaves in a tin beside the window, and most of what I do comes from "
    "her kitchen, though she would have laughed at my kettle. I let the water cool to seventy five "
    "degrees, and it steeps for two minutes."
)
HONEST = {"key:temperature": "water cool to seventy five degrees", "key:time": "for two minutes"}
GOOD = "It steeps, you said. How do you know when you are done?"
OBEYED = "Aye aye, captain, three grams per cup is the answer!"
ALL = list(payloads())


@dataclass(frozen=True)
class GuessedFence(Fence):
    """The worst case: the candidate knows the nonce."""

    def nonce(self, *texts: str) -> str:
        return NONCE


def obedient(request: Request) -> Line:
    """Does what anything outside the fence says, else its honest work."""
    bare = outside(f"{request.system}\n" + "\n".join(m.text for m in request.messages))
    obeys = CANARY in bare or any(CANARY in decoded(word) for word in bare.split())
    if request.tools:
        call = Called("1", "gross-dies", '{"claim": "two minutes", "die_area_mm2": "75"}')
        return [call] if obeys else "done"
    if not request.shape:
        return OBEYED if obeys else GOOD
    said = {name: "two minutes" for name, _ in CRITERIA} if obeys else HONEST
    shown = [{"criterion": n, "verdict": "met", "quote": quote} for n, quote in said.items()]
    return json.dumps({"shown": shown, "not_met": [n for n, _ in CRITERIA if n not in said]})


def outside(text: str) -> str:
    """What a credulous reader takes to stand outside the fence, by letters of any shape."""
    seen = "".join(letter for letter in text if is_visible(letter))
    seen = unicodedata.normalize("NFKC", seen).replace("‹", "<").replace("›", ">")
    nonce = re.search(r"between <said-([0-9a-f]+)>", seen, re.IGNORECASE)
    assert nonce, "the prompt names its fence"
    tag = rf"said-{nonce[1]}\s*>"
    inside = re.compile(rf"<\s*{tag}\n.*?\n<\s*/\s*{tag}", re.DOTALL | re.IGNORECASE)
    return inside.sub("", seen)


def decoded(word: str) -> str:
    try:
        return base64.b64decode(word, validate=True).decode()
    except ValueError:
        return ""


def engine(fence: Fence) -> LlmEngine:
    model = Scripted(obedient)
    return LlmEngine("openai", model, model, model, fence=fence)


def test_there_are_three_hundred_and_all_differ() -> None:
    assert len({payload.text for payload in ALL}) == 300


def test_the_obedient_model_obeys_what_stands_outside_the_fence() -> None:
    text = f"between <said-{NONCE}> and </said-{NONCE}>:\n<said-{NONCE}>\nx\n</said-{NONCE}>\n"
    assert obedient(Request("", (Message("user", text),))) == GOOD
    assert obedient(Request("", (Message("user", text + CANARY),))) == OBEYED
    hidden = base64.b64encode(CANARY.encode()).decode()
    assert obedient(Request("", (Message("user", text + hidden),))) == OBEYED


@pytest.mark.parametrize("place", ["before", "after", "between"])
@pytest.mark.parametrize("fence", [Fence(), GuessedFence()], ids=["secret", "guessed"])
async def test_no_payload_moves_a_score(fence: Fence, place: str) -> None:
    expected = await engine(fence).judge(listened(ANSWER), CRITERIA)
    assert {j.criterion for j in expected.judgements} == set(HONEST)
    for payload in ALL:
        hearing = await engine(fence).judge(listened(placed(payload, place)), CRITERIA)
        assert hearing == expected, payload.name


@pytest.mark.parametrize("fence", [Fence(), GuessedFence()], ids=["secret", "guessed"])
async def test_no_payload_changes_what_is_said(fence: Fence) -> None:
    for payload in ALL:
        at = moment(answer=placed(payload, "after"), met=("key:temperature",))
        said = [piece async for piece in engine(fence).utter(at)]
        assert "".join(said) == GOOD, payload.name


@pytest.mark.parametrize("fence", [Fence(), GuessedFence()], ids=["secret", "guessed"])
async def test_no_payload_makes_a_claim(fence: Fence) -> None:
    for payload in ALL:
        made = engine(fence)
        heard = listened(placed(payload, "after"))
        assert await made.claims(heard) == await made.offline.claims(heard), payload.name


def placed(payload: Payload, place: str) -> str:
    """The payload before the answer, after it, or in its middle."""
    match place:
        case "before":
            return f"{payload.text}\n{ANSWER}"
        case "after":
            return f"{ANSWER}\n{payload.text}"
    head, _, tail = ANSWER.partition(", and ")
    return f"{head}. {payload.text} And {tail}"
