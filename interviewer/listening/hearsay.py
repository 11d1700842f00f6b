"""Hearsay: errors that are often told, heard in a text of somebody else's."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from interviewer.guide.passages import Error, Passage
from interviewer.listening.matching import Heeded


@dataclass(frozen=True)
class Told:
    """`quote` stands verbatim in the text; the passage `passage_id` puts the error right."""

    quote: str
    error: Error
    passage_id: str


def hearsay(text: str, passages: Iterable[Passage]) -> Iterator[Told]:
    """The errors that a text repeats as true; one that it refutes, or quotes as wrong, is none."""
    heeded = Heeded(text)
    for passage in passages:
        for error in passage.commonly_said:
            heard = heeded.claimed(error)
            is_spared = any(heeded.mentions(words) for words in error.unless)
            if heard.quote and heard.verdict == "met" and not is_spared and asserts(heard.quote):
                yield Told(heard.quote, error, passage.id)


def asserts(quote: str) -> bool:
    """A question claims nothing."""
    return not quote.rstrip('"”').endswith("?")
