"""Which criteria bear on an answer, named so that a transcript can hold their judgements.

key:<id>            a key point of the question
wrong:<id>          a misconception of the question (met = the candidate holds it)
rung:<n>            the n-th step of the question's ladder, from 0
red:<id> green:<id> manners of thinking
value:<id>          a criterion of the five values
round:<id>          a criterion of the round's rubric
"""

from collections.abc import Iterator

from interviewer.questions import Question
from interviewer.rubric import RoundRubric, Signals, ValuesRubric

CLAIMS = ("wrong:", "red:")


def of_question(question: Question) -> Iterator[tuple[str, Signals]]:
    yield from ((f"key:{point.id}", point) for point in question.key_points)
    yield from ((f"wrong:{wrong.id}", wrong) for wrong in question.misconceptions)
    yield from ((f"rung:{n}", rung) for n, rung in enumerate(question.deeper))
    yield from ((f"red:{flag.id}", flag) for flag in question.red_flags)
    yield from ((f"green:{flag.id}", flag) for flag in question.green_flags)


def of_rubrics(values: ValuesRubric, rubric: RoundRubric) -> Iterator[tuple[str, Signals]]:
    yield from ((f"value:{criterion.id}", criterion) for criterion in values.criteria)
    yield from ((f"round:{criterion.id}", criterion) for criterion in rubric.criteria)


def is_claim(criterion: str) -> bool:
    """Whether being `met` speaks against the candidate."""
    return criterion.startswith(CLAIMS)
