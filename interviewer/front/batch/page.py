"""The report of a batch for people: one HTML file that needs no script, network or other file."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import islice
from typing import TYPE_CHECKING

from interviewer.front.batch.ledger import Dead
from interviewer.front.batch.page_style import STYLE
from interviewer.front.batch.summary import (
    BINS,
    HIGHEST,
    LOWEST,
    Doubtful,
    QuestionSum,
    Summary,
    difficulty,
    shown,
)
from interviewer.sentences import excerpt

if TYPE_CHECKING:
    from interviewer.grading.agreement import Agreement

MOST_QUESTIONS = 200
MOST_MISSED = 3
MOST_DEAD = 100
LONGEST_NAME, LONGEST_QUESTION = 80, 180
CHART_WIDTH, CHART_HEIGHT, BAR_GAP = 560, 200, 8
LABEL_HEIGHT = 22
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
FLAGS = {
    "keyword_stuffing": "a list of terms in place of an argument",
    "injection": "speaks to its grader; those words were not heeded",
    "echo": "says the question again",
    "off_topic": "answers something else",
    "too_short": "fewer than eight words",
    "verbose": "more than 450 words",
    "pasted_model_answer": "holds long runs of a model answer word for word",
    "contradiction": "says a thing and its opposite",
    "low_confidence": "nobody wrote down what its question asks for: graded by the guide",
}


def html(name: str, level: str, summary: Summary, dead: Iterable[Dead]) -> str:
    """`name` is the input's; all text is escaped, since candidates wrote it."""
    body = [
        *head(name, level, summary),
        *distribution(summary),
        *people(summary.agreements),
        *questions(summary.questions),
        *flags(summary),
        *by_hand(summary.doubtful),
        *not_graded(summary, dead),
    ]
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Grades of {escape(name)}</title>\n<style>{STYLE}</style>\n</head>\n"
        "<body>\n<main>\n" + "\n".join(body) + "\n</main>\n</body>\n</html>\n"
    )


def head(name: str, level: str, summary: Summary) -> Iterator[str]:
    mean = "–" if summary.mean is None else f"{summary.mean:.2f}"
    yield f"<h1>Grades of {escape(name)}</h1>"
    yield f"<p>Expected level: {escape(level)}. Scores run from 1 to 5.</p>"
    yield '<dl class="figures">'
    for label, value in (
        ("rows", summary.rows),
        ("graded", summary.graded),
        ("mean score", mean),
        ("not graded", summary.not_graded + summary.dead),
    ):
        yield f"<div><dt>{label}</dt><dd>{value}</dd></div>"
    yield "</dl>"


def distribution(summary: Summary) -> Iterator[str]:
    if not summary.graded:
        return
    labels = [f"{1 + n / 2:.1f}–{1.5 + n / 2:.1f}" for n in range(BINS)]
    said = ", ".join(f"{n} from {at}" for at, n in zip(labels, summary.bins, strict=True))
    yield "<section><h2>Distribution of scores</h2>"
    yield f'<svg viewBox="0 0 {CHART_WIDTH} {CHART_HEIGHT}" role="img" aria-label="{said}">'
    for place, (label, count) in enumerate(zip(labels, summary.bins, strict=True)):
        yield bar(place, label, count, max(summary.bins))
    yield "</svg></section>"


def bar(place: int, label: str, count: int, most: int) -> str:
    """A bar with its count above and its range below."""
    width = CHART_WIDTH / BINS
    height = (CHART_HEIGHT - 2 * LABEL_HEIGHT) * count / most
    top, middle = CHART_HEIGHT - LABEL_HEIGHT - height, (place + 0.5) * width
    return (
        f'<rect x="{place * width + BAR_GAP / 2:.1f}" y="{top:.1f}" rx="3" '
        f'width="{width - BAR_GAP:.1f}" height="{height:.1f}"/>'
        f'<text class="count" x="{middle:.1f}" y="{top - 5:.1f}">{count}</text>'
        f'<text x="{middle:.1f}" y="{CHART_HEIGHT - 6}">{label}</text>'
    )


def people(agreements: "Sequence[Agreement]") -> Iterator[str]:
    if not agreements:
        return
    yield "<section><h2>Against people's scores</h2>"
    yield (
        "<p>With 95 % intervals over questions. The two baselines are fitted to these very "
        "scores, which flatters them.</p>"
    )
    rows = [
        (one.name, shown(one.pearson), shown(one.spearman), shown(one.kappa), shown(one.rmse))
        for one in agreements
    ]
    heads = ("scored by", "Pearson r", "Spearman", "weighted kappa", "RMSE, points of 5")
    yield from table("Agreement", heads, [[escape(cell) for cell in row] for row in rows])
    yield "</section>"


def questions(found: dict[str, QuestionSum]) -> Iterator[str]:
    if not found:
        return
    hardest = difficulty(found)
    yield "<section><h2>Questions, the hardest first</h2>"
    heads = ("question", "answers", "mean", "most missed")
    rows = [
        [asked(key, one), str(one.graded), mean(one), missed(one)]
        for key, one in hardest[:MOST_QUESTIONS]
    ]
    yield from table("Difficulty and most missed key points", heads, rows)
    if len(hardest) > MOST_QUESTIONS:
        yield f"<p>{len(hardest) - MOST_QUESTIONS} easier questions are left out.</p>"
    yield "</section>"


def asked(key: str, question: QuestionSum) -> str:
    name = f"<strong>{escape(excerpt(key, LONGEST_NAME))}</strong>"
    if key.startswith(question.asked):
        return name
    return f"{name}<small>{escape(excerpt(question.asked, LONGEST_QUESTION))}</small>"


def mean(question: QuestionSum) -> str:
    """The figure, and how much of the scale that is."""
    share = (question.mean - LOWEST) / (HIGHEST - LOWEST)
    return f'{question.mean:.2f}<span class="meter" style="--share: {share:.0%}"></span>'


def missed(question: QuestionSum) -> str:
    items = [
        f'<li><span class="share">{count / question.graded:.0%}</span> {escape(point)}</li>'
        for point, count in question.missed.most_common(MOST_MISSED)
    ]
    return f"<ul>{''.join(items)}</ul>" if items else "–"


def flags(summary: Summary) -> Iterator[str]:
    if not summary.flags:
        return
    yield "<section><h2>Flags</h2>"
    rows = [
        [escape(flag.replace("_", " ")), str(count), escape(FLAGS.get(flag, ""))]
        for flag, count in summary.flags.most_common()
    ]
    yield from table("What makes answers suspect", ("flag", "answers", "means"), rows)
    yield "</section>"


def by_hand(found: Sequence[Doubtful]) -> Iterator[str]:
    if not found:
        return
    yield "<section><h2>To look at by hand</h2><p>The grades with the least confidence.</p>"
    for one in found:
        flags_ = f", {escape(', '.join(one.flags).replace('_', ' '))}" if one.flags else ""
        yield (
            f"<article><h3>{escape(one.id)} <span>{one.score:.2f}</span></h3>"
            f"<p>Confidence {one.confidence:.2f}{flags_}. {escape(one.asked)}</p>"
            f"<blockquote>{escape(one.answer)}</blockquote></article>"
        )
    yield "</section>"


def not_graded(summary: Summary, dead: Iterable[Dead]) -> Iterator[str]:
    if not (summary.reasons or summary.dead):
        return
    yield "<section><h2>Not graded</h2><ul>"
    for reason, count in summary.reasons.most_common():
        yield f"<li>{count}: {escape(reason)}.</li>"
    for one in islice(dead, MOST_DEAD):
        yield f"<li>Row {one.row}: {escape(one.reason)}.</li>"
    if summary.dead > MOST_DEAD:
        yield f"<li>{summary.dead - MOST_DEAD} more rows.</li>"
    yield "</ul></section>"


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Cells are markup already; the first of a row is its head. Narrow screens show the labels."""
    yield f"<table><caption>{escape(caption)}</caption><thead><tr>"
    yield "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    yield "</tr></thead><tbody>"
    for first, *others in rows:
        labelled = zip(heads[1:], others, strict=True)
        cells = "".join(f'<td data-label="{escape(h)}">{cell}</td>' for h, cell in labelled)
        yield f'<tr><th scope="row">{first}</th>{cells}</tr>'
    yield "</tbody></table>"
