"""Which sentences of a message ask for something, and which state something."""

import re
from collections.abc import Iterator

SENTENCE = re.compile(r"[^.!?\n]+(?:\.(?=\S)[^.!?\n]+)*[.!?]*")
REQUEST = re.compile(
    r"""
      \?
    | \b(?:show|give|send|get|fetch|pull|print|paste|share|open|see|view|read|run|check|request)\b
    | \b(?:look(?:ing)?\s+at|look\s+into|please|let\s+me|let's|(?:can|could)\s+(?:i|we|you))\b
    | \b(?:i['’]?d|i\s+would|i['’]ll|i\s+will|i\s+want|i\s+need|i\s+ask|next)\b
    | \b(?:what|which|how)\s+(?:is|are|does|do|many|long|big|much|changed|happened|gpu|model)\b
    | \b(?:tell\s+me|do\s+(?:we|you)\s+have|is\s+there|are\s+there|start\s+with)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
COMMAND = re.compile(
    r"^\s*(?:\$\s*)?(?:sudo\s+)?(?:nvidia-smi|nsys|ncu|dmesg|tegrastats|py-spy|dcgmi|numactl)\b",
    re.IGNORECASE,
)
# What somebody has seen, would do about it or expects is no request, unless they ask as well.
STATED = re.compile(
    r"\b(?:shows?|showed|says?|said|reads|proves?|confirms?|would\s+show"
    r"|root\s+cause|hypothes[ie]s|rules?\s+out|fix|expect|if|predict|afterwards)\b",
    re.IGNORECASE,
)
PLAIN_REQUEST = re.compile(
    r"\?|\bwhat\s+(?:do|does|did)\s+(?:\S+\s+){1,6}?(?:say|show|tell|read|report|look)\b"
    r"|\b(?:please|can\s+(?:i|we|you)|could\s+(?:i|we|you)|show\s+me|give\s+me|let\s+me\s+see"
    r"|i['’]?d\s+like\s+to\s+see|i\s+want\s+to\s+see|i\s+need\s+to\s+see)\b",
    re.IGNORECASE,
)
REASON = re.compile(r"[,;]\s*(?:since|because|as|so)\b.*", re.IGNORECASE)
FEWEST_WORDS_OF_A_STATEMENT = 6
MOST_WORDS_OF_A_REQUEST = 40


def asking_sentences(message: str) -> Iterator[str]:
    for whole in SENTENCE.findall(message):
        sentence = REASON.sub("", whole)
        is_short = len(sentence.split()) < FEWEST_WORDS_OF_A_STATEMENT
        is_stated = STATED.search(sentence) and not PLAIN_REQUEST.search(sentence)
        if not is_stated and (is_short or REQUEST.search(sentence) or COMMAND.search(sentence)):
            yield sentence


def is_only_a_request(message: str) -> bool:
    """Whether every sentence plainly asks, or is a command: then nothing is lost by showing it."""
    sentences = [s for s in SENTENCE.findall(message) if s.strip()]
    is_short = len(message.split()) <= MOST_WORDS_OF_A_REQUEST
    return is_short and all(PLAIN_REQUEST.search(s) or COMMAND.search(s) for s in sentences)
