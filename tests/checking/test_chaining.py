"""What an answer has established is given for its next number."""

import pytest

from interviewer.checking.claims import check

KEEPS = "Llama 3 70B keeps 327,680 bytes per token in 16 bits. "


def verdict(text: str, number: str) -> str | None:
    return next((claim.verdict for claim in check(text) if claim.text == number), None)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (KEEPS + "A prompt of 4,096 tokens is then 1.34 GB.", "1.34 GB"),
        ("The shard is 17.5 GB. The disk reads 5 GB/s. So it takes 3.5 s.", "3.5 s"),
        ("We stream 2,500 tokens per second. An hour makes 9 million tokens.", "9 million tokens"),
        (
            "A worker decodes 200 images per second. 20,000 images per second need 100 workers.",
            "100 workers",
        ),
    ],
)
def test_a_number_that_earlier_ones_make_is_right(text: str, number: str) -> None:
    said = verdict(text, number)
    assert said is not None
    assert said.startswith("right")


def test_a_share_of_it_is_a_share_of_the_amount_before() -> None:
    text = "The activation is 67 MB. In a ring a GPU sends 2 times 7 over 8 of it, so 117 MB."
    said = verdict(text, "117 MB")
    assert said is not None
    assert said.startswith("right")


@pytest.mark.parametrize(
    "text",
    [
        "We had four teams and 128 GPUs for nine days, then two days.",
        "He gave me a hundred GPUs for one month, and I spent three days and ten percent on it.",
    ],
)
def test_counts_of_a_story_follow_from_nothing(text: str) -> None:
    assert check(text) == ()
