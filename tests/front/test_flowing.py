"""Words that come in pieces are shown at once and wrapped as if they had come together."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.front.flowing import Flow

WORDS = st.text(st.characters(codec="ascii", categories=["L", "N", "P"]), min_size=1, max_size=12)
TEXTS = st.lists(WORDS, min_size=1, max_size=40).map(" ".join)


def flowed(pieces: list[str], width: int, head: str = "") -> str:
    written = [head]
    flow = Flow(written.append)
    flow.begin(width, len(head))
    for piece in pieces:
        flow.add(piece)
    flow.end()
    return "".join(written)


@given(TEXTS, st.integers(12, 60), st.integers(1, 9))
def test_it_wraps_as_the_whole_text_would(text: str, width: int, size: int) -> None:
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    whole = textwrap.fill(text, width, break_long_words=False, break_on_hyphens=False)
    assert flowed(pieces, width) == whole


def test_a_name_may_stand_before_the_first_word() -> None:
    assert flowed(["How do ", "you brew it?"], 16, "Oolong  ") == "Oolong  How do\nyou brew it?"


@pytest.mark.parametrize("text", ["", "   "])
def test_nothing_is_nothing(text: str) -> None:
    assert flowed([text], 20) == ""


def test_a_word_is_written_as_soon_as_it_is_whole() -> None:
    written: list[str] = []
    flow = Flow(written.append)
    flow.begin(40)
    flow.add("How do yo")
    assert "".join(written) == "How do"
