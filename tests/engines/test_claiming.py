"""Claims by a model: it proposes, the number and the verdict are code's."""

import json
from typing import Any

import pytest

from interviewer.checking.claims import check
from interviewer.engines.llm.claiming import Checker, merged
from interviewer.engines.llm.fence import Fence
from interviewer.engines.llm.judging import Heard
from interviewer.errors import ModelUnreachable, ReplyUnusable
from interviewer.models.chat import Called
from interviewer.transcript.events import Claim
from tests.engines.scripted import Line, Scripted

WAFER = "A wafer of 300 mm gives {dies} dies of 814 mm2."
QUESTION = "How many dies does a wafer give?"
DIES = {"wafer_diameter_mm": "300 mm", "die_area_mm2": "814 mm2"}


def call(tool: str = "gross-dies", number: int = 1, **arguments: Any) -> Called:
    return Called(f"call_{number}", tool, json.dumps(arguments))


async def claims(
    answer: str, *lines: Line, before: str = "", ours: tuple[Claim, ...] = ()
) -> tuple[tuple[Claim, ...], list[Any]]:
    """What comes of the model's calls, beside the claims that were found by pattern."""
    model = Scripted(lines)
    heard = Heard(QUESTION, before, answer)
    return await Checker(model, Fence(b"secret")).claims(heard, ours), model.requests


@pytest.mark.parametrize(
    ("dies", "verdict"), [(63, "right_rounded"), (60, "not_checkable"), (120, "wrong")]
)
async def test_a_number_is_recomputed_from_what_was_said(dies: int, verdict: str) -> None:
    answer = WAFER.format(dies=dies)
    (claim,), _ = await claims(answer, [call(claim=f"{dies} dies", **DIES)])
    assert claim.verdict == verdict
    assert claim.expected == pytest.approx(63.479, abs=1e-3)
    assert answer[claim.start : claim.end] == claim.text
    assert "language model" in claim.assumptions[0]


async def test_a_call_that_can_be_taken_needs_no_second_request() -> None:
    _, requests = await claims(WAFER.format(dies=63), [call(claim="63 dies", **DIES)])
    assert len(requests) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        {"claim": "63 dies", "wafer_diameter_mm": "300 mm", "die_area_mm2": "826 mm2"},
        {"claim": "63 dies", "wafer_diameter_mm": "63 dies", "die_area_mm2": "814 mm2"},
        {"claim": "63 dies", "wafer_diameter_mm": "twelve inches", "die_area_mm2": "814 mm2"},
    ],
)
async def test_an_input_that_was_not_said_is_never_computed_with(arguments: dict[str, str]) -> None:
    (claim,), requests = await claims(WAFER.format(dies=63), [call(**arguments)])
    assert claim.verdict == "needs_inputs"
    assert claim.expected is None
    assert "was not said" in claim.assumptions[0] or "claimed number" in claim.assumptions[0]
    assert len(requests) == 2


@pytest.mark.parametrize(
    "bad",
    [
        call("no-such-calculator", claim="63 dies", **DIES),
        call(claim="64 dies", **DIES),
        call(**DIES),
        call(claim=63, **DIES),
        Called("call_1", "gross-dies", "claim = 63 dies"),
        Called("call_1", "gross-dies", "[1]"),
        call(claim="63 dies", die_area_mm2="300 mm"),
        call(claim="63 dies", area="814 mm2"),
    ],
)
async def test_a_call_that_is_off_goes_back_once_and_can_be_mended(bad: Called) -> None:
    answer = WAFER.format(dies=63)
    (claim,), requests = await claims(answer, [bad], [call(claim="63 dies", **DIES)])
    assert claim.verdict == "right_rounded"
    first, second = requests
    assert second.messages[: len(first.messages)] == first.messages
    assert second.messages[-1].to == bad.id
    assert second.messages[-1].text != "noted"


@pytest.mark.parametrize(
    "bad", [call(claim="63 dies", die_area_mm2="300 mm"), call(claim="63 dies")]
)
async def test_a_call_that_stays_off_leaves_the_number_undecided(bad: Called) -> None:
    (claim,), requests = await claims(WAFER.format(dies=63), [bad])
    assert claim.verdict == "not_checkable"
    assert len(requests) == 2


@pytest.mark.parametrize(
    "line",
    [
        "The number of dies is 120, which is wrong.",
        '{"name": "gross-dies", "arguments": {"claim": "63 dies"}}',
        "",
        ReplyUnusable("declined"),
    ],
)
async def test_prose_instead_of_calls_makes_no_claim(line: Line) -> None:
    found, requests = await claims(WAFER.format(dies=63), line)
    assert found == ()
    assert len(requests) == 1


async def test_where_both_judge_ours_holds_and_the_other_verdict_is_noted() -> None:
    answer = "The serial share is 10 percent, so on 32 devices Amdahl gives 7.8x."
    other = call("amdahl", claim="7.8x", serial_fraction="32 devices", workers="10 percent")
    ours = check(answer)
    (claim,), _ = await claims(answer, [other], ours=ours)
    assert claim.verdict == ours[0].verdict == "right"
    assert claim.second_verdict == "not_checkable"
    assert claim.model_copy(update={"second_verdict": None}) == ours[0]


@pytest.mark.parametrize(
    "answer",
    [
        "Suppose a wafer of 300 mm gave 120 dies of 814 mm2.",
        "A wafer of 300 mm does not give 120 dies of 814 mm2.",
        "You said a wafer of 300 mm gives 120 dies of 814 mm2.",
    ],
)
async def test_what_is_supposed_denied_or_quoted_is_no_claim_whatever_a_model_calls(
    answer: str,
) -> None:
    found, _ = await claims(answer, [call(claim="120 dies", **DIES)])
    assert not any(claim.verdict == "wrong" for claim in found)


async def test_an_input_may_stand_in_what_was_said_before() -> None:
    before = "The wafer is 300 mm and the die 814 mm2."
    (claim,), _ = await claims("That is 120 dies.", [call(claim="120 dies", **DIES)], before=before)
    assert claim.verdict == "wrong"


async def test_an_answer_without_numbers_costs_no_request() -> None:
    found, requests = await claims("It depends on the die.", [call(claim="x")])
    assert (found, requests) == ((), [])


async def test_an_outage_is_raised() -> None:
    with pytest.raises(ModelUnreachable):
        await claims(WAFER.format(dies=63), ModelUnreachable("gone"))


def test_claims_stand_in_the_order_of_the_answer_each_once() -> None:
    def at(start: int, verdict: str) -> Claim:
        values = {"text": "x", "start": start, "end": start + 3, "quantity": "q", "claimed": 1}
        return Claim.model_validate({**values, "unit": "", "verdict": verdict})

    both = merged([at(10, "right"), at(0, "wrong")], [at(5, "right"), at(11, "right_rounded")])
    assert [claim.start for claim in both] == [0, 5, 10]
    assert all(claim.second_verdict is None for claim in both)
