"""When an answer has ended: how long a silence is given, by the question and by what was said."""

import re

from interviewer.delivery import announces_pause
from interviewer.questions import Question
from interviewer.transcript.events import QuestionKind

# Only for what can be answered in a word; to cut somebody off is worse than to wait.
SHORT_SECONDS = 2.5
LONG_SECONDS = 6.0
# An opening question deserves more than a sentence or two: a pause so early is a thinking one.
EARLY_SECONDS = 10.0
EARLY_WORDS = {"opening": 25, "probe": 15, "deeper": 15, "clarify": 0}
UNFINISHED_SECONDS = 10.0
THINKING_SECONDS = 12.0
# Who has paused long before is waited for a little longer than that, within reason.
OWN_PAUSE_FACTOR = 1.25
# Nothing at all said: first a word of encouragement, in the end the question is asked anew.
ENCOURAGED_AFTER_SECONDS = 20.0
GIVEN_UP_AFTER_SECONDS = 120.0

UNFINISHED = re.compile(
    r"(?:\b(?:and|so|but|because|or|then|with|the|a|an|of|to|for|is|are|was|that|which|if|like|um"
    r"|uh|er|first|second|also|plus|about|would|will|i|we)|[,…:–-])[.…]*\s*$",
    re.IGNORECASE,
)


def patience_seconds(
    text: str, question: Question | None, kind: QuestionKind, longest_pause: float = 0.0
) -> float:
    """The silence after which `text` is taken as the whole answer.

    `longest_pause` is the candidate's own longest so far that they had not announced.
    """
    if announces_pause(text):
        return THINKING_SECONDS
    if UNFINISHED.search(text):
        return UNFINISHED_SECONDS
    own = min(THINKING_SECONDS, longest_pause * OWN_PAUSE_FACTOR)
    return max(usual_seconds(text, question, kind), own)


def usual_seconds(text: str, question: Question | None, kind: QuestionKind) -> float:
    if len(text.split()) < EARLY_WORDS[kind]:
        return EARLY_SECONDS
    is_design = question is not None and question.kind == "design"
    return SHORT_SECONDS if kind == "clarify" and not is_design else LONG_SECONDS
