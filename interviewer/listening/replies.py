"""What kind of reply an answer is, before it is judged: some replies don't advance."""

import re
from functools import lru_cache

from interviewer.listening.clauses import content_stems
from interviewer.listening.matching import Heeded, share_heard
from interviewer.questions import Question
from interviewer.transcript.events import Reply

FEWEST_WORDS = 3
SHORT_REPLY_WORDS = 40
ON_TOPIC_SHARE = 0.16
# A story can be about anything; only a reply that shares next to nothing is beside the point.
ON_TOPIC_SHARE_OF_A_STORY = 0.08

DONT_KNOW = re.compile(
    r"""\b(
      i\s+(really\s+|honestly\s+|just\s+)?(do\s*n['’]?t|do\s+not|dunno)\s+(really\s+)?
        (know|remember|recall)
    | no\s+(idea|clue)
    | not\s+sure(\s+at\s+all)?\s*[.!]?$
    | never\s+(heard|worked|used|seen|done)
    | i\s+can(no|['’])t\s+(answer|say)
    | i(\s+have|['’]ve)\s+(no|not|never)\s+\w+(\s+\w+)?\s+(experience|idea)
    )""",
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
ASKS_ANSWER = re.compile(
    r"""\b(
      what(['’]s|\s+is|\s+was|\s+would\s+be)\s+the\s+((right|correct|best|model|ideal)\s+)?answer
    | (tell|give|show|reveal)\s+(me\s+)?the\s+((right|correct|model)\s+)?(answer|solution)
    | (just\s+)?answer\s+it\s+(for|yourself)
    | can\s+you\s+(just\s+)?(answer|solve)\s+(it|this|that)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
ASKS_BACK = re.compile(
    r"""\b(
      what\s+do\s+you\s+mean
    | (can|could|would)\s+you\s+(please\s+)?
        (repeat|rephrase|clarify|explain\s+the\s+question|say\s+(that|it)\s+again)
    | i\s+do(n['’]?t|\s+not)\s+understand\s+(the|your)\s+question
    | sorry,?\s+(what|come\s+again|i\s+did(n['’]?t|\s+not)\s+(get|catch))
    | pardon\b
    | repeat\s+the\s+question
    | which\s+one\s+do\s+you\s+mean
    )""",
    re.IGNORECASE | re.VERBOSE,
)


def reply_kind(
    heeded: Heeded, question: Question, taught: str = "", *, is_to_the_point: bool
) -> Reply:
    """Sorts a reply to `question`; `is_to_the_point` says that some criterion was heard in it.

    What the passage behind a follow-up taught is on the topic too.

    Only short replies can be a plain "I don't know" or a counter-question: in a long answer
    the same words are part of an argument.
    """
    words = content_stems(heeded.answer)
    is_short = len(heeded.answer.split()) <= SHORT_REPLY_WORDS
    if is_short and ASKS_ANSWER.search(heeded.answer):
        return "asks_answer"
    if is_short and ASKS_BACK.search(heeded.answer) and not is_to_the_point:
        return "asks_back"
    if is_short and DONT_KNOW.search(heeded.answer) and not is_to_the_point:
        return "dont_know"
    if is_to_the_point:
        return "substantive"
    if len(words) < FEWEST_WORDS:
        return "empty"
    return "substantive" if is_on_topic(heeded, question, taught) else "off_topic"


def is_on_topic(heeded: Heeded, question: Question, taught: str) -> bool:
    enough = ON_TOPIC_SHARE_OF_A_STORY if question.kind == "behavioural" else ON_TOPIC_SHARE
    known = vocabulary(question) | content_stems(taught)
    return share_heard(known, heeded) >= enough


def vocabulary(question: Question) -> frozenset[str]:
    """The meaningful stems of everything that the bank holds about a question."""
    texts = [question.text, question.restated, *vars(question.model_answer).values()]
    for point in question.key_points:
        texts += [point.point, *point.phrasings, *point.cues]
    for wrong in question.misconceptions:
        texts += [wrong.claim, wrong.correction, *wrong.phrasings]
    for rung in question.deeper:
        texts += [rung.ask, rung.point, *rung.phrasings]
    return stems_of(tuple(texts))


@lru_cache(maxsize=512)
def stems_of(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset().union(*map(content_stems, texts))
