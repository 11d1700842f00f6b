"""What the graded own set says about the grader, as named figures."""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

import numpy as np

from evals.grading_set import ATTACKS, HONEST, Band, Marked
from interviewer.grading.agreement import Floats, kappa, pearson
from interviewer.scoring.standing import CREDIT, FULL_MARKS_COVERAGE

# A strong answer makes four fifths of the points or more, a weak one next to none.
BAND_SCORES: dict[Band, float] = {"strong": 5.0, "medium": 3.0, "weak": 1.0}
SHORT_WORDS, LONG_WORDS = 90, 130
HALF_BAND = 0.5
BINS = 5
Figures = dict[str, float]


def figures(marks: Sequence[Marked]) -> Figures:
    """Every figure by name; shares and correlations 0 to 1, scores 1 to 5."""
    honest = [one for one in marks if one.row.band in HONEST]
    return {
        **criterion_figures(honest),
        **order_figures(honest),
        **agreement_figures(honest),
        **attack_figures(marks),
        **derived_figures(marks),
        **confidence_figures(marks),
        "verbatim": share(one.is_verbatim for one in marks),
    }


def share(hits: Iterator[bool] | Sequence[bool]) -> float:
    """The share that is true; NaN of nothing."""
    return float(np.mean([*hits] or [float("nan")]))


def criterion_figures(honest: Sequence[Marked]) -> Figures:
    verdicts = [(w, f) for one in honest for _, w, f in one.verdicts]
    heard = [(w != "not_met", f != "not_met") for w, f in verdicts]
    return {
        "criterion_accuracy": share(w == f for w, f in heard),
        "criterion_accuracy_three_way": share(w == f for w, f in verdicts),
        "criterion_precision": share(w for w, f in heard if f),
        "criterion_recall": share(f for w, f in heard if w),
    }


def order_figures(honest: Sequence[Marked]) -> Figures:
    """The share of pairs of one question in the right order; a tie counts as wrong."""
    return {
        "strong_above_weak": above(honest, "strong", "weak"),
        "strong_above_medium": above(honest, "strong", "medium"),
        "medium_above_weak": above(honest, "medium", "weak"),
        "short_strong_above_long_weak": above(
            [one for one in honest if is_contrast(one)], "strong", "weak"
        ),
    }


def above(marks: Sequence[Marked], better: Band, worse: Band) -> float:
    high = [one for one in marks if one.row.band == better]
    low = [one for one in marks if one.row.band == worse]
    pairs = [(h, w) for h, w in product(high, low) if question(h) == question(w)]
    return share(h.score > w.score for h, w in pairs)


def question(one: Marked) -> tuple[str, str, str]:
    return one.row.track, one.row.round, one.row.question_id


def is_contrast(one: Marked) -> bool:
    """A short strong or a long weak answer."""
    if one.row.band == "strong":
        return one.row.words <= SHORT_WORDS
    return one.row.band == "weak" and one.row.words >= LONG_WORDS


def agreement_figures(honest: Sequence[Marked]) -> Figures:
    """With the bands' scores and with the labelled ones; and what length adds to either."""
    scores = np.array([one.score for one in honest])
    bands = np.array([BAND_SCORES[one.row.band] for one in honest])
    labels = np.array([labelled_score(one) for one in honest])
    words = np.array([float(one.row.words) for one in honest])
    even = np.ones_like(scores)
    by_band = np.stack([bands == value for value in BAND_SCORES.values()], axis=1).astype(float)
    return {
        "qwk": kappa(scores, bands, even),
        "pearson": pearson(scores, bands, even),
        "pearson_with_labels": pearson(scores, labels, even),
        "length_given_band": partial(scores, words, by_band),
        "labels_length_given_band": partial(labels, words, by_band),
        "length_given_labels": partial(scores, words, np.stack([labels, even], axis=1)),
        **{f"mean_{band}": float(scores[bands == v].mean()) for band, v in BAND_SCORES.items()},
    }


def labelled_score(one: Marked) -> float:
    """1 to 5: what the reader's verdicts are worth, by the weights that the grader used."""
    weights = {criterion.id: criterion.weight for criterion in one.grade.criteria}
    earned = sum(CREDIT[one.row.criteria[id_]] * weight for id_, weight in weights.items())
    coverage = earned / sum(weights.values()) if weights else 0.0
    return 1 + 4 * min(1.0, coverage / FULL_MARKS_COVERAGE)


def partial(x: Floats, y: Floats, given: Floats) -> float:
    """The correlation of what a linear fit on `given`, a column each, leaves of both."""
    x, y = (v - given @ np.linalg.lstsq(given, v, rcond=None)[0] for v in (x, y))
    return pearson(x, y, np.ones_like(x))


def attack_figures(marks: Sequence[Marked]) -> Figures:
    found: Figures = {}
    for band in ATTACKS:
        scores = [one.score for one in marks if one.row.band == band]
        found[f"{band}_mean"], found[f"{band}_max"] = float(np.mean(scores)), max(scores)
    return found


def confidence_figures(marks: Sequence[Marked]) -> Figures:
    """What confidences are worth: the expected calibration error, and the Brier score.

    The error is the mean distance of a bin's confidence from the share of its grades that lie
    within half a point of the label's (Naeini and others 2015); a constant would have 0 of it
    and a Brier score of p (1 − p), which stands beside.
    """
    sure, right = confidences(marks)
    bins = [sure_bin for sure_bin in reliability(marks) if sure_bin.grades]
    error = sum(one.grades * abs(one.confidence - one.right) for one in bins) / len(sure)
    return {
        "confidence_ece": error,
        "confidence_brier": float(np.mean((sure - right) ** 2)),
        "confidence_brier_of_a_constant": float(right.mean() * (1 - right.mean())),
    }


class Bin(NamedTuple):
    """Grades of like confidence: their mean confidence, and the share that was right."""

    low: float
    grades: int
    confidence: float
    right: float


def reliability(marks: Sequence[Marked]) -> list[Bin]:
    """Five bins of confidence."""
    sure, right = confidences(marks)
    places = np.minimum((sure * BINS).astype(int), BINS - 1)
    return [
        Bin(n / BINS, int(there.sum()), float(sure[there].mean()), float(right[there].mean()))
        for n in range(BINS)
        if (there := places == n).any()
    ]


def confidences(marks: Sequence[Marked]) -> tuple[Floats, Floats]:
    """Each grade's confidence, and 1 where the label's score is within half a point of it.

    Pasted model answers are left out: what they are worth is for a person to say.
    """
    judged = [one for one in marks if one.row.band != "pasted" and one.grade.graded]
    right = [abs(one.score - labelled_score(one)) <= HALF_BAND for one in judged]
    return np.array([one.grade.confidence for one in judged]), np.array(right, np.float64)


def derived_figures(marks: Sequence[Marked]) -> Figures:
    """What padding moves, and whether a pasted model answer is noticed."""
    scores = {one.row.id: one.score for one in marks}
    padded = [one for one in marks if one.row.band == "padding"]
    shifts = [abs(one.score - scores[one.row.of or ""]) for one in padded]
    pasted = [one for one in marks if one.row.band == "pasted"]
    return {
        "padding_shift_mean": float(np.mean(shifts)),
        "padding_shift_max": max(shifts),
        "pasted_flagged": share("pasted_model_answer" in one.grade.flags for one in pasted),
    }
