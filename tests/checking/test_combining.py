"""Amounts that follow from all the numbers of a sentence, by their dimensions."""

import pytest

from interviewer.checking.claims import check


@pytest.mark.parametrize(
    ("text", "amount", "verdict"),
    [
        ("A 700 W card that runs all year uses about 6.1 MWh.", "6.1 MWh", "right_rounded"),
        ("A 700 W card that runs all year uses about 60 MWh.", "60 MWh", "wrong"),
        ("At $0.12 per kWh a node at 10.2 kW costs $1.22 an hour.", "$1.22 an hour", "right"),
        ("At $0.10 per kWh, a 10 kW node that runs all year costs $876.", "$876", "wrong"),
        ("45 req/s at 300 output tokens each is 13,500 tokens/s.", "13,500 tokens/s", "right"),
        ("500 million tokens a day means 8,300 tokens/s.", "8,300 tokens/s", "wrong"),
    ],
)
def test_all_that_was_said_makes_the_amount(text: str, amount: str, verdict: str) -> None:
    (claim,) = [claim for claim in check(text) if claim.text == amount]
    assert claim.verdict == verdict


@pytest.mark.parametrize(
    "text",
    [
        "At $2 an hour for 8 GPUs the node cost us $300 last week, support included.",
        "We paid $3,000 for 700 W cards at $0.12 per kWh.",
        "The budget is $500 at $2 per GPU-hour.",
        "An 80 GB card with 3.35 TB/s draws 700 W and costs $30,000.",
    ],
)
def test_an_amount_with_another_reason_is_not_accused(text: str) -> None:
    assert [claim for claim in check(text) if claim.verdict == "wrong"] == []
