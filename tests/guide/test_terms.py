"""Terms keep part numbers and units; queries are corrected and understood."""

import sqlite3

import pytest

from interviewer.guide.bm25 import BM25, terms
from interviewer.guide.glossary import glossary
from interviewer.guide.spelling import Spelling, distance


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("An H100's 3.35 TB/s", "3.35"),
        ("the L40S card", "l40s"),
        ("FP 8 or FP-8", "fp8"),
        ("80GB", "80gb"),
        ("80 GB", "80gb"),
        ("1,555 GB/s", "1555gb"),
        ("2:4 sparsity", "2:4"),
        ("35% busy", "35%"),
        ("814 mm²", "mm2"),
        ("sm_90", "sm_90"),
        ("all-reduce", "allreduc"),
        ("a 70B model", "70b"),
        ("caches", "cach"),
    ],
)
def test_part_numbers_units_and_stems_are_terms(text: str, expected: str) -> None:
    assert expected in terms(text)


def test_rows_are_found_by_part_number_and_gone_when_dropped() -> None:
    words = BM25(sqlite3.connect(":memory:"))
    words.put(1, "Cards", "gpu", "The L40S has 48 GB")
    words.put(2, "Cards", "gpu", "The L40 has 48 GB")
    assert [row for row, _ in words.best({"l40s": 1.0, "48gb": 1.0}, 5)] == [1, 2]
    words.drop(1)
    assert [row for row, _ in words.best({"l40s": 1.0, "48gb": 1.0}, 5)] == [2]


def test_terms_of_less_weight_count_less() -> None:
    words = BM25(sqlite3.connect(":memory:"))
    words.put(1, "", "", "steam")
    words.put(2, "", "", "water")
    words.put(3, "", "", "ice")
    found = words.best({"steam": 0.5, "water": 1.0}, 5)
    assert [row for row, _ in found] == [2, 1]
    assert found[1][1] == pytest.approx(found[0][1] / 2)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("memroy bandwith", "memory bandwidth"),
        ("quantization", "quantisation"),
        ("H100 utilizaton", "H100 utilisation"),
        ("sourdough", "sourdough"),
    ],
)
def test_unknown_words_become_the_nearest_known(typed: str, meant: str) -> None:
    known = {"memory", "bandwidth", "quantisation", "utilisation", "source"}
    spelling = Spelling([" ".join(known)])
    assert spelling.corrected(typed, known.__contains__)[0] == meant


def test_of_equally_near_words_the_more_frequent_is_taken() -> None:
    assert Spelling(["tiles tiles", "files"]).nearest("kiles") == "tiles"


@pytest.mark.parametrize(
    ("word", "other", "slips"), [("cahce", "cache", 1), ("cache", "cache", 0), ("kat", "cart", 2)]
)
def test_a_swap_of_neighbours_is_one_slip(word: str, other: str, slips: int) -> None:
    assert distance(word, other) == slips


def test_the_glossary_hears_every_inflection() -> None:
    assert "pay" in glossary().meant("What are the salaries?")
    assert "pay" not in glossary().meant("How does prepaid work?")


def test_the_glossary_says_nothing_twice() -> None:
    said = [each for entry in glossary().entries for each in entry.said]
    assert [each for each in set(said) if said.count(each) > 1] == []
