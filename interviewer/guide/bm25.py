"""BM25 over stems that keep part numbers and units, in an FTS5 table of SQLite."""

import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from interviewer.words import STOP_WORDS, normalised, stem

# H100, fp8 and sm_90 stay whole, 80GB is 80 and gb, 3.35 and 2:4 are one figure each.
TERM = re.compile(
    r"\d+(?:[.,:]\d+)*%?"
    r"|[^\W\d_]+(?:_?\d+(?:\.\d+)?[a-z]*)+"
    r"|[^\W\d_]+"
)
LETTERED_NUMBER = re.compile(r"\b([a-z]{1,6})[-\s](\d+[a-z]?)\b")
QUANTITY = re.compile(
    r"\b(\d+(?:[.,]\d+)*)[-\s]?"
    r"(b|k|m|t|w|ms|us|ns|[kmgt]i?b|[gt]?flops|tops|[kmg]hz|bits?|layers|heads|tokens)\b"
)
HYPHENED = re.compile(r"\b([a-z]+)-([a-z]+)\b")
APOSTROPHE_S = re.compile(r"['’]s\b")
TITLE_WEIGHT, TOPICS_WEIGHT, BODY_WEIGHT = 3.0, 2.0, 1.0
SCHEMA = """
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(
    title, topics, body, tokenize = "unicode61 remove_diacritics 0 tokenchars '.:%_'");
CREATE VIRTUAL TABLE IF NOT EXISTS vocabulary USING fts5vocab(words, row);
"""


@lru_cache(maxsize=4_096)
def terms(text: str) -> tuple[str, ...]:
    """The terms of a text in order, with the joined spellings of what is written two ways.

    "all-reduce" also gives allreduc, "FP 8" and "FP-8" also fp8, "80 GB" and "80GB" also 80gb,
    so that each finds the other and a figure with its unit counts for more than both alone.
    """
    plain = APOSTROPHE_S.sub("", normalised(text))
    found = [stem(word) for word in TERM.findall(plain) if word not in STOP_WORDS]
    found += [
        f"{letters}{digits}"
        for letters, digits in LETTERED_NUMBER.findall(plain)
        if letters not in STOP_WORDS
    ]
    found += [stem(number) + stem(unit) for number, unit in QUANTITY.findall(plain)]
    found += [stem(first + second) for first, second in HYPHENED.findall(plain)]
    return tuple(found)


class BM25:
    """Rows of terms by row id, on a connection that its owner commits."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._sql = connection
        connection.executescript(SCHEMA)

    def put(self, row: int, title: str, topics: str, body: str) -> None:
        self.drop(row)
        columns = (" ".join(terms(part)) for part in (title, topics, body))
        self._sql.execute(
            "INSERT INTO words (rowid, title, topics, body) VALUES (?, ?, ?, ?)", (row, *columns)
        )

    def drop(self, row: int) -> None:
        self._sql.execute("DELETE FROM words WHERE rowid = ?", (row,))

    def best(self, query: Mapping[str, float], limit: int) -> list[tuple[int, float]]:
        """Row ids with their scores, best first, for weighted terms.

        FTS5's `bm25` knows no weights of terms; a term of half the weight is looked up apart
        and its score halved.
        """
        scores: dict[int, float] = {}
        for weight in sorted(set(query.values()), reverse=True):
            alike = [term for term, its in query.items() if its == weight]
            for row, score in self._matches(alike, limit):
                scores[row] = scores.get(row, 0.0) + weight * score
        return sorted(scores.items(), key=lambda found: (-found[1], found[0]))[:limit]

    def _matches(self, query: Iterable[str], limit: int) -> list[tuple[int, float]]:
        quoted = " OR ".join(f'"{term}"' for term in query)
        rank = f"bm25(words, {TITLE_WEIGHT}, {TOPICS_WEIGHT}, {BODY_WEIGHT})"
        rows = self._sql.execute(
            f"SELECT rowid, -{rank} AS score FROM words WHERE words MATCH ? "
            "ORDER BY score DESC, rowid LIMIT ?",
            (quoted, limit),
        )
        return [(row, score) for row, score in rows]

    def frequencies(self, wanted: Sequence[str]) -> dict[str, int]:
        """In how many rows each term occurs; absent ones are left out."""
        marks = ", ".join("?" * len(wanted))
        rows = self._sql.execute(
            f"SELECT term, doc FROM vocabulary WHERE term IN ({marks})", list(wanted)
        )
        return dict(rows.fetchall())

    def vocabulary(self) -> list[tuple[str, int]]:
        """Every term with the number of rows that hold it, in alphabetical order."""
        return self._sql.execute("SELECT term, doc FROM vocabulary ORDER BY term").fetchall()
