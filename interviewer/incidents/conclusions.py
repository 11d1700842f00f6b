"""What a conclusion asserts: not what it dismisses, nor what only says how to mend it."""

import re

from interviewer.incidents.faults import Fault
from interviewer.incidents.requesting import SENTENCE
from interviewer.listening.matching import Heeded

CLAUSE = re.compile(r"[^.,;!?\n]+(?:[.,](?=\S)[^.,;!?\n]+)*[.,;!?\n]*")
DISMISSED = re.compile(
    r"\b(?:not|n['’]t)\s+(?:it\b|(?:the|a)\s+(?:root\s+)?(?:cause|problem|culprit|reason|issue)\b)"
    r"|\b(?:is|are|was|were|looks?|seems?)\s+(?:all\s+)?(?:fine|innocent|healthy|normal|ok|okay"
    r"|excluded|cleared|out\b)|\brul(?:es?|ed|ing)\s+(?:\w+\s+){0,3}out\b|\bno\s+sign\s+of\b"
    r"|\bcan\s+be\s+excluded\b|\bcan['’]?t\s+be\b|\bcannot\s+be\b",
    re.IGNORECASE,
)


def asserted(conclusion: str) -> str:
    """The conclusion without the clauses that dismiss something: "thermals are fine"."""
    return "".join(part for part in CLAUSE.findall(conclusion) if not DISMISSED.search(part))


def without_mending(text: str, right: Fault) -> str:
    """Without the sentences that only say how to mend it: launch bounds are not launch-bound."""
    for sentence in SENTENCE.findall(text):
        said = Heeded(sentence)
        if said.states(right.fix) and not said.states(right.cause):
            text = text.replace(sentence, "")
    return text
