"""What a candidate's message asks to see: artefacts by name or command, and facts of the job."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interviewer.guide.spelling import Spelling, words_in
from interviewer.incidents.artefacts.sheets import Sheet, sheets
from interviewer.incidents.incident import Incident
from interviewer.incidents.requesting import asking_sentences
from interviewer.incidents.telling import TOLD, Told

EVERYTHING = re.compile(
    r"\b(?:everything|all\s+(?:of\s+)?(?:the\s+|your\s+)?(?:artefacts?|artifacts?|logs|outputs?"
    r"|traces|data|files|tools|metrics|it|that\s+you\s+have|you\s+have)|all\s+of\s+them"
    r"|whatever\s+you\s+have|anything\s+you\s+have)\b",
    re.IGNORECASE,
)
# Said before the name of a text, the tool is no second thing to show.
TOOL = r"(?:\b(?:nsys|nsight\s+systems|nvidia-smi|py-?torch|torch)(?:\s+(?:stats|profile))?\s+)?"
MOST_AT_ONCE = 4


@dataclass(frozen=True)
class Request:
    """What one message asks for. `is_greedy` when it wants everything, or very much at once."""

    sheets: tuple[Sheet, ...]
    told: tuple[Told, ...]
    wants_everything: bool

    @property
    def is_greedy(self) -> bool:
        return self.wants_everything or len(self.sheets) > MOST_AT_ONCE

    def __bool__(self) -> bool:
        return bool(self.sheets or self.told or self.wants_everything)


def request(incident: Incident, message: str) -> Request:
    """Reads the sentences that ask; where they name nothing, as if a word were misspelt."""
    things: tuple[Sheet | Told, ...] = (*sheets(incident), *TOLD)
    asking = [*asking_sentences(message)]
    return read(asking, things) or read([corrected(s, things) for s in asking], things)


def read(asking: Sequence[str], things: Sequence[Sheet | Told]) -> Request:
    """In each sentence the longest names win."""
    wanted = dict.fromkeys(thing for sentence in asking for thing in named(sentence, things))
    return Request(
        sheets=tuple(s for s in wanted if isinstance(s, Sheet)),
        told=tuple(t for t in wanted if isinstance(t, Told)),
        wants_everything=any(EVERYTHING.search(sentence) for sentence in asking),
    )


def corrected(sentence: str, things: Sequence[Sheet | Told]) -> str:
    """Long words that are nearly those of a name: "nvida-smi", "kernal summary"."""
    names = [name for thing in things for name in thing.asked_as]
    known = {word for name in names for word in words_in(name)}
    return Spelling(names).corrected(sentence, known.__contains__)[0]


def named(sentence: str, things: Sequence[Sheet | Told]) -> Iterator[Sheet | Told]:
    """Each part of the sentence names one thing: `nvidia-smi -q` is not also `nvidia-smi`."""
    names = sorted(
        ((name, thing) for thing in things for name in thing.asked_as),
        key=lambda pair: -len(pair[0]),
    )
    left = sentence.lower().replace("’", "'")
    for name, thing in names:
        pattern = re.compile(rf"{TOOL}(?<![\w-]){re.escape(name)}(?!\w)")
        if pattern.search(left):
            left = pattern.sub(" ", left)
            yield thing
