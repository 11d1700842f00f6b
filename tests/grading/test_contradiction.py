"""An answer that says a thing and its opposite is flagged, unless it takes one back."""

import asyncio

import pytest

from interviewer.content import Content
from interviewer.engines.offline import OfflineEngine
from interviewer.grading.asked import Bank
from interviewer.grading.grader import Grader
from interviewer.grading.records import Grade, Submission

CONTENT = Content()
GRADER = Grader(CONTENT, Bank(CONTENT), OfflineEngine(), "senior")
READS = "Each token reads all 140 GB of weights, and at 3.35 TB/s this gives "


def graded(answer: str) -> Grade:
    one = Submission(id="1", question_id="why-decode-is-slow", answer=answer)
    return asyncio.run(GRADER.grade(one))


@pytest.mark.parametrize(
    "answer",
    [
        f"{READS}24 tokens per second at most. So {READS.lower()}240 tokens per second.",
        "Decode at batch one is bound by memory bandwidth. More TFLOPS would help all the same, "
        "as decode at batch one is not bound by memory bandwidth.",
    ],
)
def test_a_contradiction_is_flagged_and_makes_the_grade_less_sure(answer: str) -> None:
    grade = graded(answer)
    assert "contradiction" in grade.flags
    assert grade.confidence <= 0.6


@pytest.mark.parametrize(
    "answer",
    [
        f"{READS}240 tokens per second, sorry, 24 tokens per second at most.",
        "Decode at batch one is bound by memory bandwidth, prefill of a long prompt is not.",
        "Some say that decode is compute-bound. That's not so, it is bound by memory bandwidth.",
        f"{READS}24 tokens per second at most.",
    ],
)
def test_a_correction_a_case_and_a_refuted_rumour_are_none(answer: str) -> None:
    assert "contradiction" not in graded(answer).flags
