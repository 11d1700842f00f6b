"""Our results on standard cases beside published ones, and where other tools differ and why."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from interviewer.checking.calculators import Answer, answer
from interviewer.checking.typed import option
from interviewer.checking.units import named as units_named

CASES = Path(__file__).with_suffix(".toml")
HEAD = """# Compared

The same {count} questions put to our calculators, to the source that settles them, and to other
tools and texts. Every number of ours on this page is computed when the page is written, and a
test holds it to the published one. The others' were found by running the tool or reading the
text; a later version may be right. Conventions explain many gaps between honest tools: GB or
GiB, dense or sparse, one way or both, 12 or 16 or 20 bytes per parameter. Here only those
differences are listed that no convention explains, and printed slips.
"""


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Other(Strict):
    """What a tool or a text says instead."""

    tool: str
    value: float
    why: str


class Case(Strict):
    """One question with our way to the answer and the published one, both in `unit`."""

    what: str
    calculator: str
    given: dict[str, str] = Field(default_factory=dict)
    named: dict[str, str] = Field(default_factory=dict)
    part: str | None = None
    unit: str
    published: float
    tolerance: Annotated[float, Field(gt=0, lt=0.1)]
    source: str
    others: tuple[Other, ...] = Field(min_length=1)

    @property
    def answer(self) -> Answer:
        return answer(self.calculator, self.given, **self.named)

    @property
    def ours(self) -> float:
        """Computed now, in the case's unit."""
        result = self.answer.result
        value = result.parts[self.part] if self.part else result.value
        return value if self.unit == "count" else value / units_named(self.unit)[0].factor

    @property
    def command(self) -> str:
        words = [f"{option(name)} {value}" for name, value in self.given.items()]
        words += [f"--{kind} '{value}'" for kind, value in self.named.items()]
        return " ".join([f"interviewer calc {self.calculator}", *words])

    def said(self, value: float) -> str:
        text = f"{value:,.0f}" if value >= 1000 else f"{value:.4g}"
        return text if self.unit == "count" else f"{text} {self.unit}"


def cases() -> tuple[Case, ...]:
    table = tomllib.loads(CASES.read_text(encoding="utf-8"))
    return tuple(Case.model_validate(row) for row in table["cases"])


def page() -> str:
    found = cases()
    return "\n".join([HEAD.format(count=len(found)), *table(found), "", *details(found)])


def table(found: tuple[Case, ...]) -> Iterator[str]:
    yield "| | question | ours | published | elsewhere |"
    yield "|---|---|---|---|---|"
    for number, case in enumerate(found, start=1):
        others = ", ".join(case.said(other.value) for other in case.others)
        ours, published = case.said(case.ours), case.said(case.published)
        yield f"| {number} | {case.what} | {ours} | {published} | {others} |"


def details(found: tuple[Case, ...]) -> Iterator[str]:
    for number, case in enumerate(found, start=1):
        yield f"## {number}. {case.what}\n"
        yield f"```console\n$ {case.command}\n{case.answer.shown}\n```\n"
        part = f" {case.part.replace('_', ' ')}" if case.part else ""
        yield f"Ours: {case.said(case.ours)}{part}.\n"
        source = f"{case.source[0].upper()}{case.source[1:]}"
        yield f"Published: {case.said(case.published)}. {source}.\n"
        for other in case.others:
            times = other.value / case.ours
            yield f"- {other.tool}: {case.said(other.value)}, {times:.3g} times ours: {other.why}."
        yield ""
