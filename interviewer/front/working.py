"""A calculator's answer as text: the value, how it came about, and what it rests on."""

import textwrap
from collections.abc import Iterable, Iterator

from interviewer.checking.calculators import Answer, Cited
from interviewer.checking.subjects import figured

COLUMNS = 96
CERTAINTY = {
    "A": "first-party source",
    "B": "copy of a first-party source",
    "C": "secondary source",
    "D": "computed from sourced figures",
    "U": "unverified",
}


def working(answer: Answer) -> str:
    """The answer in paragraphs; the first line is the value."""
    blocks = [
        [answer.shown, *paragraph(answer.entry.summary)],
        [f"formula  {answer.result.formula}"],
        ["steps", *numbered(answer.result.steps)],
        ["also", *bulleted(f"{name.replace('_', ' ')}: {v}" for name, v in answer.parts.items())],
        ["inputs", *bulleted([answer.command.partition(f"{answer.entry.name} ")[2] or "none"])],
        ["assumes", *bulleted(answer.assumptions)],
        ["facts", *bulleted(cited(answer.cited))],
        ["sources", *bulleted(f"{source.title} {link(source.ref)}" for source in answer.sources)],
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block[1:] or block[0][7:].strip())


def paragraph(text: str) -> list[str]:
    return textwrap.wrap(text, COLUMNS)


def numbered(lines: Iterable[str]) -> Iterator[str]:
    for number, line in enumerate(lines, start=1):
        yield textwrap.fill(
            line, COLUMNS, initial_indent=f"  {number}. ", subsequent_indent="     "
        )


def bulleted(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield textwrap.fill(
            line,
            COLUMNS,
            initial_indent="  - ",
            subsequent_indent="    ",
            break_on_hyphens=False,
            break_long_words=False,
        )


def cited(facts: Iterable[Cited]) -> Iterator[str]:
    """The facts of one thing with the same sources in one line."""
    groups: dict[tuple[str, ...], list[Cited]] = {}
    for one in facts:
        titles = (f"{source.title} {link(source.url)}".strip() for source in one.fact.sources)
        basis = (one.fact.entity, CERTAINTY[one.fact.grade], *titles)
        if one.fact not in [other.fact for other in groups.setdefault(basis, [])]:
            groups[basis].append(one)
    for (entity, certainty, *sources), group in groups.items():
        values = ", ".join(f"{name_of(one)} {figured(one.fact)}{ranged(one)}" for one in group)
        yield f"{entity}: {values} ({certainty}, {group[0].fact.as_of:%Y}: {'; '.join(sources)})"


def name_of(one: Cited) -> str:
    return one.fact.property_id.partition(".")[2].replace("_", " ").replace(".", " ")


def ranged(one: Cited) -> str:
    """Where sources differ, within which bounds."""
    if not one.fact.accepted:
        return ""
    low, high = one.fact.accepted
    return f" (sources differ: {low:,} to {high:,})"


def link(reference: str | None) -> str:
    return f"<{reference}>" if reference and reference != "-" else ""
