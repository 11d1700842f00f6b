"""A figure in the content is what its fact, its calculator or its sum gives, or it is a fault."""

import pytest

from interviewer.checking.figures import fault, unaccounted
from interviewer.content import Content

CONTENT = Content()


@pytest.mark.parametrize(
    ("shown", "origin"),
    [
        ("3.35 TB/s", "fact H100 SXM: memory.bandwidth"),
        ("327,680 B", "kv-cache.bytes_per_token --model 'Llama 3 70B' --tokens 1"),
        ("43 GB", "kv-cache --model 'Llama 3 70B' --tokens 128Ki"),
        ("24 tokens a second", "decode-ceiling --weight-bytes 140GB --hbm-bytes-per-s 3.35TB/s"),
        ("2.9", "1 / 0.35"),
        ("65%", "1 - 0.35"),
        ("0.31%", "2.5 / 814"),
    ],
)
def test_a_figure_agrees_with_its_origin_as_it_is_rounded(shown: str, origin: str) -> None:
    assert fault(shown, origin) is None


@pytest.mark.parametrize(
    ("shown", "origin", "says"),
    [
        ("44 GB", "kv-cache --model 'Llama 3 70B' --tokens 128Ki", "gives 4.29497e+10"),
        ("2.8", "1 / 0.35", "gives 2.85714"),
        ("3 TB/s", "fact H100 SXM: memory.bandwidth", "gives 3.35e+12"),
        ("3 TB/s", "fact H100 SXM: memory.speed", "has no fact 'memory.speed'"),
        ("7", "kv-cash --x 1", "is neither a fact, a calculator nor arithmetic"),
        ("7", "__import__('os')", "is neither a fact, a calculator nor arithmetic"),
        ("half", "1 / 2", "a figure begins with digits"),
        ("1 GB", "kv-cache --tokens", "takes pairs of --input and value"),
    ],
)
def test_a_figure_that_drifted_is_a_sentence(shown: str, origin: str, says: str) -> None:
    assert says in (fault(shown, origin) or "")


def test_names_code_years_and_small_counts_need_no_origin() -> None:
    text = "In 2023 an H100 with FP8 and 2:4 sparsity ran Llama 3 70B on 8 cards. `x[128]`"
    assert unaccounted(text, ()) == []


def test_a_number_without_an_origin_is_found() -> None:
    text = "It reads 140 GB in 42 ms, 24 tokens a second."
    assert unaccounted(text, ("140 GB", "24 tokens")) == ["42"]


@pytest.mark.parametrize("passage_id", CONTENT.passage_ids)
def test_every_number_of_a_passage_is_accounted_for(passage_id: str) -> None:
    passage = CONTENT.passage(passage_id)
    assert unaccounted(passage.text, (*passage.figures, *passage.given)) == []
    assert [f for shown, origin in passage.figures.items() if (f := fault(shown, origin))] == []
