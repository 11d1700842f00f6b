"""The llm engine against a real model of half a billion parameters, by both SDKs.

So small a model judges and interviews badly; what is held here is structure: nothing breaks,
nothing is invented, and what it gets wrong is caught.
"""

from collections.abc import Iterator

import pytest

from interviewer.content import Content
from interviewer.engines.llm.making import llm_engine
from interviewer.engines.llm.manner import is_out_of_role, is_verdict
from interviewer.errors import CapabilityMissing
from interviewer.scoring.criteria import of_question
from interviewer.session import Store, begin
from interviewer.settings import Settings
from interviewer.transcript.events import Asked, Used
from tests.conftest import advanced, answered
from tests.engines.local_model import running
from tests.engines.moments import QUESTION, listened
from tests.engines.weights import SMALL, path_of

pytestmark = pytest.mark.slow
SUFFIX = {"openai": "/v1", "anthropic": "", "compatible": "/v1"}
WEAK = "I put the leaves in the pot and pour water over them, then I wait a while and taste it."


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    try:
        weights = path_of(SMALL)
    except CapabilityMissing as missing:
        pytest.skip(str(missing))
    with running(weights) as address:
        yield address


@pytest.fixture(params=["compatible", "anthropic"])
def settings(url: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "INTERVIEWER_COMPATIBLE_KEY"):
        monkeypatch.setenv(name, "sk-local")
    values = {"engine": request.param, "base_url": url + SUFFIX[request.param], "model": "local"}
    return Settings.model_validate(values)


async def test_an_interview_of_two_questions_is_held(
    settings: Settings, store: Store, tea: Content
) -> None:
    engine = llm_engine(settings)
    rounds = ("leaves",)
    async with begin(store, tea, engine, track="tea", rounds=rounds, level="entry") as session:
        await advanced(session)
        await answered(session, "I don't know.")
        while waiting := session.open_question:
            async for _ in session.answer(to=waiting.question, text="", seconds=1, means="skip"):
                pass
        record = session.record
        assert record.ended
        assert len({asked.bank for asked in record.of(Asked)}) == 2
        assert any(asked.kind != "opening" for asked in record.of(Asked))
        for asked in record.of(Asked):
            assert asked.text.count("?") <= 1
            assert not is_out_of_role(asked.text)
            assert not is_verdict(asked.text)
        used = record.of(Used)
        assert {event.role for event in used} == {"interviewer"}
        assert all(event.input > 0 and event.cost_usd is None for event in used)


async def test_an_answer_is_checked(settings: Settings) -> None:
    engine = llm_engine(settings)
    heard = listened("A wafer of 300 mm gives 63 dies of 814 mm2.")
    for claim in await engine.claims(heard):
        assert heard.text[claim.start : claim.end] == claim.text
        assert claim.verdict != "wrong"
    await engine.close()


async def test_an_answer_is_judged_by_its_own_words_or_not_at_all(settings: Settings) -> None:
    engine = llm_engine(settings)
    points = [(name, signals) for name, signals in of_question(QUESTION) if "key:" in name][:2]
    hearing = await engine.judge(listened(WEAK), points)
    assert all(j.quote and j.quote in WEAK for j in hearing.judgements)
    named = [j.criterion for j in hearing.judgements] + list(hearing.not_graded)
    assert len(set(named)) == len(named)
    assert set(named) <= {name for name, _ in points}
    await engine.close()
