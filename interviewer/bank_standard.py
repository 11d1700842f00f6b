"""What a question needs beyond its form: enough to hear by and to probe with, right numbers."""

from collections.abc import Iterator, Sequence

from interviewer.errors import UsageError
from interviewer.listening.clauses import LONGEST_CUE_WORDS, stems
from interviewer.questions import Question
from interviewer.rubric import Signals

# With fewer, one wording decides what is heard, and a second probe repeats the first.
FEWEST_PHRASINGS = 3
FEWEST_PROBES = 2
FEWEST_MISCONCEPTIONS = 3
LISTENED_FOR = ("key_points", "misconceptions", "deeper", "red_flags", "green_flags")
# Expected numbers are written with three or four digits.
NUMBER_TOLERANCE = 0.006


def shortcomings(question: Question) -> Iterator[str]:
    """Where a question falls short, a sentence each."""
    for place, point in enumerate(question.key_points):
        yield from fewer(f"key_points[{place}].phrasings", point.phrasings, FEWEST_PHRASINGS)
        yield from fewer(f"key_points[{place}].probes", point.probes, FEWEST_PROBES)
    yield from fewer("misconceptions", question.misconceptions, FEWEST_MISCONCEPTIONS)
    for part in LISTENED_FOR:
        yield from unheard(part, getattr(question, part))
    yield from miscounted(question)


def fewer(place: str, found: Sequence[object], fewest: int) -> Iterator[str]:
    if len(found) < fewest:
        yield f"{place}: must be at least {fewest} (found {len(found)})"


def unheard(part: str, signals: Sequence[Signals]) -> Iterator[str]:
    """Cues too long to be found in any answer."""
    for place, one in enumerate(signals):
        for cue in (cue for group in one.cue_groups for cue in group):
            if len(stems(cue)) > LONGEST_CUE_WORDS:
                most = f"at most {LONGEST_CUE_WORDS} words each"
                yield f"{part}[{place}].cues: must be {most} (found {cue!r})"


def miscounted(question: Question) -> Iterator[str]:
    """Expected numbers that are not what their calculator gives."""
    # Calculators are read only when some content is checked.
    from interviewer.checking.calculators import answer

    for place, number in enumerate(question.numbers):
        given = {name: str(value) for name, value in number.inputs.items()}
        try:
            value = answer(number.calculator, given).result.value
        except UsageError as error:
            yield f"numbers[{place}].inputs: {error}"
            continue
        if abs(value - number.value) > NUMBER_TOLERANCE * abs(value):
            yield f"numbers[{place}].value: must be {value:.4g} (found {number.value:g})"
