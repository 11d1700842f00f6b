"""A question that nobody wrote key points for: graded by the guide, with little confidence."""

import asyncio

from interviewer.content import Content
from interviewer.engines.offline import OfflineEngine
from interviewer.grading.asked import Bank
from interviewer.grading.grader import Grader
from interviewer.grading.records import Grade, Submission

CONTENT = Content()
GRADER = Grader(CONTENT, Bank(CONTENT), OfflineEngine(), "senior")
ASKED = "How does paged attention save memory?"
GOOD = (
    "The KV cache is cut into blocks of 16 tokens, and a table per request maps positions to "
    "blocks, as in virtual memory. So nothing is reserved for the longest answer, because waste is "
    "at most one block per sequence, and equal prefixes share blocks."
)
EMPTY = (
    "Memory is a very important subject in every modern system. One should look at it from all "
    "sides, talk to the people who know it, and then choose the best option for the customer."
)


def graded(answer: str, question: str = ASKED) -> Grade:
    return asyncio.run(GRADER.grade(Submission(id="1", question=question, answer=answer)))


def test_it_is_graded_by_passages_that_the_feedback_cites() -> None:
    grade = graded(GOOD)
    assert grade.basis == "guide"
    assert "low_confidence" in grade.flags
    assert grade.confidence <= 0.36
    assert {one.passage_id for one in grade.feedback} <= set(CONTENT.passage_ids)
    assert "paged-kv-cache" in {one.passage_id for one in grade.feedback}


def test_a_good_answer_is_above_an_empty_one() -> None:
    good, empty = graded(GOOD), graded(EMPTY)
    assert (good.score or 0) >= (empty.score or 5) + 1.5


def test_its_evidence_is_verbatim() -> None:
    quotes = [one.evidence for one in graded(GOOD).criteria if one.evidence]
    assert quotes
    assert all(quote in GOOD for quote in quotes)


def test_what_the_guide_knows_nothing_about_is_not_graded() -> None:
    grade = graded("Plants turn light into sugar.", "How do plants turn light into sugar?")
    assert (grade.basis, grade.graded, grade.score) == ("none", False, None)


def test_examples_move_a_grade_by_the_guide_too() -> None:
    kind = [{"answer": f"{GOOD} Case {n}.", "score": 1.0} for n in range(3)]
    one = {"id": "1", "question": ASKED, "answer": GOOD, "max_score": 5, "examples": kind}
    strict = asyncio.run(GRADER.grade(Submission.model_validate(one)))
    assert (strict.score or 5) < (graded(GOOD).score or 0)
