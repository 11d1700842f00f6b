"""The data behind the fact-checker: every name in it leads somewhere."""

from collections.abc import Iterator

import pytest

from interviewer.checking.derivations import Constant, Pattern, patterns
from interviewer.checking.filling import FILLERS, GPU_FACTS, MODEL_FACTS
from interviewer.checking.slot_words import WORDS
from interviewer.checking.truths import source_of, truths
from interviewer.checking.units import BASES
from tools import catalogue

ALL = {pattern.id: pattern for several in patterns().values() for pattern in several}
SLOTS = FILLERS.keys() | GPU_FACTS.keys() | MODEL_FACTS.keys() | WORDS.keys()


def inputs(pattern: Pattern) -> Iterator[tuple[str, dict[str, Constant]]]:
    """The inputs of a pattern and of each slip, with the calculator that takes them."""
    yield pattern.calculator, pattern.inputs
    for slip in pattern.slips:
        yield slip.calculator or pattern.calculator, slip.inputs


@pytest.mark.parametrize("pattern", ALL.values(), ids=ALL)
def test_inputs_are_the_calculators_and_slots_are_known(pattern: Pattern) -> None:
    for calculator, given in inputs(pattern):
        assert given.keys() <= catalogue.get(calculator).inputs.keys()
        for source in given.values():
            if isinstance(source, str) and not source.startswith("="):
                assert source.rstrip("?") in SLOTS


@pytest.mark.parametrize("pattern", ALL.values(), ids=ALL)
def test_parts_are_parts_of_the_result(pattern: Pattern) -> None:
    entry = catalogue.get(pattern.calculator)
    result = catalogue.call(pattern.calculator, entry.example)
    assert pattern.part is None or pattern.part in result.parts


@pytest.mark.parametrize("pattern", ALL.values(), ids=ALL)
def test_what_is_claimed_is_a_dimension(pattern: Pattern) -> None:
    assert set(pattern.claims) <= BASES.keys()


def test_every_truth_has_a_source() -> None:
    assert all(source_of(truth) for several in truths().values() for truth in several)
