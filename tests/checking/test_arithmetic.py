"""Sums said aloud are worked out, and only what can be nothing but their result is judged."""

import pytest

from interviewer.checking.claims import check


def verdicts(text: str, context: str = "") -> dict[str, str]:
    return {claim.text: claim.verdict for claim in check(text, context)}


@pytest.mark.parametrize(
    ("text", "span", "verdict"),
    [
        ("7 billion × 2 bytes = 14 GB", "14 GB", "right"),
        ("7 billion × 2 bytes = 28 GB", "28 GB", "wrong"),
        ("2 x 4096 x 4096 x 4096 is 137 GFLOPs.", "137 GFLOPs", "right_rounded"),
        ("so a hundred watts times twenty four hours is two point four kilowatt hours",
         "two point four kilowatt hours", "right"),
    ],
)  # fmt: skip
def test_a_sum_is_worked_out(text: str, span: str, verdict: str) -> None:
    right = {"right", "right_rounded"}
    assert verdicts(text)[span] == verdict or {verdicts(text)[span], verdict} <= right


@pytest.mark.parametrize(
    "text",
    [
        "0.60 over 0.85 over 1.3 is 0.54",
        "a 64 × 128 tile is 64 registers in each of 128 threads",
        "70 billion times 15 trillion gives 6.3e24",
    ],
)
def test_a_sum_of_open_order_or_with_a_factor_left_out_accuses_nobody(text: str) -> None:
    assert "wrong" not in verdicts(text).values()


@pytest.mark.parametrize(
    ("text", "span", "verdict"),
    [
        ("B200 comes with 141 GB.", "141 GB", "wrong"),
        ("At 50 requests a second and 15 seconds each there are 300 in flight.", "300", "wrong"),
        ("Jetson AGX Orin has 275 TOPS.", "275 TOPS", "right"),
        ("LayerNorm takes 5 percent of the time, so fusing it gives us 15 percent.",
         "15 percent", "wrong"),
        ("We cut 40 ms to 30 ms, so it's 33% lower.", "33%", "wrong"),
        ("We cut 40 ms to 30 ms, so it's 25% lower.", "25%", "right"),
        ("Going from 40 ms to 30 ms raises throughput by 33%.", "33%", "right_rounded"),
        ("H100: 4 FP64 TFLOPS.", "4 FP64 TFLOPS", "wrong"),
        ("a seventy b model at fp eight on an h one hundred decodes at most forty eight tokens a "
         "second", "forty eight tokens a second", "right_rounded"),
    ],
)  # fmt: skip
def test_what_was_once_missed(text: str, span: str, verdict: str) -> None:
    right = {"right", "right_rounded"}
    assert verdicts(text)[span] == verdict or {verdicts(text)[span], verdict} <= right


def test_a_wrong_figure_shows_those_of_all_variants() -> None:
    (claim,) = check("H100: 4 FP64 TFLOPS.")
    assert claim.expected_range == (26.0, 67.0)
    assert any("34 TFLOPS" in step for step in claim.steps)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("A pair of H200s has 282 GB and 9.6 TB/s.", "9.6 TB/s"),
        ("NVLink 5 doubles NVLink 4: 1.8 TB/s against 900 GB/s per GPU.", "1.8 TB/s"),
        ("Each of 4 pipeline stages of Llama-3-70B keeps 20 layers.", "20 layers"),
        ("An H100 PCIe draws 350 W, half of the SXM's 700 W.", "700 W"),
        ("Llama-3-70B needs 140 GB, so a single 80 GB card is out.", "80 GB"),
    ],
)
def test_what_is_said_of_another_thing_is_not_accused(text: str, span: str) -> None:
    assert verdicts(text).get(span) != "wrong"


def test_letters_spelt_out_keep_their_place() -> None:
    text = "llama three eight b has eight k v heads and thirty two layers"
    assert all(text[claim.start : claim.end] == claim.text for claim in check(text))
    assert verdicts(text)["eight"] == "right"
