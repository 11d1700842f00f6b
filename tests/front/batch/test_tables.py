"""Tables as people export them: read as they mean them, or refused in a sentence."""

import codecs
import csv
import json
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interviewer.errors import CapabilityMissing, ContentError, InterviewerError, UsageError
from interviewer.front.batch import parquet
from interviewer.front.batch.cells import BadRow, submission
from interviewer.front.batch.columns import parsed
from interviewer.front.batch.rows import Row
from interviewer.front.batch.tables import table

NOTHING: Mapping[str, str] = {}
CELL = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), min_size=1, max_size=80
).filter(str.strip)


def rows(
    folder: Path, raw: str | bytes, chosen: Mapping[str, str] = NOTHING, name: str = "a.csv"
) -> list[Row]:
    path = folder / name
    path.write_bytes(raw.encode() if isinstance(raw, str) else raw)
    return list(table(path, chosen).rows())


def answers(found: list[Row]) -> list[Any]:
    return [row.values.get("answer") for row in found]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_any_separator_in_any_encoding(tmp_path: Path, separator: str, coding: str) -> None:
    text = separator.join(["Nr", "Student Answer"]) + "\r\n" + separator.join(["1", "Grüße, ja"])
    if separator == ",":
        text = text.replace("Grüße, ja", '"Grüße, ja"')
    assert answers(rows(tmp_path, text.encode(coding))) == ["Grüße, ja"]


def test_windows_own_encoding_is_known_by_not_being_utf_8(tmp_path: Path) -> None:
    assert answers(rows(tmp_path, "answer\nna\xefve “caf\xe9”\n".encode("cp1252"))) == [
        "naïve “café”"
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    cells=st.lists(st.tuples(CELL, CELL), min_size=1, max_size=8),
    separator=st.sampled_from(",;\t|"),
    coding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_a_spreadsheet_wrote_is_read_back_whole(
    tmp_path: Path, cells: list[tuple[str, str]], separator: str, coding: str
) -> None:
    written = StringIO(newline="")
    writer = csv.writer(written, delimiter=separator, quoting=csv.QUOTE_ALL)
    writer.writerows([("id", "answer"), *cells])
    found = rows(tmp_path, written.getvalue().encode(coding))
    assert [(row.values["id"], row.values["answer"]) for row in found] == cells


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(raw=st.binary(max_size=300), name=st.sampled_from(["a.csv", "a.jsonl", "a"]))
def test_no_file_whatever_is_in_it_ends_in_a_traceback(
    tmp_path: Path, raw: bytes, name: str
) -> None:
    try:
        found = rows(tmp_path, raw, name=name)
    except InterviewerError:
        return
    for row in found:
        try:
            submission(row.values, row.default_id)
        except BadRow:
            continue


def test_line_breaks_and_quotes_within_a_cell_stay(tmp_path: Path) -> None:
    text = 'id,answer,x\n1,"He said ""no"",\r\nthen left",y\n2,plain,z\n'
    assert answers(rows(tmp_path, text)) == ['He said "no",\r\nthen left', "plain"]


def test_a_very_long_cell_is_a_cell(tmp_path: Path) -> None:
    long = "word " * 400_000
    assert answers(rows(tmp_path, f'id,answer\n1,"{long}"\n')) == [long]


def test_a_title_a_hint_and_blank_rows_stand_in_nobodys_way(tmp_path: Path) -> None:
    text = "sep=;\n\nPractice, November;;\nName;Response (max. 200 words);Out of\n;;\nAna;Yes;5\n"
    (row,) = rows(tmp_path, text)
    assert dict(row.values) == {"answer": "Yes", "max_score": "5"}
    assert row.default_id == "row-2"


def test_commas_in_unquoted_text_don_t_make_commas_the_separator(tmp_path: Path) -> None:
    text = "id;answer\n1;first, second, third, fourth, fifth\n"
    assert answers(rows(tmp_path, text)) == ["first, second, third, fourth, fifth"]


def test_a_row_with_too_many_cells_is_refused_not_cut(tmp_path: Path) -> None:
    good, bad = rows(tmp_path, "id,answer\n1,fine\n2,cut, in two\n")
    assert good.fault is None
    assert bad.fault
    assert "3 cells and the header 2" in bad.fault


def test_a_quotation_that_never_closes_is_said_before_anything_is_graded(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="ends in line 4 is never closed"):
        rows(tmp_path, 'id,answer\n1,"open\n2,b\n3,c\n')


def test_a_missing_column_is_a_sentence_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"'id', 'essay'.*--map answer="):
        rows(tmp_path, "id,essay\n1,text\n")
    with pytest.raises(UsageError, match="'id', 'essay'"):
        rows(tmp_path, '{"id": 1, "essay": "text"}\n', name="a.jsonl")


def test_a_chosen_column_counts_before_any_other(tmp_path: Path) -> None:
    text = "answer,The essay,score\nno,yes,3\n"
    (row,) = rows(tmp_path, text, parsed(["answer=the essay", "human_score="]))
    assert dict(row.values) == {"answer": "yes"}


@pytest.mark.parametrize("option", ["answer", "anwser=x", "=x"])
def test_a_choice_that_names_no_field_is_refused(option: str) -> None:
    with pytest.raises(UsageError, match="names no field"):
        parsed([option])


def test_a_chosen_column_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"'x'.*'id', 'answer'"):
        rows(tmp_path, "id,answer\n1,a\n", {"answer": "x"})


def test_twin_columns_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="2 columns are called 'Answer'"):
        rows(tmp_path, "Answer,Answer\na,b\n")


@pytest.mark.parametrize(
    ("name", "raw", "sentence"),
    [
        ("a.csv", b"", "is empty"),
        ("a.xlsx", b"PK\x03\x04....", "export the sheet as CSV"),
        ("a.json", b'[{"answer": "x"}]', "JSON lines"),
        ("a.pdf", b"%PDF-1.7", "is no table"),
    ],
)
def test_what_is_no_table_is_said_to_be_none(
    tmp_path: Path, name: str, raw: bytes, sentence: str
) -> None:
    with pytest.raises(UsageError, match=sentence):
        rows(tmp_path, raw, name=name)


def test_a_bad_line_of_json_spares_the_others(tmp_path: Path) -> None:
    lines = ['{"studentAnswer": "a"}', "oops", "[1]", '{"id": NaN}', '{"answer": "b"}']
    found = rows(tmp_path, "\n".join(lines), name="a.jsonl")
    assert [bool(row.fault) for row in found] == [False, True, True, True, False]
    assert answers([found[0], found[-1]]) == ["a", "b"]


def test_half_a_character_is_replaced_and_a_whole_one_stays(tmp_path: Path) -> None:
    lines = '{"answer": "a\\ud83d"}\n{"answer": "\\ud83d\\ude00"}\n'
    assert answers(rows(tmp_path, lines, name="a.jsonl")) == ["a?", "😀"]


def test_json_lines_may_begin_with_a_mark_and_have_no_suffix(tmp_path: Path) -> None:
    raw = codecs.BOM_UTF8 + b'{"answer": "a"}\n'
    assert answers(rows(tmp_path, raw, name="answers")) == ["a"]


def test_a_score_may_carry_its_maximum_or_a_decimal_comma() -> None:
    one = submission({"answer": "a", "human_score": "3,5 / 5"}, "row-1")
    assert (one.human_score, one.max_score) == (3.5, 5)
    assert submission({"human_score": "n/a"}, "row-1").human_score is None
    share = submission({"human_score": "85 %", "max_score": "5"}, "row-1")
    assert (share.human_score, share.max_score) == (85, 100)


@pytest.mark.parametrize("points", ["a; b", "a | b", "- a\n- b", '["a", "b"]', "1. a\n2. b"])
def test_key_points_are_split_as_people_write_them(points: str) -> None:
    found = submission({"key_points": points}, "row-1").key_points
    assert [point.text for point in found] == ["a", "b"]


@pytest.mark.parametrize(
    "fields",
    [
        {"human_score": "B+"},
        {"max_score": "0"},
        {"human_score": "nan"},
        {"answer": ["a"]},
        {"examples": "no list"},
    ],
)
def test_a_value_of_the_wrong_type_is_a_bad_row(fields: dict[str, Any]) -> None:
    with pytest.raises(BadRow):
        submission(fields, "row-1")


def test_an_answer_that_is_missing_is_no_bad_row() -> None:
    assert submission({"id": 7}, "row-1").answer == ""


def test_parquet_is_read_by_the_same_names_or_its_extra_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    try:
        arrow = parquet.pyarrow()
    except CapabilityMissing:
        path.write_bytes(b"PAR1")
        with pytest.raises(CapabilityMissing, match=r"fiverounds\[parquet\]"):
            table(path, NOTHING)
        return
    arrow.parquet.write_table(arrow.table({"Response": ["a"], "max": [5]}), path)
    (row,) = table(path, NOTHING).rows()
    assert json.dumps(dict(row.values), sort_keys=True) == '{"answer": "a", "max_score": 5}'
