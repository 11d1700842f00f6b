"""Questions beside the code, each with an answer that is computed, short, or a point in words."""

import re
from dataclasses import dataclass
from typing import Literal, Self

from pydantic import Field, model_validator

from interviewer.coding.complexity import ordered
from interviewer.listening.matching import Heeded
from interviewer.loader import Written
from interviewer.questions import Ask
from interviewer.rubric import Id, Signals, Text
from interviewer.transcript.events import Verdict

NUMBER = re.compile(
    r"-?\d[\d,_]*(?:\.\d+)?(?:e[+-]?\d+)?(?:\s*[×x*]\s*10\s*\^\s*-?\d+)?", re.IGNORECASE
)


class Computed(Written):
    """A number that a calculator gives, or, by `part`, one of its secondary values."""

    calculator: Id
    inputs: dict[str, str]
    part: Text | None = None

    @property
    def value(self) -> float:
        from interviewer.checking.calculators import answer

        result = answer(self.calculator, self.inputs).result
        return float(result.value if self.part is None else result.parts[self.part])

    @property
    def working(self) -> tuple[str, ...]:
        from interviewer.checking.calculators import answer

        return tuple(answer(self.calculator, self.inputs).result.steps)


class Quiz(Written):
    """One question. Exactly one of `computed`, `value`, `order`, `one_of` and `point` answers it.

    `order` is a complexity in the `variables`, such as "s d + s"; `one_of` lists short words, any
    of which is right; `point` is heard in an answer in words.
    """

    ask: Ask
    because: Text
    computed: Computed | None = None
    value: float | None = None
    unit: str = ""
    tolerance: float = Field(0.02, gt=0, lt=1)
    order: tuple[Text, ...] = ()
    variables: tuple[Text, ...] = ()
    one_of: tuple[Text, ...] = ()
    none_of: tuple[Text, ...] = ()
    point: Signals | None = None

    @model_validator(mode="after")
    def one_answer(self) -> Self:
        given = (self.computed, self.value is not None or None, self.order, self.one_of, self.point)
        if sum(bool(each) for each in given) != 1:
            raise ValueError("must have exactly one of computed, value, order, one_of, point")
        return self

    @property
    def kind(self) -> Literal["number", "order", "short", "words"]:
        if self.order:
            return "order"
        if self.one_of:
            return "short"
        return "words" if self.point else "number"

    @property
    def expected(self) -> str:
        """The answer as it is shown afterwards."""
        if self.kind == "number":
            return said_number(self.number, self.unit)
        if self.kind == "order":
            return f"O({self.order[0]})"
        return self.one_of[0] if self.one_of else self.because

    @property
    def number(self) -> float:
        if self.computed:
            return self.computed.value
        assert self.value is not None
        return self.value


def said_number(number: float, unit: str) -> str:
    """As the calculators say it; a share as a percentage."""
    if unit == "%":
        return f"{number:.4g}%"
    if not unit:
        return f"{number:,.6g}"
    from interviewer.checking.typed import shown

    return shown(number, unit)


@dataclass(frozen=True)
class Marked:
    """One answer judged; `reason` is for the candidate, after the round."""

    ask: str
    said: str
    verdict: Verdict
    expected: str
    reason: str


def marked(quiz: Quiz, said: str) -> Marked:
    verdict = judged(quiz, said)
    return Marked(quiz.ask, said, verdict, quiz.expected, quiz.because)


def judged(quiz: Quiz, said: str) -> Verdict:
    match quiz.kind:
        case "number":
            return "met" if is_near(quiz, said) else "not_met"
        case "order":
            mine = ordered(said, quiz.variables)
            return (
                "met" if any(mine == ordered(o, quiz.variables) for o in quiz.order) else "not_met"
            )
        case "short":
            return "met" if is_named(quiz, said) else "not_met"
        case "words":
            assert quiz.point
            return Heeded(said, quiz.ask).heard(quiz.point).verdict


def is_near(quiz: Quiz, said: str) -> bool:
    """Whether the last number said is the one: a candidate works it out, then says it."""
    found = numbers(said, quiz.unit)[-1:]
    if quiz.unit == "1" and "percent" in quiz.ask:
        found += [each / 100 for each in found if each > 1]
    expected = quiz.number
    return any(abs(each - expected) <= quiz.tolerance * abs(expected) for each in found)


def numbers(said: str, unit: str) -> list[float]:
    """The numbers of a text, percentages and units with a prefix in plain ones."""
    return [value * scale(said[end : end + 12], unit) for value, end in plain_numbers(said)]


def plain_numbers(said: str) -> list[tuple[float, int]]:
    found = []
    for match in NUMBER.finditer(said):
        text = re.sub(r"\s*[×x*]\s*10\s*\^\s*", "e", match.group()).replace(",", "")
        found.append((float(text.replace("_", "")), match.end()))
    return found


def scale(after: str, unit: str) -> float:
    """What the words right after a number multiply it by, given the unit that is asked for."""
    word = re.match(r"\s*(%|percent\b|[a-zA-Zµ]+)?", after)
    name = (word[1] or "") if word else ""
    if name in ("%", "percent"):
        return 1.0 if unit == "%" else 0.01
    binary = {"KiB": 2**10, "MiB": 2**20, "GiB": 2**30}
    decimal = {"KB": 1e3, "kB": 1e3, "MB": 1e6, "GB": 1e9, "TB": 1e12}
    counts = {"k": 1e3, "K": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "B": 1.0}
    words = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "MFLOP": 1e6, "GFLOP": 1e9}
    return {**binary, **decimal, **counts, **words}.get(name, 1.0)


def is_named(quiz: Quiz, said: str) -> bool:
    text = f" {' '.join(re.findall(r'[a-z0-9_:.%]+', said.lower()))} "
    has = [
        any(f" {word.lower()} " in text for word in words) for words in (quiz.one_of, quiz.none_of)
    ]
    return has[0] and not has[1]
