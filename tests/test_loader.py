"""Thirty ways to spoil a content file, each answered by one sentence that helps."""

import re
from pathlib import Path

import pytest

from interviewer.errors import ContentError
from interviewer.guide.passages import Passage
from interviewer.loader import load, load_page
from interviewer.questions import Question
from interviewer.rounds import Round, Track
from interviewer.rubric import RoundRubric, ValuesRubric
from tests.conftest import TEA

QUESTION = TEA / "corpus/questions/tea/leaves/green-tea.toml"
ROUND = TEA / "corpus/tracks/tea/leaves.toml"
TRACK = TEA / "corpus/tracks/tea/track.toml"
RUBRIC = TEA / "rubrics/tea/leaves.toml"
VALUES = TEA / "rubrics/values.toml"

MUTATIONS = [
    (QUESTION, Question, 'kind = "technical"', 'kind = "tricky"', "kind", "tricky"),
    (QUESTION, Question, 'kind = "technical"', "", "kind", "missing"),
    (QUESTION, Question, "minutes = 4", "minutes = -4", "minutes", "-4"),
    (QUESTION, Question, "minutes = 4", 'minutes = "four"', "minutes", "four"),
    (QUESTION, Question, "minutes = 4", "minutes = 400", "minutes", "400"),
    (QUESTION, Question, "minutes = 4", "minuets = 4", "minutes", "missing"),
    (QUESTION, Question, "weight = 3", "weight = 0", "key_points[0].weight", "0"),
    (QUESTION, Question, "weight = 3", "weight = -1", "key_points[0].weight", "-1"),
    (QUESTION, Question, "weight = 3", "weight = 11", "key_points[0].weight", "11"),
    (QUESTION, Question, 'id = "temperature"', 'id = "Tempera ture"', "key_points[0].id", "Tem"),
    (QUESTION, Question, 'levels = ["entry", "senior", "staff"]', "levels = []", "levels", "0"),
    (QUESTION, Question, '["entry", "senior"', '["entry", "boss"', "levels[1]", "boss"),
    (QUESTION, Question, '"excellence"', '"exellence"', "values[0]", "exellence"),
    (QUESTION, Question, 'passages = ["water"]', "passages = []", "passages", "0"),
    (QUESTION, Question, "How do you brew a pot of green tea?", "Brew", "text", "Brew"),
    (QUESTION, Question, '"degrees | cool | below"', '"degrees | | below"', "key_points[0]", "|"),
    (
        QUESTION,
        Question,
        'why = "It decides the cup."',
        'because = "x"',
        "key_points[0]",
        "missing",
    ),
    (
        QUESTION,
        Question,
        'probe = "What happens',
        'prode = "What happens',
        "misconceptions[0]",
        "miss",
    ),
    (QUESTION, Question, "[model_answer]", "[model_answers]", "model_answer", "missing"),
    (QUESTION, Question, '[[deeper]]\nask = "And in the mountains?"', "[[depth]]", "deeper", "2"),
    (QUESTION, Question, 'entry = "I would', 'entree = "I would', "model_answer.entry", "missing"),
    (QUESTION, Question, 'title = "A pot', 'title = "A pot" oops = "', "TOML", "line"),
    (ROUND, Round, "questions = 2", "questions = 0", "questions", "0"),
    (ROUND, Round, "questions = 2", "questions = 2.5", "questions", "2.5"),
    (ROUND, Round, 'name = "Ms. Oolong"', "name = 7", "persona.name", "7"),
    (ROUND, Round, "hand_over =", "handover =", "script.hand_over", "missing"),
    (TRACK, Track, 'rounds = ["leaves", "service"]', "rounds = []", "rounds", "0"),
    (TRACK, Track, 'id = "tea"', 'id = "tea"\ncolour = "green"', "colour", "allowed"),
    (RUBRIC, RoundRubric, "weight = 1", "weight = 0.0", "criteria[0].weight", "above 0"),
    (VALUES, ValuesRubric, 'value = "innovation"', 'value = "speed"', "criteria[0].value", "speed"),
    (VALUES, ValuesRubric, 'two = "A trace.",', "", "values[0].anchors.two", "missing"),
]


@pytest.mark.parametrize(("path", "model", "old", "new", "field", "found"), MUTATIONS)
def test_a_fault_is_one_sentence_naming_file_field_and_found(
    path: Path, model: type, old: str, new: str, field: str, found: str, tmp_path: Path
) -> None:
    text = path.read_text()
    assert old in text
    spoilt = tmp_path / path.name
    spoilt.write_text(text.replace(old, new, 1))
    with pytest.raises(ContentError) as caught:
        load(spoilt, model)
    message = str(caught.value)
    assert message.startswith(str(spoilt))
    assert field in message
    assert found in message
    assert "\n" not in message
    assert not re.search(r"pydantic|Traceback|https?://", message)


def test_the_unspoilt_files_load() -> None:
    for path, model, *_ in MUTATIONS:
        load(path, model)


def test_an_unknown_field_names_those_that_are_allowed(tmp_path: Path) -> None:
    spoilt = tmp_path / "track.toml"
    spoilt.write_text(TRACK.read_text() + '\ncolour = "green"\n')
    with pytest.raises(ContentError, match="committee_chair"):
        load(spoilt, Track)


def test_several_faults_are_counted(tmp_path: Path) -> None:
    spoilt = tmp_path / "question.toml"
    spoilt.write_text(QUESTION.read_text().replace("weight", "wait"))
    with pytest.raises(ContentError, match=r"\(and \d+ more\)"):
        load(spoilt, Question)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"", b"= = ="])
def test_what_is_no_toml_at_all_is_refused_in_a_sentence(content: bytes, tmp_path: Path) -> None:
    spoilt = tmp_path / "track.toml"
    spoilt.write_bytes(content)
    with pytest.raises(ContentError, match=r"track\.toml: "):
        load(spoilt, Track)


def test_a_missing_file_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="no such file"):
        load(tmp_path / "gone.toml", Track)


def test_a_passage_without_a_head_says_how_a_head_looks(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("Just text.")
    with pytest.raises(ContentError, match=r"\+\+\+"):
        load_page(page, Passage)
