"""Recognised speech as a person would write it, and nothing that was right made wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.checking.spoken import numerals
from interviewer.front.voice.normalising import normalised_speech


@pytest.mark.parametrize(
    ("heard", "written"),
    [
        ("The KV cash needs 3 point 35 terabytes", "The KV cache needs 3.35 terabytes"),
        ("2 point three five times", "2.35 times"),
        ("We use a 100s and 8 H-100s.", "We use A100s and 8 H100s."),
        ("FP-16, BF 16, int 8, TF-32", "FP16, BF16, INT8, TF32"),
        ("zero three with FSTP", "ZeRO-3 with FSDP"),
        ("10 to the power of 24 flops", "10 to the 24 flops"),
        ("a 70-billion parameter model", "a 70 billion parameter model"),
        ("45 per cent", "45%"),
        ("on one L40 S at P 99", "on one L40S at p99"),
        ("over envy link", "over NVLink"),
        (
            "We charge the optimizer states over 8 GPU.",
            "We shard the optimizer states over 8 GPUs.",
        ),
        ("It does 312 terabytes in FP16.", "It does 312 TFLOPS in FP16."),
    ],
)
def test_slips_of_recognition_are_mended(heard: str, written: str) -> None:
    assert normalised_speech(heard) == written


@pytest.mark.parametrize(
    "text",
    [
        "a 100 gigabytes of memory",
        "between 100 and 200 requests",
        "It takes 40 gigabytes at 3.35 terabytes per second.",
        "zero shot prompting with 3 examples",
        "an 8 GPU node for $40 an hour, and 1 GPU beside it",
        "The weights take 3 terabytes in FP16.",
        "The cache holds 128,000 tokens, 2.5 GB of them.",
    ],
)
def test_what_is_right_stays_as_it_is(text: str) -> None:
    assert normalised_speech(text) == text


@given(st.text(alphabet="abcdefgh ,.0123456789-", max_size=60))
def test_once_mended_is_mended(text: str) -> None:
    once = normalised_speech(text)
    assert normalised_speech(once) == once


@given(st.integers(1, 999), st.sampled_from(["gigabytes", "tokens per second", "percent", "GPUs"]))
def test_plain_numbers_keep_their_value(number: int, unit: str) -> None:
    heard = normalised_speech(f"It takes {number} {unit} in all.")
    assert [each.value for each in numerals(heard)] == [number]
