"""The glossary: what people say, and the word that the guide has for it."""

import re
from collections.abc import Iterable
from functools import cache

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
    entries: tuple[Entry, ...] = Field(min_length=1)

    def meant(self, text: str) -> list[str]:
        """The guide's terms for what a text says, in the order of the file."""
        heard = stemmed(text)
        return [entry.term for entry in self.entries if any(each in heard for each in cues(entry))]

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
