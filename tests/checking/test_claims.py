"""The fact-checker: no right number is accused, a wrong one is named with its likely slip."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interviewer.checking.claims import check
from interviewer.transcript.events import Claim

CLAIMS = Path(__file__).parents[2] / "evals/claims"
RIGHT = {"right", "right_rounded", "right_binary"}


def last(text: str, context: str = "") -> Claim:
    claims = check(text, context)
    assert claims, f"no claim found in {text!r}"
    return claims[-1]


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CLAIMS / name).read_text().splitlines()]


@pytest.mark.parametrize(
    "text",
    [
        "A 70B model in FP16 needs 140 GB for its weights.",
        "For its weights a 70B model in FP16 needs 140 GB.",
        "seventy billion parameters in f p sixteen need a hundred and forty gigs for weights",
        "A 70B model in FP16 needs, um, 140 GB for its weights.",
        "In FP16 the weights of a 70B model are 0.14 TB.",
        "In FP16 the weights of a 70B model are 140,000 MB.",
    ],
)
def test_the_form_of_a_right_number_does_not_matter(text: str) -> None:
    assert last(text).verdict in RIGHT


@pytest.mark.parametrize(
    "text",
    [
        "A 70B model in FP16 needs 1120 GB for its weights.",
        "For its weights a 70B model in FP16 needs 1120 GB.",
        "a seventy B model in f p sixteen needs eleven hundred twenty gigabytes for its weights",
        "A 70B model in FP16 needs, um, 1.12 TB for its weights.",
    ],
)
def test_the_form_of_a_wrong_number_does_not_matter(text: str) -> None:
    claim = last(text)
    assert claim.verdict == "wrong"
    assert claim.slips[0].id == "bits_vs_bytes"


@pytest.mark.parametrize(
    ("template", "right", "ratio", "slip"),
    [
        ("The H100 SXM does {:g} TFLOPS of dense BF16.", 989.4, 2, "sparse_vs_dense"),
        ("Per token Llama 3 70B keeps {:g} KiB of KV cache in FP16.", 320, 0.5, "k_only"),
        ("Per token Llama 3 70B keeps {:g} KiB of KV cache in FP16.", 320, 8, "mha_vs_gqa"),
        ("One 400 Gb/s port carries {:g} GB/s.", 50, 8, "bits_vs_bytes"),
        ("An all-gather over 8 ranks moves {:g}x the buffer.", 0.875, 2, "wrong_collective"),
        ("Multiplying two 4096x4096 matrices costs {:.4g} GFLOPs.", 137.4, 0.5,
         "forgot_2_flops_per_mac"),
    ],
)  # fmt: skip
def test_a_right_number_times_a_slips_ratio_is_wrong_by_that_slip(
    template: str, right: float, ratio: float, slip: str
) -> None:
    assert last(template.format(right)).verdict in RIGHT
    claim = last(template.format(right * ratio))
    assert claim.verdict == "wrong"
    assert slip in [candidate.id for candidate in claim.slips[:2]]


def test_the_question_gives_what_the_answer_leaves_out() -> None:
    claims = check(
        "At FP16 that's 140 gigs, so on one H100 SXM we can't go beyond 24 tokens a second",
        "How fast could a 70B model decode?",
    )
    assert [claim.verdict for claim in claims] == ["right", "right"]


def test_a_wrong_number_comes_with_working_and_the_right_one() -> None:
    claim = last("A 70B model in FP16 needs 35 GB for its weights.")
    assert claim.expected == pytest.approx(140)
    assert claim.calculator == "weights"
    assert claim.inputs["params"] == 70e9
    assert claim.steps


def test_a_variant_that_fits_makes_a_number_right_and_is_named() -> None:
    claim = last("The H100 has 2 TB/s of memory bandwidth.")
    assert claim.verdict in RIGHT
    assert any("PCIe" in taken for taken in claim.assumptions)


def test_gibibytes_said_as_gigabytes_are_not_wrong() -> None:
    assert last("A 70B model in FP16 needs 130.4 GB for its weights.").verdict == "right_binary"


def test_what_is_missing_is_asked_for() -> None:
    claim = last("The weights of a 70B model take 35 GB.")
    assert claim.verdict == "needs_inputs"


@pytest.mark.parametrize("row", rows("not_claims.jsonl"), ids=lambda row: row["id"])
def test_what_is_not_claimed_gets_no_verdict(row: dict[str, Any]) -> None:
    assert check(row["text"], row.get("context", "")) == ()


@pytest.mark.parametrize("name", ["development.jsonl", "held_out.jsonl"])
def test_no_right_number_of_ours_is_accused(name: str) -> None:
    """Whoever changes a rule sees here at once what it breaks."""
    accused = []
    for row in rows(name):
        fine = [e["span"] for e in row["expected"] if e["verdict"] != "wrong"]
        found = [c.text for c in check(row["text"], row.get("context", "")) if c.verdict == "wrong"]
        accused += [(row["id"], text) for text in found if any(text in span for span in fine)]
    assert accused == []


@pytest.mark.parametrize("name", ["development.jsonl", "held_out.jsonl"])
def test_spans_are_verbatim_and_texts_of_rows_hold_their_spans(name: str) -> None:
    for row in rows(name):
        assert all(expected["span"] in row["text"] for expected in row["expected"])
        for claim in check(row["text"], row.get("context", "")):
            assert row["text"][claim.start : claim.end] == claim.text


PIECES = """H100 SXM 70B 140 GB 3.35 TB/s FP16 weights KV cache per token ( ) / 1/ ^ 10^ half twice
one hundred and point oh % $ if not sorry, 8 GPUs 450 GB/s all-reduce 1e999 10^999 -5 0 0.0 ½ ³ ３ ٣
zero ZeRO stage 9 MFU 400% layers L= heads batch 0 tokens 0% e twenty Llama 3 x 0x8 . ?"""
WORDS = st.sampled_from(PIECES.split())


@settings(max_examples=200, deadline=2000, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=60).map(" ".join)),
    st.text(max_size=60),
)
def test_no_text_breaks_the_checker(text: str, context: str) -> None:
    for claim in check(text, context):
        assert text[claim.start : claim.end] == claim.text


@pytest.mark.parametrize(
    "text", ["1" * 1_000_000, "(" * 50_000 + "3 GB" + ")" * 50_000, "1/2/" * 50_000]
)
def test_endless_input_gives_no_claims(text: str) -> None:
    assert check(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Someone on the wiki wrote that an H100 does 2 PFLOPS dense BF16. No.",
        "A colleague told me that an H100 has 2 TB/s and that 70B fits in 35 GB at FP16.",
        "The runbook says a 70B FP16 model needs 35 GB. Don't trust it.",
        "For a 70B model at 4.16 bits that is roughly 36 GB, compared with 140 GB in FP16.",
        "We went from 4 to 16 GPUs and got 3x.",
    ],
)
def test_what_others_said_and_what_is_only_compared_is_not_accused(text: str) -> None:
    assert "wrong" not in {claim.verdict for claim in check(text)}


def test_a_wrong_end_of_a_change_is_found() -> None:
    claim = last("Quantising a 32B model from BF16 to INT4 takes its weights from 64 GB to 32 GB.")
    assert (claim.text, claim.verdict, claim.expected) == ("32 GB", "wrong", 16)
