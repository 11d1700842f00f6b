"""Words as the checks and the search compare them: normalised, stemmed, without stop words."""

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

CONTRACTED_NOT = re.compile(r"(?<=[a-z])n['’]t\b", re.IGNORECASE)
STOP_WORDS = frozenset(
    """
    a an the and or of to in on at by for from with as is are was were be been being am do does
    did have has had i we you he she it they me us my our your their its this that these those
    there here so then than if when while which who what how why where would could should will
    can may might must just also very really about into over under up down out all any some one
    more most such same too only own other s t re ve d ll m get got go like think say well okay
    ok yeah um uh er
    """.split()  # noqa: SIM905
)

_stemmer = snowballstemmer.stemmer("english")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of one lower-case word; figures stay as they are."""
    return str(_stemmer.stemWord(word)) if word.isalpha() else word.replace(",", "")


def normalised(text: str) -> str:
    """NFKC (mm² becomes mm2), lower case, "n't" spelt out."""
    return CONTRACTED_NOT.sub(" not", unicodedata.normalize("NFKC", text).lower())
