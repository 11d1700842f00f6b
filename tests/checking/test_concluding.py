"""A conclusion is wrong if the one pair of numbers that can make it makes another."""

import pytest

from interviewer.checking.claims import check

STATES = "The states of the model are 1.6 TB in all. "
WEIGHTS = "The weights in FP8 are 70 GB and an H200 delivers 4.8 TB/s, "


def wrong(text: str) -> list[str]:
    return [claim.text for claim in check(text) if claim.verdict == "wrong"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (STATES + "Writing them in 2 minutes needs 133 GB/s.", "133 GB/s"),
        (WEIGHTS + "so every token needs 146 ms.", "146 ms"),
        ("At a sustained 200 PFLOPS, 1.8e22 FLOPs are finished in 10 days.", "10 days"),
        ("It has 1.28 million images. We read 20,000 images per second. So it takes 6.4 min.",
         "6.4 min"),
    ],
)  # fmt: skip
def test_a_conclusion_that_its_pair_does_not_make_is_wrong(text: str, number: str) -> None:
    assert wrong(text) == [number]


@pytest.mark.parametrize(
    "text",
    [
        STATES + "Writing them in 2 minutes needs 13.3 GB/s.",
        WEIGHTS + "so every token needs 14.6 ms.",
        # Eight of them share the work, or an overhead was counted in.
        "The shard is 80 GB, the 8 disks read 5 GB/s each, so it takes 2 s.",
        "The batch is 308 MB at 25 GB/s, so with all the overhead it takes 640 ms.",
        "16 GB over 3.35 TB/s is 4.8 ms, so 6.7 ms is about 72% of it.",
    ],
)
def test_what_counts_or_overheads_explain_is_left_alone(text: str) -> None:
    assert wrong(text) == []
