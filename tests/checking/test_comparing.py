"""Ratios between the figures of two parts that a sentence names."""

import pytest

from interviewer.checking.claims import check


@pytest.mark.parametrize(
    ("text", "ratio", "verdict"),
    [
        ("H200 offers 1.43x the bandwidth of an H100 SXM.", "1.43x", "right"),
        ("In dense BF16, an H100 SXM is 3.2x an A100.", "3.2x", "right_rounded"),
        ("An H100 SXM has four times the memory bandwidth of an A100 80GB.", "four times", "wrong"),
        ("The H200 has 1.2x the memory of an H100 SXM.", "1.2x", "wrong"),
    ],
)
def test_a_ratio_of_two_parts_is_looked_up(text: str, ratio: str, verdict: str) -> None:
    (claim,) = [claim for claim in check(text) if claim.text == ratio]
    assert claim.verdict == verdict


@pytest.mark.parametrize(
    "text",
    [
        "On Llama an H200 is 1.9x faster than an H100.",
        "The 141 GB of an H200 hold 40 times as many tokens as an H100.",
        "An H200 costs 1.2x the price of an H100.",
    ],
)
def test_a_measured_ratio_is_left_alone(text: str) -> None:
    assert [claim for claim in check(text) if claim.verdict == "wrong"] == []
