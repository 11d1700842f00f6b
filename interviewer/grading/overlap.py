"""How much of a reference stands in an answer: words, pieces of words, and meaning by sentence."""

import re
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from typing import TYPE_CHECKING

from interviewer.words import STOP_WORDS, normalised, stem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+|\s+-\s+|\s\d+[.)]\s")
PIECE_LETTERS = 4
FEWEST_SENTENCE_WORDS = 2
# Square roots, since the first words shared say more than the last. Fitted by hand on public
# human-graded answers, cross-validated by question: r 0.43, against 0.31 for token recall.
WORDS_WEIGHT, PIECES_WEIGHT, MEANING_WEIGHT = 0.4, 0.4, 0.2


@dataclass(frozen=True)
class Text:
    """A text made ready to be compared."""

    text: str

    @property
    def stems(self) -> tuple[str, ...]:
        return stems(self.text)

    @property
    def words(self) -> frozenset[str]:
        return frozenset(self.stems)

    @property
    def pieces(self) -> frozenset[str]:
        """Runs of four letters of the stems in order: they forgive spelling and inflection."""
        line = " ".join(self.stems)
        return frozenset(line[i : i + PIECE_LETTERS] for i in range(len(line) - PIECE_LETTERS + 1))

    @property
    def sentences(self) -> tuple[str, ...]:
        parts = [part.strip(" -–\t") for part in SENTENCE.split(self.text)]
        return tuple(p for p in parts if len(p.split()) >= FEWEST_SENTENCE_WORDS) or (self.text,)


@lru_cache(maxsize=4_096)
def stems(text: str) -> tuple[str, ...]:
    words = WORD.findall(normalised(text))
    return tuple(stem(word) for word in words if word not in STOP_WORDS)


def overlap(answer: str, reference: str) -> float:
    """0 to 1: how fully `answer` says what `reference` says."""
    said, wanted = Text(answer), Text(reference)
    return (
        WORDS_WEIGHT * sqrt(share(said.words, wanted.words))
        + PIECES_WEIGHT * sqrt(share(said.pieces, wanted.pieces))
        + MEANING_WEIGHT * max(0.0, meaning(said, wanted))
    )


def share(said: frozenset[str], wanted: frozenset[str]) -> float:
    return len(said & wanted) / len(wanted) if wanted else 0.0


def dice(first: frozenset[str], second: frozenset[str]) -> float:
    """The share of both that both have, 0 to 1."""
    return 2 * len(first & second) / (len(first) + len(second)) if first or second else 0.0


def meaning(said: Text, wanted: Text) -> float:
    """The mean, over the wanted sentences, of the nearest said one's cosine."""
    here, there = vectors(said.sentences), vectors(wanted.sentences)
    return float((there @ here.T).max(axis=1).mean())


@lru_cache(maxsize=2_048)
def vectors(sentences: tuple[str, ...]) -> "NDArray[np.float32]":
    """One unit vector a sentence; CapabilityMissing if the model is not installed."""
    from interviewer.guide.embedding import minilm

    return minilm().embed(sentences)
