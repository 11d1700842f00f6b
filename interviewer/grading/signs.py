"""Signs of a suspect answer by its form alone; what the verdicts say is added by the grader."""

from collections.abc import Iterator

from interviewer.grading.records import Flag
from interviewer.listening.guards import (
    FEWEST_WORDS_TO_JUDGE_STYLE,
    is_beside,
    is_echo,
    is_pasted,
    is_stuffed,
)
from interviewer.questions import Question

TOO_SHORT_WORDS = 8
VERBOSE_WORDS = 450


def flags(answer: str, asked: str, question: Question | None) -> Iterator[Flag]:
    words = answer.split()
    if len(words) < TOO_SHORT_WORDS:
        yield "too_short"
    if len(words) > VERBOSE_WORDS:
        yield "verbose"
    if is_stuffed(answer):
        yield "keyword_stuffing"
    if is_echo(answer, asked):
        yield "echo"
    if question and is_pasted(answer, question):
        yield "pasted_model_answer"
    if question and len(words) >= FEWEST_WORDS_TO_JUDGE_STYLE and is_beside(answer, question):
        yield "off_topic"
