"""What is said aloud: units and formulae in words, names as they are, nothing lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.front.voice.speakable import SentenceStream, sentences, speakable


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("120 req/s at 3.35 TB/s", "120 requests per second at 3.35 terabytes per second"),
        ("seq_len=8192", "seq len equals 8192"),
        ("with ZeRO-3", "with zero 3"),
        ("814 mm² and mm²", "814 square millimetres and square millimetres"),
        ("O(n²) work, n^3 bytes", "order n squared work, n to the 3 bytes"),
        ("2 × 10^12 FLOPs", "2 times 10 to the 12 flops"),
        ("$2.50/h, 45%, 8x", "2.50 dollars per hour, 45 percent, 8 times"),
        ("p99 ≤ 200 ms", "p99 at most 200 milliseconds"),
        ("a 70B model, 64 B per line, 1 MiB", "a 70 billion model, 64 bytes per line, 1 mebibyte"),
        ("1,979 TFLOPS and 6 FLOPs/byte", "1,979 teraflops and 6 flops per byte"),
        ("4–9 s, q -> k", "4 to 9 seconds, q to k"),
        ("H100, FP8, KV cache, vLLM, p99 are fine.", "H100, FP8, KV cache, vLLM, p99 are fine."),
        ("`dmon` shows *sm* and **mem**", "dmon shows sm and mem"),
    ],
)  # fmt: skip
def test_signs_and_units_become_words(written: str, said: str) -> None:
    assert speakable(written) == said


PROSE = st.lists(st.from_regex(r"[A-Za-z][a-z]{1,9}", fullmatch=True), min_size=1, max_size=12).map(
    " ".join
)


@given(PROSE)
def test_plain_prose_is_said_as_it_stands(text: str) -> None:
    assert speakable(text) == text


@given(st.text(max_size=200))
def test_no_text_breaks_it_and_no_sign_is_left_to_spell(text: str) -> None:
    said = speakable(text)
    assert not set(said) & set("`*|<>{}[]\\^≤≥→≈")
    assert said == " ".join(said.split())


@given(
    st.decimals(min_value=0, max_value=10**6, places=2, allow_nan=False),
    st.sampled_from(["TB/s", "GB", "ms", "%", "TFLOPS", "req/s", "W"]),
)
def test_the_number_of_a_quantity_is_never_changed(value: object, unit: str) -> None:
    assert str(value) in speakable(f"about {value} {unit} of it")


def test_breath_is_taken_between_sentences_and_not_inside_numbers_or_titles() -> None:
    text = "Dr. Menon says 3.5 is enough. “Quoted, yes.” Then we go on! Is it so?"
    assert sentences(text) == [
        "Dr. Menon says 3.5 is enough.", "“Quoted, yes.”", "Then we go on!", "Is it so?",
    ]  # fmt: skip


@given(st.lists(PROSE.map(lambda words: words.capitalize() + "."), min_size=1, max_size=5))
def test_a_stream_gives_the_same_sentences_however_it_is_cut(parts: list[str]) -> None:
    text = " ".join(parts)
    stream = SentenceStream()
    heard = [each for letter in text for each in stream.feed(letter)]
    rest = stream.rest()
    assert [*heard, rest] == sentences(text)
    assert stream.rest() == ""
