"""What a finished run comes to, counted from its ledger: for the screen, the report and JSON."""

import json
from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from heapq import nsmallest
from itertools import chain
from math import isnan, nan
from typing import TYPE_CHECKING, Any

from interviewer.front.batch.ledger import Ledger

if TYPE_CHECKING:
    from interviewer.grading.agreement import Agreement

SCHEMA_VERSION = 1
BINS = 8
LOWEST, HIGHEST = 1.0, 5.0
LEAST_CONFIDENT_SHOWN = 20


@dataclass
class QuestionSum:
    """The grades of one question; `missed` counts key points by what they ask for."""

    asked: str
    number: int = 0
    graded: int = 0
    points: float = 0.0
    missed: Counter[str] = field(default_factory=Counter)

    @property
    def mean(self) -> float:
        return self.points / self.graded


@dataclass(frozen=True)
class Doubtful:
    """A grade to look at by hand."""

    confidence: float
    id: str
    score: float
    asked: str
    answer: str
    flags: tuple[str, ...]


def numbers() -> "array[float]":
    return array("d")


@dataclass
class Scores:
    """Ours and a person's, row by row, with what a simpler way of scoring would go by.

    Eight bytes each. `full` is NaN where no maximum was given, `questions` the place in the
    summary's own.
    """

    ours: "array[float]" = field(default_factory=numbers)
    human: "array[float]" = field(default_factory=numbers)
    full: "array[float]" = field(default_factory=numbers)
    words: "array[float]" = field(default_factory=numbers)
    recall: "array[float]" = field(default_factory=numbers)
    questions: "array[int]" = field(default_factory=lambda: array("q"))


@dataclass
class Summary:
    """`bins` count scores in half points from 1.0."""

    graded: int = 0
    points: float = 0.0
    bins: list[int] = field(default_factory=lambda: [0] * BINS)
    reasons: Counter[str] = field(default_factory=Counter)
    dead: int = 0
    bases: Counter[str] = field(default_factory=Counter)
    flags: Counter[str] = field(default_factory=Counter)
    questions: dict[str, QuestionSum] = field(default_factory=dict)
    doubtful: list[Doubtful] = field(default_factory=list)
    scores: Scores = field(default_factory=Scores)
    agreements: "list[Agreement]" = field(default_factory=list)

    @property
    def mean(self) -> float | None:
        return self.points / self.graded if self.graded else None

    @property
    def not_graded(self) -> int:
        return self.reasons.total()

    @property
    def rows(self) -> int:
        return self.graded + self.not_graded + self.dead


def summarised(ledger: Ledger, until: int | None = None) -> Summary:
    """One pass over the ledger; memory grows with the questions, not with the answers."""
    summary = Summary(dead=sum(1 for _ in ledger.dead(until)))
    for row in ledger.graded(until):
        add(summary, json.loads(row.grade), json.loads(row.side))
    summary.doubtful = nsmallest(
        LEAST_CONFIDENT_SHOWN, doubtful(ledger, until), key=lambda one: one.confidence
    )
    summary.agreements = compared(summary.scores)
    return summary


def add(summary: Summary, grade: dict[str, Any], side: dict[str, Any]) -> None:
    summary.bases[grade["basis"]] += 1
    summary.flags.update(grade["flags"])
    if not grade["graded"]:
        summary.reasons[grade["reason_not_graded"]] += 1
        return
    score = grade["score"]
    summary.graded += 1
    summary.points += score
    summary.bins[min(BINS - 1, int((score - LOWEST) * 2))] += 1
    new = QuestionSum(side["asked"], number=len(summary.questions))
    question = summary.questions.setdefault(side["question"], new)
    question.graded += 1
    question.points += score
    question.missed.update(missed(grade))
    if side["human_score"] is not None:
        add_scores(summary.scores, question.number, score, side)


def missed(grade: dict[str, Any]) -> Iterator[str]:
    for one in grade["criteria"]:
        if one["verdict"] == "not_met":
            yield one["reason"].removeprefix("Not said: ")


def add_scores(scores: Scores, question: int, score: float, side: dict[str, Any]) -> None:
    scores.ours.append(score)
    scores.human.append(side["human_score"])
    scores.full.append(nan if side["max_score"] is None else side["max_score"])
    scores.questions.append(question)
    scores.words.append(side["words"])
    scores.recall.append(side["recall"])


def doubtful(ledger: Ledger, until: int | None) -> Iterator[Doubtful]:
    for row in ledger.graded(until):
        grade, side = json.loads(row.grade), json.loads(row.side)
        if grade["graded"]:
            yield Doubtful(
                grade["confidence"],
                grade["id"],
                grade["score"],
                side["asked"],
                side["answer"],
                tuple(grade["flags"]),
            )


def difficulty(questions: dict[str, QuestionSum]) -> list[tuple[str, QuestionSum]]:
    """The hardest first: by mean score, then by name."""
    return sorted(questions.items(), key=lambda item: (item[1].mean, item[0]))


def compared(scores: Scores) -> "list[Agreement]":
    """Against the person's scores, taken from 0 to their maximum, or to the highest given."""
    if not scores.human:
        return []
    from interviewer.grading.agreement import agreements

    highest = max(chain((1.0,), scores.human))
    theirs = numbers()
    for score, full in zip(scores.human, scores.full, strict=True):
        share = score / (highest if isnan(full) else full)
        theirs.append(LOWEST + (HIGHEST - LOWEST) * min(1.0, max(0.0, share)))
    baselines = {"length alone": scores.words, "token recall": scores.recall}
    return agreements(scores.ours, theirs, scores.questions, dict(baselines))


def as_values(summary: Summary) -> dict[str, Any]:
    """As `--json` prints it."""
    return {
        "schema_version": SCHEMA_VERSION,
        "rows": summary.rows,
        "graded": summary.graded,
        "not_graded": dict(summary.reasons.most_common()),
        "dead_letters": summary.dead,
        "mean_score": None if summary.mean is None else round(summary.mean, 4),
        "bases": dict(sorted(summary.bases.items())),
        "flags": dict(sorted(summary.flags.items())),
        "agreement": [asdict(one) for one in summary.agreements],
    }


def spoken(summary: Summary) -> Iterator[str]:
    """For a person, a line each."""
    mean = "" if summary.mean is None else f", mean score {summary.mean:.2f} of 5"
    yield f"{summary.graded} of {summary.rows} graded{mean}."
    for reason, count in summary.reasons.most_common(5):
        yield f"{count} not graded: {reason}."
    for one in summary.agreements:
        yield (
            f"Against people, {one.name}: r {shown(one.pearson)}, rank {shown(one.spearman)}, "
            f"QWK {shown(one.kappa)}, RMSE {shown(one.rmse)}"
        )


def shown(figure: Any) -> str:
    if figure.value is None:
        return "undefined"
    # Adding 0 makes a rounded -0.0 a plain 0.
    value, low, high = (round(one, 2) + 0.0 for one in (figure.value, figure.low, figure.high))
    return f"{value:.2f} ({low:.2f} to {high:.2f})"
