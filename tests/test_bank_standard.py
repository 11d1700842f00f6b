"""The standard that every question of the bank is held to."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from interviewer.bank_standard import shortcomings
from interviewer.content import Content
from interviewer.listening.matching import Heeded
from interviewer.loader import load
from interviewer.questions import Flag, Misconception, Question

BANK = Path(__file__).parents[1] / "corpus/questions"
SERVING = BANK / "mle/system-design/serving-a-seventy-billion-chat.toml"


def bank() -> Iterator[Question]:
    content = Content()
    for track in content.track_ids:
        for round_ in content.track(track).rounds:
            for id_ in content.question_ids(track, round_):
                yield content.question(track, round_, id_)


def wrong_claims(question: Question) -> Iterator[Misconception | Flag]:
    yield from question.misconceptions
    yield from question.red_flags


def spoilt(old: str, new: str, tmp_path: Path) -> list[str]:
    written = SERVING.read_text()
    assert old in written
    path = tmp_path / SERVING.name
    path.write_text(written.replace(old, new, 1))
    return list(shortcomings(load(path, Question)))


def test_every_wrong_claim_of_the_bank_is_heard_in_its_own_words() -> None:
    """A cue that its own phrasing does not meet waits for words that nobody says."""
    unheard = [
        f"{question.id}: {wrong.id}: {said}"
        for question in bank()
        for wrong in wrong_claims(question)
        for said in wrong.phrasings
        if Heeded(said, question.text).claimed(wrong).verdict != "met"
    ]
    assert unheard == []


def test_no_model_answer_of_the_bank_is_heard_as_a_wrong_claim() -> None:
    accused = [
        f"{question.id}: {wrong.id}: {heard.quote}"
        for question in bank()
        for level in ("entry", "senior", "staff")
        for answer in [Heeded(getattr(question.model_answer, level), question.text)]
        for wrong in wrong_claims(question)
        if (heard := answer.claimed(wrong)).verdict == "met"
    ]
    assert accused == []


@pytest.mark.parametrize(
    ("old", "new", "place", "found"),
    [
        ("value = 750\n", "value = 700\n", "numbers[0].value", "must be 750 (found 700)"),
        ("arrivals_per_s = 50", "arrivals = 50", "numbers[0].inputs", "does not take"),
        ('calculator = "littles-law"', 'calculator = "big-law"', "numbers[0].inputs", "big-law"),
    ],
)
def test_a_number_that_its_calculator_does_not_give_is_named(
    old: str, new: str, place: str, found: str, tmp_path: Path
) -> None:
    (fault,) = spoilt(old, new, tmp_path)
    assert fault.startswith(place)
    assert found in fault


def test_a_thin_question_says_what_it_lacks_and_how_much() -> None:
    full = load(SERVING, Question)
    first = full.key_points[0]
    poor = first.model_copy(
        update={"phrasings": first.phrasings[:2], "probes": first.probes[:1]},
    )
    thin = {"key_points": (poor,), "misconceptions": full.misconceptions[:2]}
    assert list(shortcomings(full.model_copy(update=thin))) == [
        "key_points[0].phrasings: must be at least 3 (found 2)",
        "key_points[0].probes: must be at least 2 (found 1)",
        "misconceptions: must be at least 3 (found 2)",
    ]


def test_a_cue_too_long_to_be_found_is_named(tmp_path: Path) -> None:
    (fault,) = spoilt("one gpu per user |", "one gpu for each and every user |", tmp_path)
    assert fault.startswith("misconceptions[1].cues: must be at most 6 words each")
