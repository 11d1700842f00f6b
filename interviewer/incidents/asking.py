"""What a candidate's message asks to see: artefacts by name or command, and facts of the job."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
    """Reads the sentences that ask; in each, the longest names win."""
    found: dict[str, Sheet | Told] = {}
    wants_everything = False
    for sentence in asking_sentences(message):
        wants_everything |= bool(EVERYTHING.search(sentence))
        for thing in named(sentence, (*sheets(incident), *TOLD)):
            found.setdefault(thing.id, thing)
    wanted = tuple(found.values())
    return Request(
        sheets=tuple(s for s in wanted if isinstance(s, Sheet)),
        told=tuple(t for t in wanted if isinstance(t, Told)),
        wants_everything=wants_everything,
    )


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
