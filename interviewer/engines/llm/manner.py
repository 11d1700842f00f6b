"""What an interviewer may say, whatever it is about: no verdict, no talk of prompts, one question.

A sentence that judges can be left out; one that falls out of the role spoils the utterance.
"""

import re
from collections.abc import AsyncIterator

SENTENCE_END = re.compile(
    r"(?<!\bM[sr]\.)(?<!\bMrs\.)(?<!\bDr\.)(?<!\bvs\.)"
    r"(?<=[.!?…])[\"”’')]*\s+(?=[\"“‘'(]*[A-Z0-9])|\n+"
)
VERDICT = re.compile(
    r"""
      \b(great|good|excellent|perfect|nice|solid|strong|fantastic|wonderful|impressive|brilliant
        |terrific|superb)\b(\s+\w+)?\s+(answer|point|question|explanation|job|work|start|thinking
        |observation|insight|catch|summary|stuff)\b
    | ^\s*["“']?(great|good|excellent|perfect|correct|exactly|precisely|right|wonderful|fantastic
        |absolutely|indeed|wrong|incorrect|impressive|awesome|nice|well\s+done|yes|no)\b\s*[,.!—–:;-]
    | \b(that|this|it|you|your\s+\w+)(['’]s|\s+is|['’]re|\s+are|\s+was|\s+were)?\s+(not\s+)?
        (quite\s+|absolutely\s+|exactly\s+|partly\s+|mostly\s+|completely\s+)?
        (right|correct|wrong|incorrect|mistaken|spot\s+on|accurate|inaccurate)\b
    | \b(well\s+done|thank\s+you|thanks|spot\s+on|i\s+(dis)?agree|impress\w+
        |i\s+like\s+(that|how|your))\b
    | \bnot\s+(quite|exactly|really)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
OUT_OF_ROLE = re.compile(
    r"""
      \b(language\s+model|chat\s*bot|AI\s+(assistant|model|interviewer)|as\s+an\s+AI|I['’]?m\s+an\s+AI)\b
    | \b(system|my|the|these|your|previous|initial)\s+(prompt|instructions?)\b
    | \b(key\s+points?|rubric|grading|graders?|verdicts?|criteri(on|a)|model\s+answer|score[sd]?
        |full\s+marks|passed|hired)\b
    | \bsaid-[0-9a-f]{2,} | </?\w | ```|^\s*[#*-]\s | ^\s*\{ | \{\{
    | \b(the\s+answer\s+is|the\s+correct\s+answer|for\s+example|such\s+as|for\s+instance|e\.g\.)
    | \b(I\s+(cannot|can['’]?t|am\s+unable|won['’]?t)\s+(help|assist|comply|do\s+that|provide))\b
    """,
    re.IGNORECASE | re.VERBOSE | re.MULTILINE,
)
LABEL = re.compile(r"^\s*(?:\*\*)?[A-Z][\w.’' ]{0,40}:(?:\*\*)?\s+")
# Ends that belong to a question though a model may put more behind them.
QUESTION_END = re.compile(r"\?[\"”’')]*$")


def is_verdict(sentence: str) -> bool:
    """Whether it praises, thanks, or says that something was right or wrong."""
    return bool(VERDICT.search(sentence))


def is_out_of_role(sentence: str) -> bool:
    return bool(OUT_OF_ROLE.search(sentence))


def is_question(sentence: str) -> bool:
    return bool(QUESTION_END.search(sentence.rstrip()))


def is_double(sentence: str) -> bool:
    """Whether two questions were put in one sentence."""
    return sentence.count("?") > 1


def unlabelled(sentence: str, name: str) -> str:
    """Without a speaker's name in front, and without the marks of a stage direction."""
    head = LABEL.match(sentence)
    if head and set(head[0].strip(" *:").split()) & {*name.split(), "Interviewer"}:
        sentence = sentence[head.end() :]
    return sentence.strip().strip('*"“”')


async def sentences(pieces: AsyncIterator[str]) -> AsyncIterator[str]:
    """The sentences of a text that comes in pieces, each as soon as its end is known."""
    held = ""
    async for piece in pieces:
        held += piece
        while end := SENTENCE_END.search(held):
            if sentence := held[: end.end()].strip():
                yield sentence
            held = held[end.end() :]
    if held.strip():
        yield held.strip()


def unrepeated(sentence: str, said: str) -> str:
    """What a sentence adds to what was said; a model that goes on may begin by repeating it."""
    if sentence.casefold() in said.casefold():
        return ""
    words, spoken = sentence.split(), said.split()
    for shared in range(min(len(words), len(spoken)), 1, -1):
        if [w.casefold() for w in words[:shared]] == [w.casefold() for w in spoken[-shared:]]:
            return " ".join(words[shared:])
    return sentence
