"""Chunks are cut by structure, and no sentence is cut."""

import re

from hypothesis import given
from hypothesis import strategies as st

from interviewer.guide.chunks import MOST_WORDS, of_passage, pieces
from interviewer.guide.passages import Passage, Source
from interviewer.guide.prose import sections, sentences, statements

SENTENCES = st.lists(
    st.integers(3, 40).map(lambda n: " ".join(["Word", *["word"] * (n - 2), "end."])),
    min_size=1,
    max_size=60,
)


def cut(text: str) -> list[str]:
    return [piece for _, piece in pieces(sections(text))]


@given(st.lists(SENTENCES, min_size=1, max_size=6))
def test_no_sentence_is_cut_or_lost(paragraphs: list[list[str]]) -> None:
    text = "\n\n".join(" ".join(paragraph) for paragraph in paragraphs)
    found = cut(text)
    assert all(piece.endswith("end.") for piece in found)
    assert " ".join(" ".join(found).split()) == " ".join(text.split())


@given(SENTENCES)
def test_pieces_are_about_as_long_as_the_model_likes(paragraph: list[str]) -> None:
    assert max(len(piece.split()) for piece in cut(" ".join(paragraph))) <= 2 * MOST_WORDS


def test_abbreviations_and_decimals_end_no_sentence() -> None:
    text = "It has 3.35 TB/s, e.g. in SXM form, cf. Fig. 3. An A100 has less. See Kwon et al. too."
    assert sentences(text) == [
        "It has 3.35 TB/s, e.g. in SXM form, cf. Fig. 3.",
        "An A100 has less.",
        "See Kwon et al. too.",
    ]


def test_a_long_table_is_divided_between_rows_and_keeps_its_head() -> None:
    rows = [f"| part {n} | {n} GB and some more words in this cell |" for n in range(30)]
    found = cut("\n".join(["| part | memory |", "|---|---|", *rows]))
    assert len(found) > 2
    assert all(piece.startswith("| part | memory |\n|---|---|\n| part ") for piece in found)
    assert [row for piece in found for row in piece.splitlines()[2:]] == rows


def test_a_row_of_a_table_reads_as_a_statement() -> None:
    table = "| part | memory | GB/s |\n|---|---|---|\n| H100 SXM | 80 GB | 3,350 |"
    assert statements(table) == ["H100 SXM: memory 80 GB, GB/s 3,350."]


def test_headings_are_kept_with_what_is_below_them() -> None:
    text = "# Cars\n\nIntro here.\n\n## Wheels\n\nFour of them.\n\n# Boats\n\nNo wheels."
    assert [(above, piece) for above, piece in pieces(sections(text))] == [
        (("Cars",), "Intro here."),
        (("Cars", "Wheels"), "Four of them."),
        (("Boats",), "No wheels."),
    ]


def test_code_is_not_taken_for_headings() -> None:
    text = "Before.\n\n```python\n# a comment\n\nx = 1\n```\n\nAfter."
    assert not re.search("a comment", str([above for above, _ in pieces(sections(text))]))


def test_a_log_without_sentences_is_cut_all_the_same() -> None:
    found = cut("value " * 5_000)
    assert max(len(piece.split()) for piece in found) <= 2 * MOST_WORDS


def test_a_passage_has_a_card_of_its_opening_sentences() -> None:
    passage = Passage(
        id="tea",
        title="Tea",
        tracks=("tea",),
        rounds=("leaves",),
        topics=("hot-water",),
        status="fact",
        sources=(Source(title="The book of tea", date="1906"),),
        text="Water first. Then leaves.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nPour slowly. Wait.",
    )
    card, *texts = of_passage(passage)
    assert (card.id, card.part, card.text) == ("tea#card", "card", "Water first. Pour slowly.")
    assert [chunk.id for chunk in texts] == [f"tea#{n}" for n in range(len(texts))]
    assert texts[0].embedded.startswith("Tea (hot water). Water first.")
    assert texts[0].source == "The book of tea (1906)"
