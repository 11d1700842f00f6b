"""Which column of a table holds which field of a submission, whatever the table calls it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from interviewer.errors import UsageError

# The strongest name first: a table with `answer` and `text` means `answer`.
NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id", "answer id", "response id", "submission id", "record id", "row id", "uid"),
    "answer": (
        "answer", "student answer", "candidate answer", "answer text", "response",
        "student response", "candidate response", "response text", "your answer", "text",
        "reply", "transcript", "submission",
    ),
    "question": ("question", "question text", "prompt", "question prompt", "item", "asked"),
    "question_id": ("question id", "qid", "q id", "question number", "question no", "item id"),
    "track": ("track",),
    "round": ("round",),
    "reference": (
        "reference", "reference answer", "model answer", "expected answer", "ideal answer",
        "correct answer", "desired answer", "sample answer", "answer key", "solution",
    ),
    "key_points": ("key points", "keypoints", "key point", "rubric", "rubric points"),
    "max_score": (
        "max score", "max", "max points", "maximum", "maximum score", "maximum points",
        "max marks", "points possible", "possible points", "total points", "out of",
    ),
    "human_score": (
        "human score", "human grade", "teacher score", "teacher grade", "grade", "score",
        "mark", "marks", "points", "points awarded", "score avg", "rating",
    ),
    "examples": ("examples", "graded examples"),
}  # fmt: skip
FIELDS = tuple(NAMES)
NEEDED = "answer"
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
IN_BRACKETS = re.compile(r"[(\[].*?[)\]]")
NO_WORD = re.compile(r"[\W_]+")
LONGEST_NAME_SHOWN = 60
Chosen = Mapping[str, str]


def plain(name: str) -> str:
    """`StudentAnswer (max. 200 words)` as `student answer`."""
    spaced = CAMEL.sub(" ", IN_BRACKETS.sub(" ", name))
    return NO_WORD.sub(" ", spaced).strip().casefold()


def parsed(options: Iterable[str]) -> dict[str, str]:
    """`answer=Response Text` options to a choice; UsageError for what names no field.

    An empty column (`id=`) leaves the field out.
    """
    chosen: dict[str, str] = {}
    for option in options:
        field, equals, column = option.partition("=")
        field = NO_WORD.sub("_", field.strip()).casefold()
        if not equals or field not in NAMES:
            raise UsageError(
                f"--map {option!r} names no field; expected FIELD=COLUMN with one of "
                f"{', '.join(FIELDS)}"
            )
        chosen[field] = column.strip()
    return chosen


def found(columns: Sequence[str], chosen: Chosen) -> dict[str, str]:
    """Field to column, as chosen or else by name. UsageError for a chosen one that isn't there."""
    return dict(_found(tuple(columns), tuple(sorted(chosen.items()))))


@lru_cache(maxsize=256)
def _found(
    columns: tuple[str, ...], chosen: tuple[tuple[str, str], ...]
) -> tuple[tuple[str, str], ...]:
    places = {field: named(columns, column) for field, column in chosen}
    taken = set(places.values())
    free = {plain(column): column for column in reversed(columns) if column not in taken}
    for field, names in NAMES.items():
        if field not in places:
            places[field] = next((free[name] for name in names if name in free), None)
    pairs = [(field, column) for field, column in places.items() if column is not None]
    for _, column in pairs:
        refuse_twins(column, columns)
    return tuple(pairs)


def named(columns: Sequence[str], wanted: str) -> str | None:
    """The column that a person means; None for a field that is to be left out."""
    if not wanted:
        return None
    for same in (str, str.casefold, plain):
        for column in columns:
            if same(column.strip()) == same(wanted):
                return column
    raise UsageError(f"--map names a column {wanted!r}, but the input has {shown(columns)}")


def refuse_twins(column: str, columns: Sequence[str]) -> None:
    if columns.count(column) > 1:
        raise UsageError(
            f"{columns.count(column)} columns are called {column!r}; rename those that are "
            "not meant, so that it is clear which one counts"
        )


def shown(columns: Sequence[str]) -> str:
    """The columns for a sentence, each cut to a readable length."""
    named_ = [repr(column[:LONGEST_NAME_SHOWN]) for column in columns if column.strip()]
    return f"the columns {', '.join(named_)}" if named_ else "no columns"


def need_answer(places: Mapping[str, str], columns: Sequence[str], where: str) -> None:
    """Raises UsageError, listing what there is, if no column holds the answers."""
    if NEEDED not in places:
        raise UsageError(
            f"{where}: no column holds the answers; it has {shown(columns)}; rename one to "
            "'answer', or say which it is with --map answer=\"COLUMN\""
        )
