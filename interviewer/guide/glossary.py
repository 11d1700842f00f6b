"""The glossary: what people say, and the word that the guide has for it."""

import re
from collections.abc import Iterable
from functools import cache, cached_property

from pydantic import Field

from interviewer.data import data
from interviewer.loader import Written, load
from interviewer.rubric import Text
from interviewer.words import normalised, stem

SPOKEN_WORD = re.compile(r"[^\W_]+")


class Entry(Written):
    """A query that says one of `said`, in any inflection, is searched for `term` as well."""

    term: Text
    said: tuple[Text, ...] = Field(min_length=1)


class Glossary(Written):
    """`german` has the English for words that candidates mix in, none that English has too.

    `elsewhere` are subjects that the guide leaves to others, though its words look as if.
    """

    elsewhere: tuple[Text, ...] = ()
    german: dict[Text, Text] = Field(default_factory=dict)
    entries: tuple[Entry, ...] = Field(min_length=1)

    def in_english(self, text: str) -> str:
        """Word by word, which is enough for a search."""
        return SPOKEN_WORD.sub(lambda word: self.german.get(word[0].lower(), word[0]), text)

    def meant(self, text: str) -> list[str]:
        """The guide's terms for what a text says, in the order of the file."""
        heard = stemmed(text)
        return [entry.term for entry in self.entries if any(each in heard for each in cues(entry))]

    def leads_elsewhere(self, text: str) -> bool:
        heard = stemmed(text)
        return any(subject in heard for subject in self._elsewhere)

    @cached_property
    def _elsewhere(self) -> tuple[str, ...]:
        return tuple(stemmed(subject) for subject in self.elsewhere)

    def words(self) -> Iterable[str]:
        for entry in self.entries:
            yield from (entry.term, *entry.said)


@cache
def cues(entry: Entry) -> tuple[str, ...]:
    return tuple(stemmed(said) for said in entry.said)


def stemmed(text: str) -> str:
    """The stems of a text between spaces, so that a run of words can be looked up in it."""
    return f" {' '.join(stem(word) for word in SPOKEN_WORD.findall(normalised(text)))} "


@cache
def glossary() -> Glossary:
    """Our own, from `corpus/glossary.toml`."""
    return load(data("corpus/glossary.toml"), Glossary)
