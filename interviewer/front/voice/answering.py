"""One answer as it comes to be: stretches of speech, typed words, corrections, and their times."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from interviewer.delivery import announces_pause, pauses
from interviewer.front.voice.hearing import Utterance
from interviewer.transcript.events import Pause

CORRECTION = re.compile(r"^\s*(.+?)\s*(?:->|→|=>)\s*(.*?)\s*$")


@dataclass
class Answering:
    """`seconds` and `spoken` count the candidate's own time over all of the answer's listenings."""

    to: str
    pieces: list[str] = field(default_factory=list)
    seconds: float = 0.0
    spoken: list[tuple[float, float]] = field(default_factory=list)
    confidences: list[float] = field(default_factory=list)
    words_by: list[tuple[float, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(piece for piece in self.pieces if piece)

    @property
    def confidence(self) -> float:
        """That of the stretch heard worst."""
        return min(self.confidences, default=1.0)

    def heard(self, utterance: Utterance) -> None:
        if utterance.text:
            self.pieces.append(utterance.text)
            self.confidences.append(utterance.confidence)
            self.words_by.append((self.seconds + utterance.segment.end, utterance.text))

    def typed(self, line: str) -> None:
        """A line such as `335 -> 3.35` corrects what stands there; any other joins the answer."""
        correction = CORRECTION.match(line)
        if not correction or not self.replace_last(correction[1], correction[2]):
            self.pieces.append(line)

    def replace_last(self, wrong: str, right: str) -> bool:
        """The last place where `wrong` was heard gets `right`; False if there is none."""
        for at in range(len(self.pieces) - 1, -1, -1):
            start = self.pieces[at].lower().rfind(wrong.lower())
            if start >= 0:
                piece = self.pieces[at]
                self.pieces[at] = piece[:start] + right + piece[start + len(wrong) :]
                return True
        return False

    def rewrite(self, text: str) -> None:
        self.pieces = [text]

    def add_time(self, seconds: float, spoken: list[tuple[float, float]]) -> None:
        """A listening has ended; its times go on from those of the listenings before."""
        self.spoken += [(self.seconds + start, self.seconds + end) for start, end in spoken]
        self.seconds += seconds

    def longest_pause(self, spoken: list[tuple[float, float]]) -> float:
        """Of this answer with what is being said in the listening that goes on.

        In seconds, pauses left out that were announced: those say nothing of the own pace.
        """
        shifted = [(self.seconds + start, self.seconds + end) for start, end in spoken]
        return longest_unannounced(pauses([*self.spoken, *shifted], self.words_by))


def longest_unannounced(found: Iterable[Pause]) -> float:
    return max((each.seconds for each in found if not announces_pause(each.after)), default=0.0)
